/** What there is to choose from: policies, unlock curves, shapes. Most are ordinary, some are edges, few are invalid. */
import type { ShapeSegment } from './schedule';
import type { Policy } from './state';
import { pick } from './time';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const U64_MAX = 2n ** 64n - 1n;

/** Spreads one number into many independent choices. */
export function spread(choice: number, salt: number): number {
  return ((Math.imul(choice + 1, 2_654_435_761) ^ Math.imul(salt + 1, 1_597_334_677)) >>> 7) % 10_007;
}

function seconds(weight: bigint, span: number, steps: number): ShapeSegment {
  return { weight, span, steps, months: false };
}

function months(weight: bigint, span: number, steps: number): ShapeSegment {
  return { weight, span, steps, months: true };
}

export const SHAPES: readonly (readonly ShapeSegment[])[] = [
  [seconds(1n, 30 * DAY, 0)],
  [months(12n, 12, 1), months(36n, 36, 36)],
  [seconds(1n, 10 * DAY, 10)],
  [seconds(1n, 0, 1)],
  [seconds(3n, 7 * HOUR + 11, 7), seconds(1n, 1, 0)],
  [months(10n, 12, 1), months(20n, 12, 1), months(30n, 12, 1), months(40n, 12, 1)],
  [months(1n, 3, 0), seconds(2n, 5 * DAY, 3), months(4n, 2, 2)],
  [seconds(0n, 3 * DAY, 0), seconds(1n, 0, 1), seconds(9n, 90 * DAY, 90)],
  [seconds(1n, HOUR, 0)],
  [months(1n, 6, 6)],
  Array.from({ length: 24 }, (_, index) => seconds(BigInt(index + 1), (index + 1) * HOUR, index % 2)),
  [seconds(U64_MAX, 365 * DAY, 365)],
  [seconds(1n, 1, 1)],
  [months(1n, 24, 0)],
];

/** Shapes that the program must refuse. */
export const BAD_SHAPES: readonly (readonly ShapeSegment[])[] = [
  [],
  [seconds(0n, DAY, 1)],
  [months(1n, 12, 5)],
  [seconds(1n, 0, 2)],
  [months(1n, 0, 1)],
  [seconds(1n, 10, 11)],
  [seconds(U64_MAX, 1, 0), seconds(1n, 1, 0)],
  [months(1n, 12 * 200, 1)],
  Array.from({ length: 25 }, () => seconds(1n, 1, 0)),
];

/** Starts of schedules, seconds from now. */
export const START_OFFSETS = [0, 0, -30 * DAY, -400 * DAY, -1, HOUR, 5 * DAY, -3 * HOUR, 0, -DAY];

export function policyFrom(choice: number, risks: number): Policy {
  const one = <T>(salt: number, from: readonly T[]): T => pick(from, spread(choice, salt));
  return {
    issueCap: one(1, [U64_MAX, U64_MAX, U64_MAX, 10n ** 13n, 3_000_000n]),
    operatorCap: one(2, [U64_MAX, U64_MAX, 10n ** 13n, 700_000n, U64_MAX, 10n ** 11n]),
    cancellable: one(3, [true, true, true, true, false]),
    noticeSecs: one(4, [7 * DAY, 0, 30 * DAY, 2 * DAY, HOUR, 14 * DAY, 1, 366 * DAY]),
    goodLeaverBps: one(5, [0, 2_500, 10_000, 1]),
    maxPauseSecs: one(6, [90 * DAY, 0, HOUR, 3_653 * DAY]),
    voidSecs: one(7, [0, HOUR, DAY, 0, DAY, 7 * DAY]),
    transferRule: one(8, ['free', 'withConsent', 'free', 'forbidden'] as const),
    recoverySecs: one(14, [30 * DAY, 90 * DAY, 30 * DAY, 365 * DAY, 0]),
    maxWithholdingBps: one(9, [0, 5_000, 5_000, 3_333, 6_500]),
    acceptedRisks: one(16, [risks, risks, 1_023]),
    termsUri: one(10, ['https://example.org/terms.pdf', 'ipfs://a', 'x'.repeat(128)]),
  };
}

/** A policy with one thing wrong. */
export function badPolicy(policy: Policy, choice: number): Policy {
  const wrong: readonly Partial<Policy>[] = [
    { noticeSecs: 366 * DAY + 1 },
    { voidSecs: 7 * DAY + 1 },
    { goodLeaverBps: 10_001 },
    { maxWithholdingBps: 6_501 },
    { acceptedRisks: 1_024 },
    { recoverySecs: 30 * DAY - 1 },
    { recoverySecs: 365 * DAY + 1 },
    { maxPauseSecs: 3_653 * DAY + 1 },
    { termsUri: '' },
    { termsUri: 'two words' },
    { termsUri: 'x'.repeat(129) },
  ];
  return { ...policy, ...pick(wrong, choice) };
}

/** Every other plan has an unlock curve; `bad` ones must be refused. */
export function unlockFrom(
  choice: number,
  now: number,
  bad: boolean,
): { startTs: number; shape: ShapeSegment[] } | undefined {
  const billion = 1_000_000_000n;
  if (bad) {
    const part = spread(choice, 11) % 2 === 0 ? billion - 1n : 0n;
    return { startTs: now, shape: [seconds(part, DAY, 0)] };
  }
  const shapes: readonly (ShapeSegment[] | undefined)[] = [
    undefined,
    undefined,
    undefined,
    [seconds(billion, 20 * DAY, 0)],
    [months(billion / 4n, 6, 1), months((billion / 4n) * 3n, 18, 18)],
    [seconds(0n, 2 * DAY, 0), seconds(billion / 3n, 0, 1), seconds(billion - billion / 3n, 10 * DAY, 7)],
  ];
  const shape = pick(shapes, spread(choice, 12));
  return shape === undefined ? undefined : { startTs: now - (spread(choice, 13) % 3) * DAY, shape };
}
