import type { PublicKey } from '@solana/web3.js';
import { acceptAuthority, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { holderText } from './holder-names';
import { planOperation } from './plan-operation';

/** Takes over an offered authority. Signed by whom it was offered to. */
export function acceptAuthorityOperation(
  context: OperationContext,
  plan: Plan,
  pendingAuthority: PublicKey,
): Operation {
  return planOperation(context, plan, {
    title: `Take over plan ${plan.planId}`,
    signer: pendingAuthority,
    instruction: ({ expiresTs }) =>
      acceptAuthority({ pendingAuthority, plan: plan.address, expiresTs }, context.programId),
    effects: (after) => [
      { label: 'Authority until now', value: holderText(plan.authority) },
      { label: 'Authority from now on', value: holderText(after.authority), strong: true },
    ],
    again: 'An offer is accepted once.',
    done: 'The authority is yours.',
  });
}
