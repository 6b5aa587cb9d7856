import { settleMilestone } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from '../plan/plan-effects';
import { milestoneAccounts, milestoneName, type MilestoneOfGrant } from './milestone-operation';

/** Decides a milestone by its metric, its deadline or the end of its grant; anybody may. */
export function settleMilestoneOperation(context: OperationContext, held: MilestoneOfGrant): Operation {
  return instructionOperation({
    title: `Settle ${milestoneName(held)}`,
    signer: null,
    instruction: () => settleMilestone(milestoneAccounts(held), context.programId),
    effects: (changes) => [
      { label: 'Decided by', value: 'the final value of its metric, its deadline or the end of the grant' },
      ...planEffects(context, held.plan, changes),
    ],
    again: 'A milestone is settled once.',
    done: 'The milestone is settled.',
  });
}
