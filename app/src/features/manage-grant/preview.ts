/** What an operation on a grant would do, before it is simulated: by the program's own rules. Amounts: base units. */
import { TERMINATION_CAUSES } from '@tenure/operations';
import { endTs, retainedAfter, vestedAt, type Grant, type Plan, type TerminationCause } from '@tenure/sdk';

/** The pause that runs, booked as it would be at a time. */
function pauseBooked(grant: Grant, now: number): Grant {
  if (grant.status !== 'pausedByAuthority' && grant.status !== 'pausedByConsent') return grant;
  const elapsed = Math.min(Math.max(now - grant.statusTs, 0), grant.pauseLimitSecs);
  return {
    ...grant,
    status: 'active',
    statusTs: 0,
    pauseLimitSecs: 0,
    pausedSecs: grant.pausedSecs + elapsed,
  };
}

/** What a termination would do. */
export interface TerminationPreview {
  readonly stopTs: number;
  readonly vestedNow: bigint;
  /** Released to a good leaver at once. */
  readonly goodLeaver: bigint;
  /** Vests between now and the stop, beside that. */
  readonly duringNotice: bigint;
  /** Stays with the beneficiary. */
  readonly kept: bigint;
  /** Goes back to the plan when it is settled. */
  readonly returned: bigint;
}

/** Terminates a grant on paper. */
export function previewTermination(plan: Plan, grant: Grant, cause: TerminationCause, now: number): TerminationPreview {
  // The good leaver's share is released once.
  const good = TERMINATION_CAUSES.some((each) => each.cause === cause && each.good) && !grant.goodLeaverReleased;
  const stopTs = now + plan.noticeSecs;
  const booked = pauseBooked(grant, now);
  const vestedNow = vestedAt(plan, booked, now);
  const released = { ...booked, retained: retainedAfter(booked.retained, good ? plan.goodLeaverBps : 0) };
  const goodLeaver = vestedAt(plan, released, now) - vestedNow;
  const kept = vestedAt(plan, { ...released, status: 'terminating', statusTs: stopTs }, stopTs);
  return {
    stopTs,
    vestedNow,
    goodLeaver,
    duringNotice: kept - vestedNow - goodLeaver,
    kept,
    returned: grant.total - kept,
  };
}

/** What would vest at once by releasing a share of the unvested. */
export function previewAcceleration(plan: Plan, grant: Grant, accelerationBps: number, now: number): bigint {
  return (
    vestedAt(plan, { ...grant, retained: retainedAfter(grant.retained, accelerationBps) }, now) -
    vestedAt(plan, grant, now)
  );
}

/** How long the authority alone may still pause a grant, seconds. */
export function pauseLeft(plan: Plan, grant: Grant, now: number): number {
  const running = grant.status === 'pausedByAuthority' ? pauseBooked(grant, now).pausedSecs - grant.pausedSecs : 0;
  return Math.max(0, plan.maxPauseSecs - grant.imposedPauseSecs - running);
}

/** When the grant would have vested all, were it paused for so long from now on. */
export function previewPauseEnd(grant: Grant, limitSecs: number, now: number): number {
  const booked = pauseBooked(grant, now);
  return endTs({ ...booked, status: 'pausedByAuthority', statusTs: now, pauseLimitSecs: limitSecs });
}
