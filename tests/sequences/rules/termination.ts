/** Rules of the end of a grant. */
import type { Cause } from '../calls';
import { openPause, release } from '../entitlement';
import type { Grant, Plan, World } from '../state';
import { ensure } from './checks';

/** Announces the end of a grant. */
export function terminate(world: World, plan: Plan, grant: Grant, cause: Cause): void {
  ensure(plan.policy.cancellable, 'NotCancellable');
  ensure(grant.stopTs === undefined, 'GrantAlreadyTerminated');
  const pause = openPause(grant);
  if (pause !== undefined) pause.endedAt = world.now;
  leaveWell(plan, grant, cause);
  grant.stopTs = world.now + plan.policy.noticeSecs;
}

/** A good leaver gets the plan's share, once. */
function leaveWell({ policy }: Plan, grant: Grant, cause: Cause): void {
  if (policy.goodLeaverBps === 0 || grant.leftWell || (cause !== 'withoutCause' && cause !== 'deathOrDisability'))
    return;
  grant.retained = release(grant.retained, policy.goodLeaverBps);
  grant.leftWell = true;
}

/** A vote ends a grant, for good. One that is ending already ends when that said. */
export function terminateByVote(world: World, plan: Plan, grant: Grant, cause: Cause): void {
  if (grant.stopTs !== undefined && !grant.settled && world.now < grant.stopTs) leaveWell(plan, grant, cause);
  else terminate(world, plan, grant, cause);
  grant.endedByVote = true;
}
