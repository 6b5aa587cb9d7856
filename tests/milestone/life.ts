import * as fc from 'fast-check';
import type { Better, PayoutCurve, Policy, ShapeSegment, TerminationCause, Unlock } from '@tenure/sdk';
import { shape, unlockShape } from '../grant/life';
import { HOUR } from '../metric/scenario';
import { DAY, START_TS } from '../support/world';

/** What can happen to a milestone; what the program refuses just does not happen. */
export type MilestoneEvent =
  | { kind: 'report'; values: (bigint | null)[] }
  | { kind: 'dispute'; by: number | 'guardian' }
  | { kind: 'finalize' | 'settle' | 'withdraw' | 'void' }
  | { kind: 'acceleratePlan' | 'accelerate' | 'withhold'; bps: number }
  | { kind: 'terminate'; cause: TerminationCause }
  | { kind: 'pauseClaims'; secs: number };

/** How long to wait before an act: seconds, or until something of the metric or the milestone, or a second off it. */
export type Wait =
  number | { until: 'due' | 'challenge end' | 'deadline' | 'retry end' | 'stop' | 'void end'; off: -1 | 0 | 1 };

/** One milestone's life: a plan, a metric, what the milestone pays how, and what happens in which order. */
export type Life = {
  policy: Pick<Policy, 'noticeSecs' | 'goodLeaverBps' | 'voidSecs' | 'maxWithholdingBps'>;
  unlock: Unlock | undefined;
  metric: {
    better: Better;
    dueSecs: number;
    earlyValue: bigint | undefined;
    maxAgeSecs: number;
    challengeSecs: number;
  };
  curve: PayoutCurve;
  targetAmount: bigint;
  deadlineSecs: number;
  shape: readonly ShapeSegment[];
  withholdingBps: number;
  before: MilestoneEvent[];
  events: { wait: Wait; act: MilestoneEvent }[];
  /** Waits between the claims at the end, and whether the grant is terminated after the first of them. */
  claims: number[];
  ends: boolean;
};

const better = fc.constantFrom<Better>('higher', 'lower');
const value = fc.oneof(fc.bigInt(0n, 100n), fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n));
/** Many that agree, and some that don't. */
const reported = fc.oneof(fc.bigInt(40n, 60n), value);

function release(most: number): fc.Arbitrary<MilestoneEvent> {
  const kind = fc.constantFrom('acceleratePlan' as const, 'accelerate' as const);
  return fc.record({ kind, bps: fc.integer({ min: 1, max: most }) });
}

const act: fc.Arbitrary<MilestoneEvent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      values: fc.array(fc.option(reported, { freq: 4 }), { minLength: 2, maxLength: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('dispute' as const), by: fc.constantFrom(0, 4, 'guardian' as const) }),
  },
  { weight: 6, arbitrary: fc.constantFrom<MilestoneEvent>({ kind: 'finalize' }, { kind: 'settle' }) },
  { weight: 1, arbitrary: fc.constantFrom<MilestoneEvent>({ kind: 'withdraw' }, { kind: 'void' }) },
  { weight: 2, arbitrary: release(10_000) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('withhold' as const), bps: fc.integer({ min: 1, max: 6_500 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('terminate' as const),
      cause: fc.constantFrom<TerminationCause>('resignation', 'withoutCause'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pauseClaims' as const), secs: fc.integer({ min: 1, max: 3 * DAY }) }),
  },
);

const wait: fc.Arbitrary<Wait> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5 * HOUR }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 * DAY }) },
  {
    weight: 6,
    arbitrary: fc.record({
      until: fc.constantFrom('due' as const, 'challenge end' as const, 'stop' as const, 'void end' as const),
      off: fc.constantFrom(-1 as const, 0 as const, 1 as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      until: fc.constantFrom('deadline' as const, 'retry end' as const),
      off: fc.constantFrom(-1 as const, 0 as const, 1 as const),
    }),
  },
);

const curve = fc.record({ corners: fc.tuple(value, value, value), thresholdBps: fc.nat(10_000), more: fc.nat(10_000) });

/** Any life of a milestone. */
export const life: fc.Arbitrary<Life> = fc
  .record({
    policy: fc.record({
      noticeSecs: fc.constantFrom(0, 0, 1, HOUR, 30 * DAY),
      goodLeaverBps: fc.integer({ min: 0, max: 10_000 }),
      voidSecs: fc.constantFrom(0, 0, 1, DAY, 3 * DAY),
      maxWithholdingBps: fc.constant(6_500),
    }),
    unlock: fc.option(
      fc.record({ startTs: fc.integer({ min: START_TS - 200 * DAY, max: START_TS + 100 * DAY }), shape: unlockShape }),
      { nil: undefined, freq: 2 },
    ),
    metric: fc.record({
      better,
      dueSecs: fc.constantFrom(0, HOUR, 2 * DAY),
      earlyValue: fc.option(fc.bigInt(40n, 60n), { nil: undefined, freq: 2 }),
      maxAgeSecs: fc.constantFrom(HOUR, DAY, 30 * DAY),
      challengeSecs: fc.constantFrom(HOUR, 5 * HOUR),
    }),
    curve,
    targetAmount: fc.oneof(fc.bigInt(1n, 1_000n), fc.bigInt(1n, 10n ** 17n)),
    deadlineSecs: fc.constantFrom(DAY, 3 * DAY, 60 * DAY, 200 * DAY),
    shape: fc.oneof(fc.constant([]), shape(4)),
    withholdingBps: fc.constantFrom(0, 3_333, 6_500),
    // Not so much that the grant takes no milestone.
    before: fc.array(release(9_000), { maxLength: 2 }),
    events: fc.array(fc.record({ wait, act }), { minLength: 4, maxLength: 20 }),
    claims: fc.array(fc.oneof(fc.nat(10), fc.nat(100 * DAY)), { minLength: 2, maxLength: 5 }),
    ends: fc.boolean(),
  })
  .map(({ curve: { corners, thresholdBps, more }, ...rest }) => {
    const sorted = [...corners].sort((a, b) => Number(a > b) - Number(a < b));
    const [threshold = 0n, target = 0n, maximum = 0n] = rest.metric.better === 'higher' ? sorted : sorted.reverse();
    const maxBps = target === maximum ? 10_000 : 10_000 + more;
    return { ...rest, curve: { threshold, target, maximum, thresholdBps, maxBps } };
  });
