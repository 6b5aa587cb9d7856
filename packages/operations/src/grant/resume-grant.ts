import { resumeGrant } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** Ends a pause, or books one that has run out. Signed by the authority. */
export function resumeGrantOperation(context: OperationContext, held: GrantOfPlan): Operation {
  return grantOperation(context, held, {
    title: 'Resume',
    signer: held.plan.authority,
    instruction: (terms) => resumeGrant(terms, context.programId),
    again: 'A pause ends once.',
    done: 'Vesting goes on.',
  });
}
