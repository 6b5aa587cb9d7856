import { pauseGrant } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** How a grant is paused. */
export interface PauseInput {
  /** It ends by itself after so many seconds: at most 1461 days with consent, otherwise what the plan has left. */
  readonly limitSecs: number;
  /** A leave of absence: the beneficiary signs too, and the plan's limit doesn't count. */
  readonly consent?: boolean;
}

/** Stops the curve for a stated time. Signed by the authority, with consent by the beneficiary too. */
export function pauseGrantOperation(
  context: OperationContext,
  held: GrantOfPlan,
  { limitSecs, consent = false }: PauseInput,
): Operation {
  const beneficiary = consent ? held.grant.beneficiary : undefined;
  return grantOperation(context, held, {
    title: `Pause for ${context.format.span(limitSecs)}`,
    signer: held.plan.authority,
    instruction: (terms) => pauseGrant({ ...terms, beneficiary, limitSecs }, context.programId),
    effects: [{ label: 'What has vested', value: 'stays claimable' }],
    again: 'A grant that is paused can not be paused again before it goes on.',
    done: 'Vesting stands still. It goes on by itself when the time is over.',
  });
}
