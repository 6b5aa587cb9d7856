import { stopTs, vestedAt, type Grant, type Plan } from '@tenure/sdk';
import type { StatusLabel } from '@/shared/ui';

/** The label of how a grant stands at a time. */
export function grantStatusLabel(plan: Plan, grant: Grant, now: number): StatusLabel {
  const stop = stopTs(grant);
  if (stop !== null) return now < stop ? { label: 'Ends soon', tone: 'warn' } : { label: 'Ended', tone: 'bad' };
  const paused = grant.status === 'pausedByAuthority' || grant.status === 'pausedByConsent';
  if (paused && now < grant.statusTs + grant.pauseLimitSecs) {
    return { label: grant.status === 'pausedByConsent' ? 'On leave' : 'Paused', tone: 'warn' };
  }
  if (now < grant.startTs) return { label: 'Not started', tone: 'info' };
  const vested = vestedAt(plan, grant, now);
  if (vested >= grant.total) return { label: grant.claimed >= grant.total ? 'Paid out' : 'Fully vested', tone: 'good' };
  if (vested > 0n) return { label: 'Vesting', tone: 'info' };
  return { label: grant.segments[0]?.steps === 1 ? 'Before the cliff' : 'Nothing vested yet', tone: 'info' };
}
