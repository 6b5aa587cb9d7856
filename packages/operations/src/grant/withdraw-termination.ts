import { withdrawTermination } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** Takes an announced termination back before it takes effect. Signed by the authority. */
export function withdrawTerminationOperation(context: OperationContext, held: GrantOfPlan): Operation {
  return grantOperation(context, held, {
    title: 'Take the termination back',
    signer: held.plan.authority,
    instruction: (terms) => withdrawTermination(terms, context.programId),
    again: 'It is taken back once. What a good leaver got at the announcement stays released.',
    done: 'The grant goes on.',
  });
}
