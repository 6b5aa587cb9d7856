/** What the holders of roles do with the milestones of a grant. */
import type { PublicKey } from '@solana/web3.js';
import {
  closeMilestone,
  issueMilestone,
  maxAmount,
  milestoneVestedAt,
  settleMilestone,
  voidMilestone,
  type Metric,
  type Milestone,
  type MilestoneTerms,
} from '@tenure/sdk';
import type { Holding } from '@/entities/grant';
import { planEffects } from '@/entities/plan';
import { clean, day, figure, percent } from '@/shared/format';
import type { Operation } from '@/shared/transactions';
import type { MilestoneDraft } from './milestoneSchema';
import type { GrantContext } from './operations';

/** Adds a milestone to a grant. */
export function issueMilestoneOperation(
  { chain, holding, text }: GrantContext,
  metric: Metric,
  issuer: PublicKey,
  draft: MilestoneDraft,
): Operation {
  const { plan, grant } = holding;
  const { exponent } = metric;
  const { targetAmount, threshold, thresholdBps, target, maximum, maxBps, deadlineTs } = draft;
  const index = grant.milestones.live;
  const title = `Add a milestone to grant ${grant.grantId}`;
  return {
    title,
    signer: issuer,
    groups: ({ expiresTs }) => {
      const place = {
        plan: plan.address,
        vault: plan.vault,
        grant: grant.address,
        metric: metric.address,
        index,
      };
      return Promise.resolve([
        {
          label: title,
          instructions: [issueMilestone({ issuer, payer: issuer, ...place, ...draft, expiresTs }, chain.programId)],
        },
      ]);
    },
    effects: (changes) => [
      { label: 'Decided by', value: clean(metric.key) },
      {
        label: `At ${figure(threshold, exponent)}`,
        value: `${percent(thresholdBps)} of ${text(targetAmount, plan)}`,
      },
      { label: `At ${figure(target, exponent)}, the target`, value: text(targetAmount, plan), strong: true },
      ...(maximum === target
        ? []
        : [
            {
              label: `At ${figure(maximum, exponent)} and beyond`,
              value: text(maxAmount(targetAmount, { maxBps }), plan),
            },
          ]),
      { label: 'Without a result by', value: `${day(deadlineTs)} it pays nothing` },
      ...planEffects(plan, changes, chain.programId, text),
    ],
    again: 'A milestone has its number in the grant, so trying again can not add it twice.',
    done: 'The milestone is added, and its maximum is reserved in the vault.',
  };
}

/** Takes a milestone back in its void window. */
export function voidMilestoneOperation({ chain, holding, text }: GrantContext, milestone: Milestone): Operation {
  const { plan } = holding;
  const title = `Void milestone ${milestone.index} of grant ${holding.grant.grantId}`;
  const { authority, address } = plan;
  return {
    title,
    signer: authority,
    groups: ({ expiresTs }) => {
      const input = { authority, plan: address, milestone: milestone.address, expiresTs };
      return Promise.resolve([{ label: title, instructions: [voidMilestone(input, chain.programId)] }]);
    },
    effects: (changes) => planEffects(plan, changes, chain.programId, text),
    again: 'A milestone is voided once.',
    done: 'The milestone is taken back, and what it reserved is free.',
  };
}

/** The accounts of a milestone and of what it belongs to. */
function placeOf({ plan, grant }: Holding, { address, metric }: Milestone) {
  return { plan: plan.address, grant: grant.address, metric, milestone: address };
}

/** Decides a milestone by its metric; anybody may. */
export function settleMilestoneOperation({ chain, holding, text }: GrantContext, milestone: Milestone): Operation {
  const { plan, grant } = holding;
  const title = `Settle milestone ${milestone.index} of grant ${grant.grantId}`;
  const place = placeOf(holding, milestone);
  return {
    title,
    signer: null,
    groups: () => Promise.resolve([{ label: title, instructions: [settleMilestone(place, chain.programId)] }]),
    effects: (changes) => planEffects(plan, changes, chain.programId, text),
    again: 'A milestone is settled once.',
    done: 'The milestone is settled.',
  };
}

/** Whether a milestone was decided and has paid all that it ever can. `now` is unix seconds. */
export function isOver(
  { plan, grant }: Pick<Holding, 'plan' | 'grant'>,
  milestone: MilestoneTerms,
  now: number,
): boolean {
  const { status, claimed, payout } = milestone;
  if (status === 'pending') return false;
  return claimed >= (status === 'met' ? payout : milestoneVestedAt(plan, grant, milestone, now));
}

/** Closes a milestone that can never pay again. */
export function closeMilestoneOperation(
  { chain, holding }: GrantContext,
  milestone: Milestone,
  signer: PublicKey,
): Operation {
  const { plan, grant } = holding;
  const { rentRecipient } = plan;
  const title = `Close milestone ${milestone.index} of grant ${grant.grantId}`;
  const place = placeOf(holding, milestone);
  return {
    title,
    signer,
    groups: () =>
      Promise.resolve([
        { label: title, instructions: [closeMilestone({ ...place, signer, rentRecipient }, chain.programId)] },
      ]),
    effects: () => [
      { label: 'Further milestones of this grant', value: 'none, for good', strong: true },
      { label: 'Its rent goes to', value: rentRecipient.toBase58() },
    ],
    again: 'A milestone closes once.',
    done: 'The milestone is closed.',
  };
}
