/**
 * What a grant is worth at any time, by the program's own rules and without asking it. Amounts are base units before the
 * mint's transfer fee: with a fee-charging mint, what arrives is less than `net`.
 */
import {
  boundaries,
  checkSchedule,
  claimable,
  curve,
  curveTs,
  RETAIN_ALL,
  unlocked,
  UNLOCK_ALL,
  vested,
  withhold,
  type RunningPause,
  type Timeline,
} from '../math';
import { withholdingAt, type Grant, type Plan } from '../state';

/** What of a plan bears on its grants. */
export type PlanTerms = Pick<Plan, 'accelerations' | 'unlock' | 'voidSecs' | 'claimsPausedUntilTs'>;

/** What of a grant bears on its worth. */
export type GrantTerms = Pick<
  Grant,
  | 'total'
  | 'claimed'
  | 'startTs'
  | 'issuedTs'
  | 'status'
  | 'statusTs'
  | 'retained'
  | 'pausedSecs'
  | 'pauseLimitSecs'
  | 'withholdingBps'
  | 'nextWithholding'
  | 'withholdingCarry'
  | 'accelerationsAtIssue'
  | 'segments'
>;

export interface ClaimPreview {
  readonly vested: bigint;
  /** The most that the plan's unlock curve lets go. */
  readonly unlocked: bigint;
  /** min(vested, unlocked) - claimed, whether or not a claim is possible now. */
  readonly due: bigint;
  /** What a claim takes from the grant: `due`, or 0 while claims are blocked. */
  readonly claimable: bigint;
  /** The part of `claimable` that stays for payroll. */
  readonly withheld: bigint;
  /** What is sent to the beneficiary, before the mint's transfer fee. */
  readonly net: bigint;
  /** Why no claim is paid now, though something may be due. */
  readonly blockedBy?: 'claimsPaused' | 'voidWindow';
}

/** A date on which more vests. */
export interface VestingStep {
  /** Unix seconds on the clock. For continuous vesting the end of the stretch, which begins at `fromTs`. */
  readonly ts: number;
  readonly fromTs: number;
  readonly kind: 'step' | 'continuous';
  /** Base units that vest at `ts`, or from `fromTs` to `ts`. */
  readonly amount: bigint;
}

/** When the grant stops or stopped vesting by a termination, or null. */
export function stopTs({ status, statusTs }: Pick<Grant, 'status' | 'statusTs'>): number | null {
  return status === 'terminating' || status === 'settled' ? statusTs : null;
}

function runningPause({ status, statusTs, pauseLimitSecs }: GrantTerms): RunningPause | null {
  return status === 'pausedByConsent' || status === 'pausedByAuthority'
    ? { sinceTs: statusTs, limitSecs: pauseLimitSecs }
    : null;
}

/** What moves a grant's curve. */
export function timelineOf(grant: GrantTerms): Timeline {
  return { stopTs: stopTs(grant), pausedSecs: grant.pausedSecs, pause: runningPause(grant) };
}

/** Vested at a time, by the state that is known now: schedule, pauses, termination and early releases. */
export function vestedAt(plan: PlanTerms, grant: GrantTerms, ts: number): bigint {
  return vestedFrom(plan, grant, ts, curve(grant.startTs, grant.segments, curveTs(timelineOf(grant), ts)));
}

/** The same where the schedule alone has vested `curved` by then. */
export function vestedFrom(plan: PlanTerms, grant: GrantTerms, ts: number, curved: bigint): bigint {
  // Most plans release nothing early, and many grants are read at many times.
  if (plan.accelerations.length === 0 && grant.retained === RETAIN_ALL) return curved;
  const until = Math.min(ts, stopTs(grant) ?? ts);
  return vested(grant.total, curved, {
    grant: grant.retained,
    grantAtIssue: RETAIN_ALL,
    planNow: plan.accelerations.filter((acceleration) => acceleration.ts <= until).at(-1)?.retained ?? RETAIN_ALL,
    planAtIssue: plan.accelerations[grant.accelerationsAtIssue - 1]?.retained ?? RETAIN_ALL,
  });
}

/** The most that the plan's unlock curve lets go of a grant at a time; all of it where the plan has none. */
export function unlockedAt(plan: PlanTerms, grant: Pick<Grant, 'total'>, ts: number): bigint {
  const { unlock } = plan;
  return unlocked(grant.total, unlock === null ? UNLOCK_ALL : curve(unlock.startTs, unlock.segments, ts));
}

/** When the void window ends, in which a grant pays nothing. */
export function voidEndTs(plan: PlanTerms, grant: Pick<Grant, 'issuedTs'>): number {
  return grant.issuedTs + plan.voidSecs;
}

/** What a claim at `ts` would pay. A pause of claims is told before the void window, as by the program. */
export function claimableAt(plan: PlanTerms, grant: GrantTerms, ts: number): ClaimPreview {
  const vestedNow = vestedAt(plan, grant, ts);
  const unlockedNow = unlockedAt(plan, grant, ts);
  const due = claimable(vestedNow, unlockedNow, grant.claimed);
  const amounts = { vested: vestedNow, unlocked: unlockedNow, due };
  const nothing = { ...amounts, claimable: 0n, withheld: 0n, net: 0n };
  if (ts < plan.claimsPausedUntilTs) return { ...nothing, blockedBy: 'claimsPaused' };
  if (ts < voidEndTs(plan, grant)) return { ...nothing, blockedBy: 'voidWindow' };
  const { withheld } = withhold(due, withholdingAt(grant, ts), grant.withholdingCarry);
  return { ...amounts, claimable: due, withheld, net: due - withheld };
}

/** The first second on the clock at which the curve stands at `curveTime`. A running pause is taken to last to its limit. */
function clockTs(grant: GrantTerms, curveTime: number): number {
  const pause = runningPause(grant);
  const ts = curveTime + grant.pausedSecs;
  return pause === null || ts <= pause.sinceTs ? ts : ts + pause.limitSecs;
}

/** When the grant has vested all it will: the schedule's end, shifted by pauses, or its stop if that is earlier. */
export function endTs(grant: GrantTerms): number {
  const end = clockTs(grant, checkSchedule(grant.startTs, grant.segments, grant.total));
  const stop = stopTs(grant);
  return stop === null ? end : Math.min(end, stop);
}

/** The dates of the schedule on the clock, up to the stop; a stretch that the stop cuts ends there. */
function* dates(grant: GrantTerms): Generator<Omit<VestingStep, 'amount'>> {
  const stop = stopTs(grant) ?? Infinity;
  let beginTs = 0;
  for (const { ts: curveTime, kind } of boundaries(grant.startTs, grant.segments)) {
    const ts = clockTs(grant, curveTime);
    if (kind === 'continuous-begin') beginTs = ts;
    const continuous = kind === 'continuous-end';
    const fromTs = continuous ? beginTs : ts;
    if (fromTs > stop) return;
    if (kind !== 'continuous-begin') {
      yield { ts: Math.min(ts, stop), fromTs, kind: continuous ? 'continuous' : 'step' };
    }
  }
}

/**
 * The next dates after `from` on which the grant vests more, at most `count`, early releases counted. Good for times
 * from the grant's last pause on: when earlier pauses happened is not stored. This is vesting; unlocking may be later.
 */
export function nextSteps(plan: PlanTerms, grant: GrantTerms, from: number, count: number): VestingStep[] {
  const steps: VestingStep[] = [];
  if (vestedAt(plan, grant, from) >= grant.total) return steps;
  for (const date of dates(grant)) {
    if (steps.length >= count) break;
    if (date.ts <= from) continue;
    const fromTs = date.kind === 'step' ? date.ts : Math.max(date.fromTs, from);
    const before = date.kind === 'step' ? date.ts - 1 : fromTs;
    const amount = vestedAt(plan, grant, date.ts) - vestedAt(plan, grant, before);
    if (amount > 0n) steps.push({ ...date, fromTs, amount });
  }
  return steps;
}
