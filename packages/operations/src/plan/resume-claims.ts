import type { PublicKey } from '@solana/web3.js';
import { resumeClaims, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planOperation } from './plan-operation';

/** Ends a pause of claims. Signed by the guardian or the authority. */
export function resumeClaimsOperation(context: OperationContext, plan: Plan, signer: PublicKey): Operation {
  return planOperation(context, plan, {
    title: `Open claims of plan ${plan.planId} again`,
    signer,
    instruction: ({ expiresTs }) => resumeClaims({ signer, plan: plan.address, expiresTs }, context.programId),
    effects: () => [{ label: 'Claims', value: 'are open again at once', strong: true }],
    again: 'A pause ends once.',
    done: 'Claims are open again.',
  });
}
