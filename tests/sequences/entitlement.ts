/** What a grant is entitled to, from its history: exact fractions, rounded once, in the escrow's favor. */
import { earned } from './schedule';
import type { Grant, Pause, Plan } from './state';

export const BILLION = 1_000_000_000n;
export const TEN_THOUSAND = 10_000n;

export function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

export function min<T extends number | bigint>(a: T, b: T): T {
  return a < b ? a : b;
}

/** Seconds that a pause took by `t`. */
export function pausedBy(pause: Pause, t: number): number {
  const until = Math.min(t, pause.from + pause.limit, pause.endedAt ?? Infinity);
  return Math.max(0, until - pause.from);
}

/** The factor after releasing a share of what is kept: rounded up. */
export function release(retained: bigint, bps: number): bigint {
  return ceilDiv(retained * (TEN_THOUSAND - BigInt(bps)), TEN_THOUSAND);
}

/** Vested at `t`: the curve up to the stop, moved by pauses, then every release that counts. */
export function vested(grant: Grant, plan: Plan, t: number): bigint {
  const at = min(t, grant.stopTs ?? t);
  const paused = grant.pauses.reduce((sum, pause) => sum + pausedBy(pause, at), 0);
  const unearned = grant.total - earned(grant.pieces, at - paused);
  const atIssue = plan.accelerations[grant.accelerationsAtIssue - 1]?.retained ?? BILLION;
  const now = plan.accelerations.filter(({ ts }) => ts <= at).at(-1)?.retained ?? BILLION;
  return grant.total - ceilDiv(unearned * grant.retained * now, BILLION * atIssue);
}

/** What the plan's unlock curve has let go of a total. */
export function unlocked(plan: Plan, total: bigint, t: number): bigint {
  if (plan.unlock === undefined) return total;
  return (total * earned(plan.unlock.pieces, t)) / BILLION;
}

export function voidEnd(grant: Grant, plan: Plan): number {
  return grant.issuedTs + plan.policy.voidSecs;
}

/** The most that may have been claimed by `t`. */
export function ceiling(grant: Grant, plan: Plan, t: number): bigint {
  return t < voidEnd(grant, plan) ? 0n : min(vested(grant, plan, t), unlocked(plan, grant.total, t));
}

export function claimable(grant: Grant, plan: Plan, t: number): bigint {
  const open = ceiling(grant, plan, t) - grant.claimed;
  return open > 0n ? open : 0n;
}

/** What can still be paid, whenever: promise 2 sums it. */
export function owed(grant: Grant, plan: Plan, t: number): bigint {
  return (grant.settled ? vested(grant, plan, t) : grant.total) - grant.claimed;
}

/** The pause that runs or that ran out without being booked. */
export function openPause(grant: Grant): Pause | undefined {
  const last = grant.pauses.at(-1);
  return last?.endedAt === undefined ? last : undefined;
}

/** What the operator issued in the block of four hours at `now` and the six before. */
export function operatorIssued(plan: Plan, now: number): bigint {
  const block = Math.floor(now / 14_400);
  return plan.operatorIssues.reduce((sum, issue) => (issue.block > block - 7 ? sum + issue.amount : sum), 0n);
}
