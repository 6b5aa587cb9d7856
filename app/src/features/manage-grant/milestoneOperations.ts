/** Milestones at the desk: the form of one, and the operations. */
import type { PublicKey } from '@solana/web3.js';
import {
  closeMilestone,
  isValidCurve,
  issueMilestone,
  MAX_PAYOUT_BPS,
  maxAmount,
  milestoneVestedAt,
  numberConstant,
  settleMilestone,
  voidMilestone,
  type Metric,
  type Milestone,
  type MilestoneTerms,
} from '@tenure/sdk';
import { z } from 'zod';
import { planEffects } from '@/entities/plan';
import { clean, day, figure, percent } from '@/shared/format';
import type { Operation } from '@/shared/transactions';
import { metricValue, optionalSchedule, share, shareUpTo, startDay, tokens } from '../fields';
import type { Holding } from '@/entities/grant';
import type { Desk } from './operations';

/** The least time that oracles have to report before a deadline, seconds. */
const REPORTING_SECS = numberConstant('minReportingSecs');

/** The rules of a milestone on a metric. `now` is unix seconds. */
export function milestoneSchema(metric: Metric, decimals: number, now: number) {
  const value = metricValue(metric.exponent);
  return z
    .object({
      amount: tokens(decimals),
      threshold: value,
      thresholdShare: share,
      target: value,
      maximum: value,
      maximumShare: shareUpTo(BigInt(MAX_PAYOUT_BPS)),
      deadline: startDay.refine(
        (ts) => ts > now && ts >= metric.dueTs + REPORTING_SECS,
        `Give a day to come, one day at least after ${day(metric.dueTs)}, when the metric is due: oracles need it to report.`,
      ),
      schedule: optionalSchedule,
    })
    .transform((typed, context) => {
      const { threshold, target, maximum, thresholdShare: thresholdBps, maximumShare: maxBps } = typed;
      const curve = { threshold, target, maximum, thresholdBps, maxBps };
      if (isValidCurve(curve, metric.better))
        return { ...curve, targetAmount: typed.amount, deadlineTs: typed.deadline, shape: typed.schedule };
      const message =
        `A ${metric.better} value is better: the values go from worse to better, from threshold over target to maximum. ` +
        'What pays above 100 % must be better than the target; the maximum pays at least 100 %.';
      context.addIssue({ code: 'custom', path: ['maximum'], message });
      return z.NEVER;
    });
}

/** What is typed. */
export type MilestoneInput = z.input<ReturnType<typeof milestoneSchema>>;
/** What it says. */
export type MilestoneDraft = z.output<ReturnType<typeof milestoneSchema>>;

/** Adds a milestone to a grant. */
export function issueMilestoneOperation(
  { chain, holding, text }: Desk,
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
export function voidMilestoneOperation({ chain, holding, text }: Desk, milestone: Milestone): Operation {
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
export function settleMilestoneOperation({ chain, holding, text }: Desk, milestone: Milestone): Operation {
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
export function closeMilestoneOperation({ chain, holding }: Desk, milestone: Milestone, signer: PublicKey): Operation {
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
