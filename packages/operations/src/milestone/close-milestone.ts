import type { PublicKey } from '@solana/web3.js';
import { closeMilestone } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { milestoneAccounts, milestoneName, type MilestoneOfGrant } from './milestone-operation';

/** Closes a milestone that can never pay again. Signed by beneficiary, operator or authority. */
export function closeMilestoneOperation(
  { programId }: OperationContext,
  held: MilestoneOfGrant,
  signer: PublicKey,
): Operation {
  const { rentRecipient } = held.plan;
  return instructionOperation({
    title: `Close ${milestoneName(held)}`,
    signer,
    instruction: () => closeMilestone({ ...milestoneAccounts(held), signer, rentRecipient }, programId),
    effects: () => [
      { label: 'Further milestones of this grant', value: 'none, for good', strong: true },
      { label: 'Its rent goes to', value: rentRecipient.toBase58() },
    ],
    again: 'A milestone closes once.',
    done: 'The milestone is closed.',
  });
}
