import type { PublicKey } from '@solana/web3.js';
import { issueMilestone, maxAmount, type IssueMilestone, type Metric } from '@tenure/sdk';
import type { GrantOfPlan } from '../grant/grant-effects';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from '../plan/plan-effects';

/** What a milestone promises. */
export type MilestoneInput = Pick<
  IssueMilestone,
  'targetAmount' | 'threshold' | 'thresholdBps' | 'target' | 'maximum' | 'maxBps' | 'deadlineTs' | 'shape'
>;

/** Adds a milestone to a grant, funded at its maximum. Signed by the operator or the authority. */
export function issueMilestoneOperation(
  context: OperationContext,
  { plan, grant }: GrantOfPlan,
  metric: Metric,
  issuer: PublicKey,
  input: MilestoneInput,
): Operation {
  const { format, programId } = context;
  const { exponent } = metric;
  const { targetAmount, threshold, thresholdBps, target, maximum, maxBps, deadlineTs } = input;
  const amount = format.tokens(targetAmount, plan);
  const index = grant.milestones.live;
  const accounts = { plan: plan.address, vault: plan.vault, grant: grant.address, metric: metric.address };
  return instructionOperation({
    title: `Add milestone ${index} to grant ${grant.grantId}`,
    signer: issuer,
    instruction: ({ expiresTs, payer }) =>
      issueMilestone({ issuer, payer, ...accounts, index, ...input, expiresTs }, programId),
    effects: (changes) => [
      { label: 'Grant of', value: grant.beneficiary.toBase58() },
      { label: 'Decided by', value: format.clean(metric.key) },
      { label: `At ${format.figure(threshold, exponent)}`, value: `${format.share(thresholdBps)} of ${amount}` },
      { label: `At ${format.figure(target, exponent)}, the target`, value: amount, strong: true },
      ...(maximum === target
        ? []
        : [
            {
              label: `At ${format.figure(maximum, exponent)} and beyond`,
              value: format.tokens(maxAmount(targetAmount, { maxBps }), plan),
            },
          ]),
      { label: 'Without a result by', value: `${format.day(deadlineTs)} it pays nothing` },
      ...planEffects(context, plan, changes),
    ],
    again: 'A milestone has its number in the grant, so trying again can not add it twice.',
    done: 'The milestone is added, and its maximum is reserved in the vault.',
  });
}
