/** Oracle sets, metrics and curves to choose from. Most are ordinary, some are edges, few are invalid. */
import { BENEFICIARIES, ORACLES } from './addresses';
import type { Definition, Seats } from './metric';
import { spread } from './offers';
import { type Name, NOBODY, type PayoutCurve } from './state';
import { pick } from './time';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;
const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = ORACLES;

export const SEATS: readonly Seats[] = [
  { attestors: [FIRST, SECOND, THIRD], threshold: 2 },
  { attestors: [FIRST, SECOND, THIRD], threshold: 3 },
  { attestors: [FIRST, SECOND], threshold: 2 },
  { attestors: [FIRST, SECOND, THIRD, FOURTH, FIFTH], threshold: 3 },
  // The guardian sits too, behind an empty seat.
  { attestors: [FIRST, NOBODY, SECOND, 'guardian'], threshold: 2 },
  {
    attestors: [...ORACLES, ...BENEFICIARIES, 'operator', 'payroll', 'accelerator', 'stranger', 'guardian'],
    threshold: 2,
  },
];

const BAD_SEATS: readonly Seats[] = [
  { attestors: [], threshold: 2 },
  { attestors: [FIRST], threshold: 2 },
  { attestors: [FIRST, SECOND, FIRST], threshold: 2 },
  { attestors: [FIRST, SECOND, THIRD], threshold: 1 },
  { attestors: [FIRST, SECOND, NOBODY], threshold: 3 },
  { attestors: [...ORACLES, ...new Array<string>(11).fill(NOBODY)], threshold: 2 },
];

export function seatsFrom(choice: number): Seats {
  return choice % 12 === 11 ? pick(BAD_SEATS, spread(choice, 20)) : pick(SEATS, spread(choice, 21));
}

/** Those whose word on something open would be dropped or doubled, were a change of seats to do that. */
export interface Involved {
  readonly seated: readonly number[];
  readonly dismissed: readonly Name[];
}

/** Other attestors than there are: some replaced, added, removed, or called back to another seat. */
export function rotated({ attestors, threshold }: Seats, { seated, dismissed }: Involved, choice: number): Seats {
  const seat = pick([...seated, spread(choice, 22) % attestors.length], spread(choice, 26));
  const others = [...ORACLES, 'thief', 'stranger', 'authority'].filter((one) => !attestors.includes(one));
  const newcomer = pick([...dismissed, ...others, NOBODY], choice % 4 < 3 ? 0 : spread(choice, 23));
  const replace = (by: Name): Name[] => attestors.map((one, index) => (index === seat ? by : one));
  const changes: readonly (() => Seats)[] = [
    () => ({ attestors: replace(newcomer), threshold }),
    () => ({ attestors: replace(newcomer), threshold: 2 }),
    () => ({ attestors: [...attestors, newcomer], threshold }),
    // Somebody's own set.
    () => ({ attestors: ['thief', 'stranger', 'authority', ...attestors.slice(3)].slice(0, 16), threshold: 2 }),
    () => ({ attestors: replace(NOBODY), threshold: 2 }),
    () => ({ attestors: [...attestors, newcomer].slice(0, 16), threshold }),
    () => ({ attestors, threshold: 2 }),
    // All move up by one.
    () => ({ attestors: [newcomer, ...attestors].slice(0, 16), threshold }),
    () => pick(BAD_SEATS, spread(choice, 24)),
  ];
  return pick(changes, spread(choice, 25))();
}

/** Definitions: measured at a date, or reached by one. */
export function definitionFrom(choice: number, key: string, now: number): Definition {
  const one = <T>(salt: number, from: readonly T[]): T => pick(from, spread(choice, salt));
  const opensTs = now + one(30, [0, -DAY, 0, -40 * DAY, HOUR]);
  const lowerIsBetter = one(31, [false, true, false]);
  return {
    key,
    exponent: one(32, [-2, 0, 18, -18]),
    lowerIsBetter,
    opensTs,
    dueTs: Math.max(opensTs, now + one(33, [0, 0, HOUR, 5 * DAY, 40 * DAY, -30 * DAY])),
    earlyValue: one(34, [undefined, 8_000n, 5_000n, undefined]),
    maxAgeSecs: one(35, [DAY, HOUR, 30 * DAY, 366 * DAY]),
    challengeSecs: one(36, [HOUR, HOUR, DAY, HOUR, 30 * DAY]),
    uri: one(37, ['https://example.org/mmlu.md', 'x'.repeat(128)]),
  };
}

/** A definition with one thing wrong. */
export function badDefinition(definition: Definition, choice: number): Definition {
  const { opensTs } = definition;
  const wrong: readonly Partial<Definition>[] = [
    { exponent: 19 },
    { exponent: -19 },
    { dueTs: opensTs - 1 },
    { maxAgeSecs: HOUR - 1 },
    { maxAgeSecs: 366 * DAY + 1 },
    { challengeSecs: HOUR - 1 },
    { challengeSecs: 30 * DAY + 1 },
    { uri: '' },
    { uri: 'a b' },
    { uri: 'x'.repeat(129) },
    { key: 'unknown' },
    { opensTs: -1 },
    { dueTs: Date.UTC(2200, 0, 1) / 1000 + 1 },
  ];
  return { ...definition, ...pick(wrong, choice) };
}

function curve(threshold: bigint, target: bigint, maximum: bigint, thresholdBps: number, maxBps: number): PayoutCurve {
  return { threshold, target, maximum, thresholdBps, maxBps };
}

const CURVES: readonly PayoutCurve[] = [
  curve(5_000n, 8_000n, 9_500n, 5_000, 15_000),
  curve(5_000n, 8_000n, 9_500n, 0, 20_000),
  // All or nothing.
  curve(8_000n, 8_000n, 8_000n, 10_000, 10_000),
  curve(LEAST, 0n, MOST, 1, 19_999),
  curve(-3n, 4n, 11n, 3_333, 13_337),
  curve(7_999n, 8_000n, 8_001n, 10_000, 10_000),
];

/** The same the other way round: lower values pay more. */
function reversed({ threshold, target, maximum, ...shares }: PayoutCurve): PayoutCurve {
  return { threshold: maximum, target, maximum: threshold, ...shares };
}

const BAD_CURVES: readonly PayoutCurve[] = [
  curve(8_000n, 5_000n, 9_500n, 5_000, 15_000),
  curve(9_000n, 8_000n, 7_000n, 5_000, 15_000),
  curve(8_000n, 8_000n, 8_000n, 10_000, 10_001),
  curve(5_000n, 8_000n, 9_500n, 10_001, 15_000),
  curve(5_000n, 8_000n, 9_500n, 0, 9_999),
  curve(5_000n, 8_000n, 9_500n, 0, 20_001),
];

/** A curve for a metric; the `bad` ones suit neither direction or are out of range. */
export function curveFrom(choice: number, lowerIsBetter: boolean, bad: boolean): PayoutCurve {
  const found = pick(bad ? BAD_CURVES : CURVES, spread(choice, 40));
  return lowerIsBetter ? reversed(found) : found;
}

/** What can be measured: around the points of the curves, and as far away as can be. */
export const VALUES: readonly bigint[] = [
  8_000n,
  9_500n,
  5_000n,
  6_543n,
  8_777n,
  8_001n,
  9_501n,
  4_999n,
  0n,
  5n,
  -3n,
  7_999n,
  9_499n,
  5_001n,
  MOST,
  LEAST,
  11n,
  -4n,
];
/** What a liar reports. */
export const LIES: readonly bigint[] = [MOST, LEAST, 10_000n, 0n];
