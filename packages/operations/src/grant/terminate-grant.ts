import { terminateGrant, type TerminationCause } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';
import { TERMINATION_CAUSES } from './termination-causes';

/** Announces a termination, which takes effect after the plan's notice. Signed by the authority. */
export function terminateGrantOperation(
  context: OperationContext,
  held: GrantOfPlan,
  cause: TerminationCause,
): Operation {
  const { authority, noticeSecs } = held.plan;
  const reason = TERMINATION_CAUSES.find((each) => each.cause === cause)?.name ?? cause;
  return grantOperation(context, held, {
    title: 'Terminate',
    signer: authority,
    instruction: (terms) => terminateGrant({ ...terms, cause }, context.programId),
    effects: [
      { label: 'Cause', value: reason },
      { label: 'Notice', value: noticeSecs === 0 ? 'none' : context.format.span(noticeSecs) },
    ],
    again: 'A grant is terminated once.',
    done: 'The termination is announced. What vests until the stop stays with the beneficiary; afterwards the grant can be settled, and the rest returns to the plan.',
  });
}
