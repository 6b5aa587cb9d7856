/** What a grant is worth at a time, and where it stands, in words. */
import {
  claimableAt,
  endTs,
  milestoneClaimableAt,
  milestoneOwed,
  milestoneVestedAt,
  stopTs,
  vestedAt,
  type Grant,
  type Plan,
  type ClaimPreview,
} from '@tenure/sdk';
import type { Tone } from '@/shared/ui';
import type { Holding } from './grant';

/** What claiming now would pay, of the schedule and of the milestones together, base units. */
export function dueNow({ plan, grant, tranches }: Holding, now: number): Pick<ClaimPreview, 'claimable' | 'net'> {
  const all = [
    claimableAt(plan, grant, now),
    ...tranches.map(({ milestone }) => milestoneClaimableAt(plan, grant, milestone, now)),
  ];
  return {
    claimable: all.reduce((sum, { claimable }) => sum + claimable, 0n),
    net: all.reduce((sum, { net }) => sum + net, 0n),
  };
}

/** Claimable now, of the schedule and of the milestones together, base units. */
export function claimableOf(holding: Holding, now: number): bigint {
  return dueNow(holding, now).claimable;
}

/** What a grant and its milestones can still pay at most, and what of that has vested: whoever has the grant gets it. */
function leftOf({ plan, grant, tranches }: Holding, now: number): { readonly most: bigint; readonly vested: bigint } {
  const stop = stopTs(grant);
  const whole = stop === null ? grant.total : vestedAt(plan, grant, stop);
  const milestones = tranches.map(({ milestone }) => milestone);
  return {
    most: milestones.reduce((sum, each) => sum + milestoneOwed(plan, grant, each, now), whole - grant.claimed),
    vested: milestones.reduce(
      (sum, each) => sum + milestoneVestedAt(plan, grant, each, now) - each.claimed,
      vestedAt(plan, grant, now) - grant.claimed,
    ),
  };
}

/** The same in words, such as `120,000 LAB, of which 40,000 LAB have vested`. */
export function leftText(holding: Holding, now: number, text: (baseUnits: bigint, token: Plan) => string): string {
  const { most, vested } = leftOf(holding, now);
  return `${text(most, holding.plan)}, of which ${text(vested, holding.plan)} have vested`;
}

/** A word on how a grant stands. */
export interface GrantStanding {
  readonly word: string;
  readonly tone: Tone;
}

/** How a grant stands at a time. */
export function grantStanding(plan: Plan, grant: Grant, now: number): GrantStanding {
  const stop = stopTs(grant);
  if (stop !== null) return now < stop ? { word: 'Ends soon', tone: 'warn' } : { word: 'Ended', tone: 'bad' };
  const paused = grant.status === 'pausedByAuthority' || grant.status === 'pausedByConsent';
  if (paused && now < grant.statusTs + grant.pauseLimitSecs) {
    return { word: grant.status === 'pausedByConsent' ? 'On leave' : 'Paused', tone: 'warn' };
  }
  if (now < grant.startTs) return { word: 'Not started', tone: 'info' };
  const vested = vestedAt(plan, grant, now);
  if (vested >= grant.total) return { word: grant.claimed >= grant.total ? 'Paid out' : 'Fully vested', tone: 'good' };
  if (vested > 0n) return { word: 'Vesting', tone: 'info' };
  return { word: grant.segments[0]?.steps === 1 ? 'Before the cliff' : 'Nothing vested yet', tone: 'info' };
}

/** Why nothing can be claimed now, in a sentence; undefined where something can, or nothing is due. */
export function blockedText(
  { blockedBy }: ClaimPreview,
  { claimsPausedUntilTs }: Plan,
): { text: string; untilTs?: number } | undefined {
  if (blockedBy === 'claimsPaused')
    return { text: 'The guardian has paused claims. They open again', untilTs: claimsPausedUntilTs };
  if (blockedBy === 'voidWindow')
    return { text: 'This grant is new: it pays nothing while the authority can still take it back' };
  return undefined;
}

/** What a chart of the grant spans: from its start, or its issue if that was before, to a little after its end. */
export function chartSpan(grant: Grant, now: number): { fromTs: number; toTs: number } {
  const fromTs = grant.startTs;
  const end = Math.max(endTs(grant), fromTs + 86_400, Math.min(now, fromTs + 86_400));
  return { fromTs, toTs: end + Math.ceil((end - fromTs) / 24) };
}
