/** The curve of a schedule that is not issued yet, as points for drawing. */
import { boundaries, curve, type Segment } from '@tenure/sdk';
import type { Point } from '@/shared/charts';
import { fraction } from '@/shared/format';

const SAMPLES = 160;
/** With more steps than this, single ones are narrower than a line. */
const MAX_STEPS = 400;

/** Vested over time as shares of the total; steps are drawn as steps. */
export function schedulePoints(startTs: number, endTs: number, segments: readonly Segment[], total: bigint): Point[] {
  const toTs = chartEnd(startTs, endTs);
  const even = Array.from({ length: SAMPLES + 1 }, (_, index) =>
    Math.floor(startTs + ((toTs - startTs) * index) / SAMPLES),
  );
  const exact: number[] = [];
  for (const { ts } of boundaries(startTs, segments)) {
    if (exact.length > 2 * MAX_STEPS) break;
    exact.push(ts - 1, ts);
  }
  const times = exact.length > 2 * MAX_STEPS ? even : [...even, ...exact.filter((ts) => ts >= startTs)];
  return [...new Set(times)]
    .sort((a, b) => a - b)
    .map((ts) => ({ ts, share: fraction(curve(startTs, segments, ts), total) }));
}

/** Where the drawing ends: a little after the schedule does. */
export function chartEnd(startTs: number, endTs: number): number {
  return endTs + Math.max(86_400, Math.ceil((endTs - startTs) / 24));
}
