import { voidMilestone } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from '../plan/plan-effects';
import { milestoneName, type MilestoneOfGrant } from './milestone-operation';

/** Takes a milestone back in its void window. Signed by the authority. */
export function voidMilestoneOperation(context: OperationContext, held: MilestoneOfGrant): Operation {
  const { plan, milestone } = held;
  const { authority, address } = plan;
  return instructionOperation({
    title: `Void ${milestoneName(held)}`,
    signer: authority,
    instruction: ({ expiresTs }) =>
      voidMilestone({ authority, plan: address, milestone: milestone.address, expiresTs }, context.programId),
    effects: (changes) => planEffects(context, plan, changes),
    again: 'A milestone is voided once.',
    done: 'The milestone is taken back, and what it reserved is free.',
  });
}
