import type { PublicKey } from '@solana/web3.js';
import { proposeAuthority, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { holderText } from './holder-names';
import { planOperation } from './plan-operation';

/** Offers the authority to another key for 30 days, or takes an offer back. Signed by the authority. */
export function offerAuthorityOperation(
  context: OperationContext,
  plan: Plan,
  pendingAuthority: PublicKey | null,
): Operation {
  const { authority, address, planId } = plan;
  const takesBack = pendingAuthority === null;
  return planOperation(context, plan, {
    title: takesBack ? `Take back the offer of plan ${planId}` : `Offer the authority of plan ${planId}`,
    signer: authority,
    instruction: ({ expiresTs }) =>
      proposeAuthority({ authority, plan: address, pendingAuthority, expiresTs }, context.programId),
    effects: (after) => [
      { label: 'Offered to', value: holderText(after.pendingAuthority), strong: true },
      ...(after.pendingAuthority === null
        ? []
        : [{ label: 'Can be accepted until', value: context.format.time(after.pendingAuthorityUntilTs) }]),
      { label: 'Authority until it accepts', value: holderText(after.authority) },
    ],
    again: 'An offer replaces the one before it.',
    done: takesBack
      ? 'The offer is taken back.'
      : 'The authority is offered. It changes hands when the other side accepts.',
  });
}
