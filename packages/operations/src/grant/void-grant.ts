import { voidGrant } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** Takes a grant back in its void window, in which it pays nothing. Signed by the authority. */
export function voidGrantOperation(context: OperationContext, held: GrantOfPlan): Operation {
  const { authority, rentRecipient } = held.plan;
  return grantOperation(context, held, {
    title: 'Void',
    signer: authority,
    instruction: (terms) => voidGrant({ ...terms, rentRecipient }, context.programId),
    again: 'A grant is voided once.',
    done: 'The grant is gone as if it had never been, and all of it is free in the vault.',
  });
}
