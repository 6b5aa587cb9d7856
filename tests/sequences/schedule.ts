/** Schedules laid out as the design words them: every step is an instant of its own. Shares nothing with the SDK. */

/** One stretch of a schedule. */
export interface Segment {
  readonly amount: bigint;
  readonly span: number;
  readonly steps: number;
  readonly months: boolean;
}

/** One stretch of a shape: its share of any total. */
export interface ShapeSegment extends Omit<Segment, 'amount'> {
  readonly weight: bigint;
}

/** A segment on the calendar; without instants it vests continuously. */
export interface Piece {
  readonly amount: bigint;
  readonly from: number;
  readonly to: number;
  readonly instants: readonly number[];
}

const U64_MAX = 2n ** 64n - 1n;
/** 2200-01-01T00:00:00Z. */
const LATEST_TS = Date.UTC(2200, 0, 1) / 1000;
const MOST_SEGMENTS = 24;

/** The same day and time of day so many months later, or the last day of a shorter month. */
function addMonths(ts: number, months: number): number {
  const date = new Date(ts * 1000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const midnight = Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) / 1000;
  return midnight + (((ts % 86_400) + 86_400) % 86_400);
}

/** Segments end to end; months count from the start or from the end of the last seconds before them. */
export function layOut(startTs: number, segments: readonly Segment[]): Piece[] {
  let anchor = startTs;
  let months = 0;
  return segments.map((segment) => {
    const { amount, span, steps } = segment;
    const [from, before] = [addMonths(anchor, months), anchor];
    const counted = months;
    const to = segment.months ? addMonths(before, counted + span) : from + span;
    if (segment.months) months += span;
    else [anchor, months] = [to, 0];
    // Products before quotients: a step of seconds falls at floor(span * k / n), one of months is a whole number of them.
    const step = (k: number): number =>
      segment.months ? addMonths(before, counted + (span * k) / steps) : from + Math.floor((span * k) / steps);
    return { amount, from, to, instants: Array.from({ length: steps }, (_, index) => step(index + 1)) };
  });
}

/** What the schedule alone has vested at `t`. */
export function earned(pieces: readonly Piece[], t: number): bigint {
  let sum = 0n;
  for (const { amount, from, to, instants } of pieces) {
    if (t >= to) sum += amount;
    else if (t < from) break;
    else if (instants.length === 0) sum += (amount * BigInt(t - from)) / BigInt(to - from);
    else sum += (amount * BigInt(countReached(instants, t))) / BigInt(instants.length);
  }
  return sum;
}

function countReached(instants: readonly number[], t: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? Infinity) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Divides a total by weights; cumulative shares are rounded down. */
export function apportion(shape: readonly ShapeSegment[], total: bigint): Segment[] {
  const sum = shape.reduce((all, { weight }) => all + weight, 0n);
  let weights = 0n;
  let given = 0n;
  return shape.map(({ weight, span, steps, months }) => {
    weights += weight;
    const through = (total * weights) / sum;
    const amount = through - given;
    given = through;
    return { amount, span, steps, months };
  });
}

/** Why weights are refused before they are divided, if they are. */
export function weightsRefusal(shape: readonly ShapeSegment[]): string | undefined {
  if (shape.length === 0) return 'NoSegments';
  const sum = shape.reduce((all, { weight }) => all + weight, 0n);
  if (sum > U64_MAX) return 'AmountsDoNotSumToTotal';
  return sum === 0n ? 'TotalIsZero' : undefined;
}

/** Why a schedule is refused, if it is; rules in the order in which the program names them. */
export function scheduleRefusal(startTs: number, segments: readonly Segment[], total: bigint): string | undefined {
  if (segments.length === 0) return 'NoSegments';
  if (segments.length > MOST_SEGMENTS) return 'TooManySegments';
  if (total === 0n) return 'TotalIsZero';
  if (startTs < 0 || startTs > LATEST_TS) return 'StartOutOfRange';
  for (let index = 0; index < segments.length; index += 1) {
    const segment = segments[index];
    const refusal = segment && segmentRefusal(segment);
    if (refusal !== undefined) return refusal;
    const last = layOut(startTs, segments.slice(0, index + 1)).at(-1);
    if (last !== undefined && last.to > LATEST_TS) return 'EndOutOfRange';
  }
  const sum = segments.reduce((all, { amount }) => all + amount, 0n);
  return sum === total ? undefined : 'AmountsDoNotSumToTotal';
}

function segmentRefusal({ span, steps, months }: Segment): string | undefined {
  if (span === 0) return !months && steps === 1 ? undefined : 'SpanTooShort';
  if (!months && steps > span) return 'StepsExceedSpan';
  if (months && steps > 0 && span % steps !== 0) return 'StepsDoNotDivideMonths';
  return undefined;
}
