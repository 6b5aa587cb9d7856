import type { PublicKey } from '@solana/web3.js';
import { closeGrant } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** Closes a grant that can never pay again. Signed by beneficiary, operator or authority. */
export function closeGrantOperation(context: OperationContext, held: GrantOfPlan, signer: PublicKey): Operation {
  const { rentRecipient } = held.plan;
  return grantOperation(context, held, {
    title: 'Close',
    signer,
    instruction: (terms) => closeGrant({ ...terms, signer, rentRecipient }, context.programId),
    again: 'A grant closes once.',
    done: 'The grant is closed and its rent came back.',
  });
}
