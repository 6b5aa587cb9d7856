/** The forecast as series of months: what tells most, in at most five colors. */
import { explainSchedule, type Forecast, type Segment, type VestingByMonth } from '@tenure/sdk';
import { shapeOf } from '@/entities/plan';

/** What one color of the chart stands for. */
export interface MonthSeries {
  readonly name: string;
  readonly color: 1 | 2 | 3 | 4 | 5;
  /** How many grants or milestones. */
  readonly count: number;
  /** Base units, one for each month. */
  readonly months: readonly bigint[];
  /** What vests after the last month. */
  readonly later: bigint;
}

const SHAPE_COLORS = [1, 2, 3] as const;
const HUNDRED = 100n;

/** A schedule in words, its shares rounded to the percent: amounts of one grant are rounded to base units. */
export function scheduleName(segments: readonly Segment[]): string {
  const total = segments.reduce((sum, { amount }) => sum + amount, 0n);
  if (total === 0n) return explainSchedule(shapeOf(segments));
  return explainSchedule(
    shapeOf(
      segments.map((segment) => ({ ...segment, amount: (segment.amount * 2n * HUNDRED + total) / (2n * total) })),
    ),
  );
}

function sum(all: readonly bigint[]): bigint {
  return all.reduce((total, each) => total + each, 0n);
}

function joined(all: readonly VestingByMonth[], months: number): Pick<MonthSeries, 'count' | 'months' | 'later'> {
  return {
    count: all.reduce((count, each) => count + each.count, 0),
    months: Array.from({ length: months }, (_, month) => sum(all.map((each) => each.months[month] ?? 0n))),
    later: sum(all.map(({ later }) => later)),
  };
}

/** What is left to vest of a series. */
export function aheadOf({ months, later }: Pick<MonthSeries, 'months' | 'later'>): bigint {
  return sum(months) + later;
}

/** The schedules by which most is still to vest, each on its own, then the others, then milestones that are met. */
export function seriesOf({ shapes, milestones, endTs }: Forecast): MonthSeries[] {
  const months = endTs.length;
  const open = shapes.filter((shape) => aheadOf(shape) > 0n);
  const top = open.slice(0, SHAPE_COLORS.length);
  const series: MonthSeries[] = top.map((shape, index) => ({
    ...joined([shape], months),
    name: scheduleName(shape.segments),
    color: SHAPE_COLORS[index] ?? 1,
  }));
  const rest = open.slice(SHAPE_COLORS.length);
  if (rest.length > 0) {
    const name = rest.length === 1 ? 'another schedule' : `${rest.length} other schedules`;
    series.push({ ...joined(rest, months), name, color: 5 });
  }
  if (aheadOf(milestones) > 0n)
    series.push({ ...joined([milestones], months), name: 'milestones that are met', color: 4 });
  return series;
}

/** What vests in each month over all series. */
export function monthTotals(series: readonly MonthSeries[], months: number): bigint[] {
  return Array.from({ length: months }, (_, month) => sum(series.map((each) => each.months[month] ?? 0n)));
}

/** Vested so far of all that was ever granted: what was claimed, and what of live grants and milestones waits to be. */
export function vestedSoFar(
  claimed: bigint,
  open: readonly { readonly vested: bigint; readonly claimed: bigint }[],
): bigint {
  return claimed + sum(open.map((each) => each.vested - each.claimed));
}

const MONTH = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', timeZone: 'UTC' });

/** The month that ends before a time, such as `Mar 2027`. */
export function monthName(endTs: number): string {
  return MONTH.format((endTs - 1) * 1_000);
}
