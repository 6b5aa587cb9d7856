import { settleTermination } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** Returns what had not vested at the stop to the plan; anybody may. */
export function settleTerminationOperation(context: OperationContext, held: GrantOfPlan): Operation {
  return grantOperation(context, held, {
    title: 'Settle the termination',
    signer: null,
    instruction: (terms) => settleTermination(terms, context.programId),
    again: 'A termination is settled once.',
    done: 'What had not vested is free in the vault. What had vested stays claimable.',
  });
}
