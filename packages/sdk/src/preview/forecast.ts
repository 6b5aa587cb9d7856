/** What vests in the coming months, over all grants of a plan. */
import { curveTs, positionsAt, vestedIn, type CurvePosition, type Segment } from '../math';
import { milestoneVestedAt } from './milestone';
import { timelineOf, vestedAt, vestedFrom, type GrantTerms, type PlanTerms } from './grant';
import type { Grant, Milestone } from '../state';

/** What is looked at; all of one moment. */
export interface ForecastInput {
  readonly plan: PlanTerms;
  readonly grants: readonly Grant[];
  /** Those that are pending vest nothing before their result is known, and so nothing here. */
  readonly milestones: readonly Milestone[];
  /** The chain's time, unix seconds. */
  readonly now: number;
  /** How many months, the rest of the current one included, 1 to 1,200. */
  readonly months: number;
}

/** What some grants or milestones vest, base units. */
export interface VestingByMonth {
  readonly count: number;
  /** Up to now. */
  readonly vested: bigint;
  /** In each month. */
  readonly months: readonly bigint[];
  /** After those. */
  readonly later: bigint;
}

/** What the grants of one shape vest: of equal spans and steps, and of shares that are equal to the percent. */
export interface ShapeVesting extends VestingByMonth {
  /** The schedule of the largest of them. */
  readonly segments: readonly Segment[];
}

export interface Forecast {
  /** The first second after each month, UTC: the first month is what is left of the current one. */
  readonly endTs: readonly number[];
  /** The shape that still vests most is first. */
  readonly shapes: readonly ShapeVesting[];
  readonly milestones: VestingByMonth;
  /** What each grant has vested up to now, base units, in their order. */
  readonly vested: readonly bigint[];
}

const MAX_MONTHS = 1_200;
/** No schedule ends after 2200. */
const FAR_TS = 7_258_118_400 * 2;

/**
 * What vests when, by the state that is known now: to the base unit, as each grant would on its own. Running pauses are
 * taken to last to their limits. Fails with a `RangeError` for a bad number of months.
 */
export function forecastOf({ plan, grants, milestones, now, months }: ForecastInput): Forecast {
  if (!Number.isInteger(months) || months < 1 || months > MAX_MONTHS) {
    throw new RangeError(`The number of months ${months} must be from 1 to ${MAX_MONTHS}.`);
  }
  const endTs = Array.from({ length: months }, (_, index) => monthStart(now, index + 1));
  // A clock that is read a second late must not stand before the last release.
  const from = Math.max(now, plan.accelerations.at(-1)?.ts ?? now);
  // What vests in a month's last second belongs to it, what vests in the next one does not.
  const times = [from, ...endTs.map((ts) => ts - 1), FAR_TS];
  const curves = new Curves(times);
  const shapes = new Map<string, Sum & { segments: readonly Segment[]; largest: bigint }>();
  const vested: bigint[] = [];
  for (const grant of grants) {
    const values = curves.of(plan, grant);
    const key = shapeKey(grant);
    const shape = shapes.get(key) ?? { ...nothing(months), segments: grant.segments, largest: 0n };
    shapes.set(key, shape);
    if (grant.total > shape.largest) Object.assign(shape, { segments: grant.segments, largest: grant.total });
    add(shape, values);
    vested.push(values[0] ?? 0n);
  }
  // Writing ten thousand addresses takes longer than all of the above.
  const owners = new Map(milestones.length === 0 ? [] : grants.map((grant) => [grant.address.toBase58(), grant]));
  const results = nothing(months);
  for (const milestone of milestones) {
    const grant = owners.get(milestone.grant.toBase58());
    if (grant !== undefined)
      add(
        results,
        times.map((ts) => milestoneVestedAt(plan, grant, milestone, ts)),
      );
  }
  const ordered = [...shapes.values()].sort((a, b) => Number(b.ahead - a.ahead > 0n) - Number(b.ahead - a.ahead < 0n));
  return { endTs, shapes: ordered, milestones: results, vested };
}

interface Sum {
  count: number;
  vested: bigint;
  readonly months: bigint[];
  later: bigint;
  /** All that vests from now on. */
  ahead: bigint;
}

function nothing(months: number): Sum {
  return { count: 0, vested: 0n, months: Array.from({ length: months }, () => 0n), later: 0n, ahead: 0n };
}

function add(sum: Sum, values: readonly bigint[]): void {
  const first = values[0] ?? 0n;
  const last = values.at(-1) ?? 0n;
  sum.count += 1;
  sum.vested += first;
  sum.ahead += last - first;
  sum.later += last - (values.at(-2) ?? 0n);
  if (first === last) return;
  let before = first;
  for (let month = 0; month < sum.months.length; month += 1) {
    const value = values[month + 1] ?? before;
    if (value !== before) sum.months[month] = (sum.months[month] ?? 0n) + value - before;
    before = value;
  }
}

/** The first second of a month, counted from the one of `ts`. */
function monthStart(ts: number, month: number): number {
  const date = new Date(ts * 1_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + month, 1) / 1_000;
}

function spansKey(segments: readonly Segment[]): string {
  return segments.map(({ span, steps, unit }) => `${span}${unit}/${steps}`).join('+');
}

function shapeKey({ total, segments }: Pick<Grant, 'total' | 'segments'>): string {
  const shares = segments.map(({ amount }) => (amount * 200n + total) / (total * 2n));
  return `${spansKey(segments)} ${shares.join()}`;
}

/** Reads curves at the same times. Where in its schedule a grant stands is found once for all that began together. */
class Curves {
  private readonly positions = new Map<string, readonly CurvePosition[]>();

  constructor(private readonly times: readonly number[]) {}

  /** Vested of a grant at each time, base units. */
  of(plan: PlanTerms, grant: GrantTerms): bigint[] {
    const positions = this.positionsOf(grant);
    let position: CurvePosition | undefined;
    let value = 0n;
    return this.times.map((ts, index) => {
      const next = positions[index];
      if (next === undefined) return vestedAt(plan, grant, ts);
      // From now on releases change nothing, so that the same position means the same amount.
      if (next !== position) value = vestedFrom(plan, grant, ts, vestedIn(grant.segments, next));
      position = next;
      return value;
    });
  }

  private positionsOf(grant: GrantTerms): readonly CurvePosition[] {
    const { startTs, segments, pausedSecs } = grant;
    const timeline = timelineOf(grant);
    const { stopTs, pause } = timeline;
    const key = `${startTs} ${spansKey(segments)} ${pausedSecs} ${stopTs} ${pause?.sinceTs} ${pause?.limitSecs}`;
    const known = this.positions.get(key);
    if (known !== undefined) return known;
    let before: CurvePosition | undefined;
    const times = this.times.map((ts) => curveTs(timeline, ts));
    const positions = positionsAt(startTs, segments, times).map((position) => {
      before = before !== undefined && isSame(before, position) ? before : position;
      return before;
    });
    this.positions.set(key, positions);
    return positions;
  }
}

function isSame(a: CurvePosition, b: CurvePosition): boolean {
  return a.over === b.over && a.numerator === b.numerator && a.denominator === b.denominator;
}
