import type { ShapeSegment, Unlock } from '@tenure/sdk';

const BILLION = 1_000_000_000n;

/** A factor that changed at a time: what was kept of the unvested from then on, parts per billion. */
export type Kept = { ts: number; retained: bigint };

/** All that decides what a milestone has vested and unlocked, as a test remembers it. */
export type MilestoneLifecycle = {
  payout: bigint;
  metTs: number;
  shape: readonly ShapeSegment[];
  /** The grant's own factor and the plan's, oldest first; each begins with what there was at the milestone's issue. */
  grant: readonly Kept[];
  plan: readonly Kept[];
  stopTs: number | null;
  unlock: Unlock | undefined;
};

/** What is kept of the unvested after releasing some of it; rounds up. */
export function release(retained: bigint, bps: number): bigint {
  return (retained * BigInt(10_000 - bps) + 9_999n) / 10_000n;
}

/** The same day and time so many months later, or the last day of a shorter month. */
function addMonths(ts: number, months: number): number {
  const from = new Date(ts * 1_000);
  const [year, month, day] = [from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const midnight = Date.UTC(year, month, Math.min(day, last));
  return midnight / 1_000 + (ts % 86_400);
}

/** Parts per billion of a shape by a time: every step laid out and counted. */
function partsBy(shape: readonly ShapeSegment[], startTs: number, ts: number): bigint {
  const whole = shape.reduce((sum, { weight }) => sum + weight, 0n);
  let [done, weights, begin, anchor, months] = [0n, 0n, startTs, startTs, 0];
  for (const { weight, span, steps, unit } of shape) {
    const amount = ((weights + weight) * BILLION) / whole - (weights * BILLION) / whole;
    weights += weight;
    const at = (share: number): number => (unit === 'seconds' ? begin + share : addMonths(anchor, months + share));
    const end = at(span);
    if (ts >= end) done += amount;
    else if (steps > 0) {
      const steppings = Array.from({ length: steps }, (_, step) => at(Math.floor((span * (step + 1)) / steps)));
      done += (amount * BigInt(steppings.filter((instant) => instant <= ts).length)) / BigInt(steps);
    } else if (ts > begin) done += (amount * BigInt(ts - begin)) / BigInt(end - begin);
    begin = end;
    [anchor, months] = unit === 'seconds' ? [end, 0] : [anchor, months + span];
  }
  return done;
}

function keptAt(kept: readonly Kept[], ts: number): bigint {
  return kept.filter((each) => each.ts <= ts).at(-1)?.retained ?? BILLION;
}

/** The most that may have been claimed of a milestone by a time: min(vested, unlocked), from its lifecycle alone. */
export function ceilingAt(
  { payout, metTs, shape, grant, plan, stopTs, unlock }: MilestoneLifecycle,
  ts: number,
): bigint {
  const until = stopTs === null ? ts : Math.min(ts, stopTs);
  const parts = shape.length === 0 ? BILLION : partsBy(shape, metTs, until);
  const waiting = payout - (payout * parts) / BILLION;
  const factor = (kept: readonly Kept[], by: number) => [keptAt(kept, by), kept[0]?.retained ?? BILLION] as const;
  const [[grantNow, grantThen], [planNow, planThen]] = [factor(grant, ts), factor(plan, until)];
  const [above, below] = [grantNow * planNow, grantThen * planThen];
  const vested = payout - (waiting * above + below - 1n) / below;
  const unlocked = unlock === undefined ? payout : (payout * partsBy(unlock.shape, unlock.startTs, ts)) / BILLION;
  return vested < unlocked ? vested : unlocked;
}
