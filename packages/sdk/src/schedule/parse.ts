/**
 * Schedules in a line of text, as people write them into a table. White space and case don't matter.
 *
 *     schedule = preset | part { "+" part }
 *     part     = share "@" span [ "/" steps | "/linear" ]     its end is where the next part begins
 *     share    = decimal [ "%" ]                              all with % (and then 100 together), or none
 *     span     = number unit                                  months: m q y, seconds: s h d w
 *     preset   = rhythm ":" span | "cliff-" rhythm ":" whole-span ":" cliff-span
 *              | "cliff:" span | "graded-" rhythm ":" percent { "/" percent } | "immediate"
 *     rhythm   = "daily" | "weekly" | "monthly" | "quarterly" | "half-yearly" | "yearly" | "linear"
 *
 * A part without "/" vests all at its end, "/36" in 36 equal steps, "/linear" continuously. A preset is short for a list:
 * `cliff-monthly:48m:12m` is `12@12m + 36@36m/36`, `graded-yearly:10/20/30/40` is `10%@1y + 20%@1y + 30%@1y + 40%@1y`.
 */
import { apportion, U64_MAX, type Segment, type ShapeSegment } from '../math';

/** Why a text is no schedule; the remedy says what to change. */
export class ScheduleTextError extends Error {
  override readonly name = 'ScheduleTextError';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

interface Span {
  readonly unit: Segment['unit'];
  readonly length: number;
}

const UNITS: Readonly<Record<string, Span>> = {
  m: { unit: 'months', length: 1 },
  q: { unit: 'months', length: 3 },
  y: { unit: 'months', length: 12 },
  s: { unit: 'seconds', length: 1 },
  h: { unit: 'seconds', length: 3_600 },
  d: { unit: 'seconds', length: 86_400 },
  w: { unit: 'seconds', length: 604_800 },
};

/** How often a step falls; linear has none. */
const RHYTHMS = {
  daily: { unit: 'seconds', length: 86_400 },
  weekly: { unit: 'seconds', length: 604_800 },
  monthly: { unit: 'months', length: 1 },
  quarterly: { unit: 'months', length: 3 },
  'half-yearly': { unit: 'months', length: 6 },
  yearly: { unit: 'months', length: 12 },
} as const satisfies Record<string, Span>;

type Rhythm = keyof typeof RHYTHMS | 'linear';

const EXAMPLES = 'such as cliff-monthly:48m:12m, graded-yearly:10/20/30/40, linear:365d, or 25%@12m + 75%@36m/36';

function wrong(text: string, expected: string): ScheduleTextError {
  return new ScheduleTextError(`"${text}" is not ${expected}`, `Write a schedule ${EXAMPLES}.`);
}

function parseSpan(text: string): Span {
  const [, number, letter = ''] = /^(\d+)([a-z])$/.exec(text) ?? [];
  const unit = UNITS[letter];
  if (number === undefined || unit === undefined) {
    throw new ScheduleTextError(
      `"${text}" is not a span of time`,
      'Write a whole number and a unit: m, q or y for months, quarters, years; s, h, d or w for seconds to weeks.',
    );
  }
  return { unit: unit.unit, length: Number(number) * unit.length };
}

function isRhythm(text: string): text is Rhythm {
  return text === 'linear' || Object.hasOwn(RHYTHMS, text);
}

function stepsOf(rhythm: Rhythm, { unit, length }: Span): number {
  if (rhythm === 'linear') return 0;
  const period = RHYTHMS[rhythm];
  if (period.unit !== unit || length === 0 || length % period.length !== 0) {
    const named = period.unit === 'months' ? 'months' : 'days or weeks';
    throw new ScheduleTextError(
      `A ${rhythm} schedule has no whole number of steps in this span`,
      `Give the span in ${named}, so that each step is one of the rhythm's periods.`,
    );
  }
  return length / period.length;
}

/** Decimal shares as whole numbers, and what 1 becomes by the same factor. */
function wholeShares(shares: readonly string[]): { whole: bigint[]; one: bigint } {
  const decimals = Math.max(...shares.map((share) => share.split('.')[1]?.length ?? 0));
  const whole = shares.map((share) => {
    const [units = '', fraction = ''] = share.split('.');
    return BigInt(units + fraction.padEnd(decimals, '0'));
  });
  return { whole, one: 10n ** BigInt(decimals) };
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}

/** Shares as the smallest whole numbers in the same proportion. */
function weights(shares: readonly string[]): bigint[] {
  const { whole } = wholeShares(shares);
  const divisor = whole.reduce(gcd, 0n);
  if (divisor === 0n) throw new ScheduleTextError('All shares are zero', 'Give at least one part a share above zero.');
  const reduced = whole.map((weight) => weight / divisor);
  if (sumOf(reduced) > U64_MAX) {
    throw new ScheduleTextError(
      'The shares do not fit 64 bits together',
      'Use smaller numbers in the same proportion.',
    );
  }
  return reduced;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function checkPercents(shares: readonly string[]): void {
  const { whole, one } = wholeShares(shares);
  if (sumOf(whole) !== 100n * one) {
    throw new ScheduleTextError('The percentages do not sum to 100', 'Make them sum to exactly 100.');
  }
}

type Parts = readonly { readonly share: string; readonly span: Span; readonly steps: number }[];

function toShape(parts: Parts): ShapeSegment[] {
  const shares = weights(parts.map(({ share }) => share));
  return parts.map(({ span, steps }, index) => ({
    weight: shares[index] ?? 0n,
    span: span.length,
    steps,
    unit: span.unit,
  }));
}

function parseParts(text: string): ShapeSegment[] {
  const parsed = text.split('+').map((part) => {
    const [, share, percent = '', span, steps = '1'] =
      /^(\d+(?:\.\d+)?)(%?)@([^/]+)(?:\/(\d+|linear))?$/.exec(part) ?? [];
    if (share === undefined || span === undefined) throw wrong(part, 'a part of a schedule');
    if (steps === '0') throw new ScheduleTextError('A part has 0 steps', 'Write /linear for continuous vesting.');
    return { share, percent, span: parseSpan(span), steps: steps === 'linear' ? 0 : Number(steps) };
  });
  const percents = parsed.filter(({ percent }) => percent !== '').length;
  if (percents > 0) {
    if (percents < parsed.length) {
      throw new ScheduleTextError('Some shares have a % and some do not', 'Write all shares with %, or none.');
    }
    checkPercents(parsed.map(({ share }) => share));
  }
  return toShape(parsed);
}

function parseCliff(rhythm: Rhythm, whole: Span, cliff: Span): ShapeSegment[] {
  if (whole.unit !== cliff.unit || cliff.length === 0 || cliff.length >= whole.length) {
    throw new ScheduleTextError(
      'The cliff is not a part of the whole span',
      'Give first the whole span and then the shorter cliff in it, both in months or both in days, such as 48m:12m.',
    );
  }
  const rest = { unit: whole.unit, length: whole.length - cliff.length };
  return toShape([
    { share: String(cliff.length), span: cliff, steps: 1 },
    { share: String(rest.length), span: rest, steps: stepsOf(rhythm, rest) },
  ]);
}

function parseGraded(rhythm: Rhythm, percents: readonly string[]): ShapeSegment[] {
  const bad = percents.find((percent) => !/^\d+(\.\d+)?$/.test(percent));
  if (bad !== undefined) throw wrong(bad, 'a percentage');
  if (rhythm === 'linear') throw wrong('graded-linear', 'a preset');
  checkPercents(percents);
  return toShape(percents.map((share) => ({ share, span: RHYTHMS[rhythm], steps: 1 })));
}

/** Reads a schedule. Shares become the smallest weights in their proportion. Fails with a `ScheduleTextError`. */
export function parseSchedule(text: string): ShapeSegment[] {
  const compact = text.toLowerCase().replace(/\s+/g, '');
  if (compact === '') throw wrong(text, 'a schedule');
  if (compact.includes('@')) return parseParts(compact);
  const [name = '', ...spans] = compact.split(':');
  const [first, second] = spans;
  if (compact === 'immediate') return toShape([{ share: '1', span: { unit: 'seconds', length: 0 }, steps: 1 }]);
  const rhythm = name.replace(/^(cliff|graded)-/, '');
  if (name === 'cliff' && first !== undefined && spans.length === 1) {
    return toShape([{ share: '1', span: parseSpan(first), steps: 1 }]);
  }
  if (isRhythm(rhythm) && first !== undefined) {
    if (name.startsWith('cliff-') && second !== undefined && spans.length === 2) {
      return parseCliff(rhythm, parseSpan(first), parseSpan(second));
    }
    if (name.startsWith('graded-') && spans.length === 1) return parseGraded(rhythm, first.split('/'));
    if (name === rhythm && spans.length === 1) {
      const span = parseSpan(first);
      return toShape([{ share: '1', span, steps: stepsOf(rhythm, span) }]);
    }
  }
  throw wrong(text, 'a schedule');
}

/** The schedule that a shape makes of a total, as the program computes it. */
export function segmentsOf(shape: readonly ShapeSegment[], total: bigint): Segment[] {
  const sum = sumOf(shape.map(({ weight }) => weight));
  let before = 0n;
  return shape.map(({ weight, span, steps, unit }) => {
    const amount = apportion(total, before, weight, sum);
    before += weight;
    return { amount, span, steps, unit };
  });
}
