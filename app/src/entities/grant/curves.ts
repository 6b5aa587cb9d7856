/** The curves of a grant as points for drawing. */
import { endTs, nextSteps, unlockedAt, vestedAt, type Grant, type Plan } from '@tenure/sdk';
import { fraction } from '@/shared/format';
import type { Point } from '@/shared/charts';

const SAMPLES = 160;
/** With more steps than this, single ones are narrower than a line. */
const MAX_STEPS = 400;

/** Times at which a curve is read: evenly spread, and just before and at each step, so that steps are drawn as steps. */
export function sampleTimes(plan: Plan, grant: Grant, fromTs: number, toTs: number): number[] {
  const even = Array.from({ length: SAMPLES + 1 }, (_, index) =>
    Math.floor(fromTs + ((toTs - fromTs) * index) / SAMPLES),
  );
  const steps = nextSteps({ ...plan, accelerations: [] }, grant, fromTs - 1, MAX_STEPS + 1);
  const exact = steps.length > MAX_STEPS ? [] : steps.flatMap(({ ts, fromTs: begin }) => [begin, ts - 1, ts]);
  const accelerations = plan.accelerations.flatMap(({ ts }) => [ts - 1, ts]);
  const all = [...even, ...exact, ...accelerations].filter((ts) => ts >= fromTs && ts <= toTs);
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Vested over time, as shares of the total. */
export function vestedPoints(plan: Plan, grant: Grant, times: readonly number[]): Point[] {
  return times.map((ts) => ({ ts, share: fraction(vestedAt(plan, grant, ts), grant.total) }));
}

/** Unlocked over time, as shares of the total. */
export function unlockedPoints(plan: Plan, grant: Grant, times: readonly number[]): Point[] {
  return times.map((ts) => ({ ts, share: fraction(unlockedAt(plan, grant, ts), grant.total) }));
}

/** One claim that was paid. */
export interface PaidClaim {
  readonly ts: number;
  readonly signature: string;
  /** Base units: all of it, what was withheld, what arrived. */
  readonly gross: bigint;
  readonly withheld: bigint;
  readonly received: bigint;
}

/** Claimed over time up to now, as shares of the total: flat between claims. */
export function claimedPoints(grant: Grant, claims: readonly PaidClaim[], fromTs: number, now: number): Point[] {
  const points: Point[] = [{ ts: fromTs, share: 0 }];
  let sum = 0n;
  for (const { ts, gross } of [...claims].sort((a, b) => a.ts - b.ts)) {
    const at = Math.max(ts, fromTs);
    points.push({ ts: at, share: fraction(sum, grant.total) });
    sum += gross;
    points.push({ ts: at, share: fraction(sum, grant.total) });
  }
  points.push({ ts: Math.max(now, fromTs), share: fraction(sum, grant.total) });
  return points;
}

/** What a chart of the grant spans: from its start, or its issue if that was before, to a little after its end. */
export function chartSpan(grant: Grant, now: number): { fromTs: number; toTs: number } {
  const fromTs = grant.startTs;
  const end = Math.max(endTs(grant), fromTs + 86_400, Math.min(now, fromTs + 86_400));
  return { fromTs, toTs: end + Math.ceil((end - fromTs) / 24) };
}
