/**
 * Schedules: a list of segments laid end to end from a start. Within a segment tokens vest continuously (`steps` 0) or
 * in equal steps, the last at its end; a step's tokens are vested at its second. Everything rounds down.
 */
import { plusMonths, wholeMonths } from './calendar';
import { mulDivFloor, U64_MAX } from './fraction';

/** Latest instant that a schedule may start or end at: 2200-01-01T00:00:00Z. */
export const MAX_TS = 7_258_118_400;
/** Most segments of one schedule. */
export const MAX_SEGMENTS = 24;

const U32_MAX = 4_294_967_295;
const U16_MAX = 65_535;

export interface Segment {
  /** Base units that vest in this segment; 0 makes it a pure wait. */
  readonly amount: bigint;
  /** Length, in the segment's unit. */
  readonly span: number;
  /** 0 vests continuously, n in n equal steps. */
  readonly steps: number;
  readonly unit: 'seconds' | 'months';
}

/** One stretch of a shape: a schedule whose amounts are proportions. Amounts themselves are such weights too. */
export interface ShapeSegment {
  /** Share of the total, relative to the sum of all weights. */
  readonly weight: bigint;
  /** Length, in the segment's unit. */
  readonly span: number;
  /** 0 vests continuously, n in n equal steps, the last at the segment's end. */
  readonly steps: number;
  readonly unit: Segment['unit'];
}

/** The program's reasons to refuse a schedule, and `FieldOutOfRange`: a number that it could not even store. */
export type ScheduleErrorCode =
  | 'NoSegments'
  | 'TooManySegments'
  | 'UnknownUnit'
  | 'SpanTooShort'
  | 'StepsExceedSpan'
  | 'StepsDoNotDivideMonths'
  | 'AmountsDoNotSumToTotal'
  | 'TotalIsZero'
  | 'StartOutOfRange'
  | 'EndOutOfRange'
  | 'FieldOutOfRange';

/** Why a schedule is refused; the message says what to change. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';

  constructor(
    readonly code: ScheduleErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** A whole number that fits an unsigned field. */
function fits(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}

function checkSegment(segment: Segment, label: string): void {
  const { amount, span, steps, unit } = segment;
  if (unit !== 'seconds' && unit !== 'months') {
    throw new ScheduleError('UnknownUnit', `${label}: the unit must be "seconds" or "months".`);
  }
  if (amount < 0n || amount > U64_MAX) {
    throw new ScheduleError(
      'FieldOutOfRange',
      `${label}: the amount ${amount} must be from 0 to ${U64_MAX} base units.`,
    );
  }
  if (!fits(span, U32_MAX)) {
    throw new ScheduleError(
      'FieldOutOfRange',
      `${label}: the span ${span} must be a whole number from 0 to ${U32_MAX}.`,
    );
  }
  if (!fits(steps, U16_MAX)) {
    throw new ScheduleError(
      'FieldOutOfRange',
      `${label}: the steps ${steps} must be a whole number from 0 to ${U16_MAX}.`,
    );
  }
  if (span === 0) {
    if (unit === 'seconds' && steps === 1) return;
    throw new ScheduleError(
      'SpanTooShort',
      `${label}: give it a span of at least 1, or 0 seconds in 1 step for a tranche that vests at once.`,
    );
  }
  if (unit === 'seconds' && steps > span) {
    throw new ScheduleError(
      'StepsExceedSpan',
      `${label}: ${steps} steps do not fit in ${span} seconds; use at most one step a second, or 0 steps.`,
    );
  }
  if (unit === 'months' && steps !== 0 && span % steps !== 0) {
    throw new ScheduleError(
      'StepsDoNotDivideMonths',
      `${label}: a step must be a whole number of months, so ${steps} steps must divide ${span} months.`,
    );
  }
}

/** Checks a whole schedule as the program does, in its order, and returns its end in unix seconds. */
export function checkSchedule(startTs: number, segments: readonly Segment[], total: bigint): number {
  if (segments.length === 0) {
    throw new ScheduleError('NoSegments', 'A schedule needs at least one segment.');
  }
  if (segments.length > MAX_SEGMENTS) {
    throw new ScheduleError(
      'TooManySegments',
      `A schedule has at most ${MAX_SEGMENTS} segments, this one ${segments.length}; join equal ones into steps.`,
    );
  }
  if (total === 0n) {
    throw new ScheduleError('TotalIsZero', 'The total must be at least one base unit.');
  }
  if (total < 0n || total > U64_MAX) {
    throw new ScheduleError('FieldOutOfRange', `The total ${total} must be from 1 to ${U64_MAX} base units.`);
  }
  if (!fits(startTs, MAX_TS)) {
    throw new ScheduleError(
      'StartOutOfRange',
      `The start ${startTs} must be a whole unix second from 1970 to 2200 (0 to ${MAX_TS}).`,
    );
  }
  let end = startTs;
  let sum = 0n;
  for (const placed of place(startTs, segments, checkSegment)) {
    end = placed.endTs;
    if (!(end <= MAX_TS)) {
      throw new ScheduleError(
        'EndOutOfRange',
        `${label(placed.index)} ends after 2200-01-01; shorten it or start earlier.`,
      );
    }
    sum += placed.segment.amount;
  }
  if (sum !== total) {
    throw new ScheduleError(
      'AmountsDoNotSumToTotal',
      `The segments' amounts sum to ${sum}, the total is ${total}; make them equal.`,
    );
  }
  return end;
}

function label(index: number): string {
  return `Segment ${index + 1}`;
}

interface Placed {
  readonly index: number;
  readonly segment: Segment;
  readonly beginTs: number;
  readonly endTs: number;
  /** What the months count from, and those before this segment. */
  readonly anchorTs: number;
  readonly monthsBefore: number;
}

/** Segments with their place in time, one after another. `check` sees each before it is placed. */
function* place(
  startTs: number,
  segments: readonly Segment[],
  check?: (segment: Segment, label: string) => void,
): Generator<Placed> {
  let beginTs = startTs;
  let anchorTs = startTs;
  let monthsBefore = 0;
  for (const [index, segment] of segments.entries()) {
    check?.(segment, label(index));
    const months = segment.unit === 'months';
    const endTs = months ? plusMonths(anchorTs, monthsBefore + segment.span) : beginTs + segment.span;
    yield { index, segment, beginTs, endTs, anchorTs, monthsBefore };
    beginTs = endTs;
    if (months) {
      monthsBefore += segment.span;
    } else {
      anchorTs = endTs;
      monthsBefore = 0;
    }
  }
}

/** Steps that have fallen in a stepped segment at `t`, which is inside it. */
function stepsDone({ segment, beginTs, anchorTs, monthsBefore }: Placed, t: number): bigint {
  const steps = BigInt(segment.steps);
  const span = BigInt(segment.span);
  if (segment.unit === 'months') {
    const months = BigInt(wholeMonths(anchorTs, t) - monthsBefore);
    return (months * steps) / span;
  }
  // Step k has fallen when floor(span * k / steps) <= elapsed, that is span * k < (elapsed + 1) * steps.
  const elapsed = BigInt(t - beginTs);
  return ((elapsed + 1n) * steps - 1n) / span;
}

/** Where a schedule stands: so many whole segments are over, and of the next one a share of its amount is vested. */
export interface CurvePosition {
  readonly over: number;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Where a checked schedule stands at curve time `t` (a whole unix second). It depends on the segments' spans, units and
 * steps and not on their amounts, so that schedules of one shape share it.
 */
function positionAt(startTs: number, segments: readonly Segment[], t: number): CurvePosition {
  return positionIn(place(startTs, segments), segments.length, t);
}

/** The same at many times: placing the segments takes longer than finding a time among them. */
export function positionsAt(startTs: number, segments: readonly Segment[], times: readonly number[]): CurvePosition[] {
  const placed = [...place(startTs, segments)];
  return times.map((t) => positionIn(placed, segments.length, t));
}

function positionIn(all: Iterable<Placed>, count: number, t: number): CurvePosition {
  for (const placed of all) {
    const { index: over, segment, beginTs, endTs } = placed;
    if (t < beginTs) return { over, numerator: 0n, denominator: 1n };
    if (t < endTs) {
      return segment.steps === 0
        ? { over, numerator: BigInt(t - beginTs), denominator: BigInt(endTs - beginTs) }
        : { over, numerator: stepsDone(placed, t), denominator: BigInt(segment.steps) };
    }
  }
  return { over: count, numerator: 0n, denominator: 1n };
}

/** Base units vested by the schedule alone where it stands so; rounds down. */
export function vestedIn(segments: readonly Segment[], { over, numerator, denominator }: CurvePosition): bigint {
  let vested = 0n;
  for (let index = 0; index < over; index += 1) vested += segments[index]?.amount ?? 0n;
  return vested + mulDivFloor(segments[over]?.amount ?? 0n, numerator, denominator);
}

/** Base units vested by the schedule alone at curve time `t` (a whole unix second). The schedule must be a checked one. */
export function curve(startTs: number, segments: readonly Segment[], t: number): bigint {
  return vestedIn(segments, positionAt(startTs, segments, t));
}

/** A date of a schedule. */
export interface Boundary {
  /** Unix seconds of curve time: add the seconds paused until then for the date on the clock. */
  readonly ts: number;
  /** Base units that a step vests at `ts`, or that a continuous segment has vested from its begin to `ts`. */
  readonly amount: bigint;
  readonly kind: 'step' | 'continuous-begin' | 'continuous-end';
}

/** The second at which step `k` falls. */
function stepTs({ segment, beginTs, anchorTs, monthsBefore }: Placed, k: number): number {
  if (segment.unit === 'months') return plusMonths(anchorTs, monthsBefore + (segment.span / segment.steps) * k);
  // A span of 32 bits times a number of steps of 16 is exact in a double.
  return beginTs + Math.floor((segment.span * k) / segment.steps);
}

/**
 * The dates of a checked schedule in order, with what vests at each: every step, and for continuous segments their
 * begin and end. Waits and steps that round to nothing are left out. Amounts of steps and ends sum to the total. Lazy,
 * so that "the next three" costs no more than that.
 */
export function* boundaries(startTs: number, segments: readonly Segment[]): Generator<Boundary> {
  for (const placed of place(startTs, segments)) {
    const { segment, beginTs, endTs } = placed;
    if (segment.amount === 0n) continue;
    if (segment.steps === 0) {
      yield { ts: beginTs, amount: 0n, kind: 'continuous-begin' };
      yield { ts: endTs, amount: segment.amount, kind: 'continuous-end' };
      continue;
    }
    let before = 0n;
    for (let k = 1; k <= segment.steps; k += 1) {
      const through = mulDivFloor(segment.amount, BigInt(k), BigInt(segment.steps));
      if (through > before) yield { ts: stepTs(placed, k), amount: through - before, kind: 'step' };
      before = through;
    }
  }
}
