import * as fc from 'fast-check';
import type { Policy, ShapeSegment, TerminationCause, Unlock } from '@tenure/sdk';
import { DAY, START_TS } from '../support/world';

/** What can happen to a grant; what the program refuses just does not happen. */
export type GrantEvent =
  | { kind: 'claim' | 'resume' | 'withdraw' | 'settle' }
  | { kind: 'pause'; consent: boolean; limitSecs: number }
  | { kind: 'accelerate' | 'acceleratePlan' | 'withhold'; bps: number }
  | { kind: 'terminate'; cause: TerminationCause }
  | { kind: 'pauseClaims'; secs: number };

/** How long to wait before the next claim: seconds, or until the grant's next step, or one second before it. */
export type Wait = number | 'step' | 'before step';

/** One grant's life: a plan, a schedule, and what happens in which order. */
export type Life = {
  policy: Partial<Policy>;
  unlock: Unlock | undefined;
  shape: ShapeSegment[];
  total: bigint;
  startTs: number;
  withholdingBps: number;
  events: { wait: Wait; act: GrantEvent }[];
};

const bps = fc.integer({ min: 1, max: 10_000 });
const upToAYear = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 366 * DAY }));

const segment: fc.Arbitrary<ShapeSegment> = fc.oneof(
  fc
    .record({
      weight: fc.bigInt({ min: 0n, max: 1_000n }),
      span: fc.integer({ min: 1, max: 40_000_000 }),
      steps: fc.nat(400),
    })
    .map(({ weight, span, steps }) => ({ weight, span, steps: Math.min(steps, span), unit: 'seconds' as const })),
  fc
    .record({ weight: fc.bigInt({ min: 0n, max: 1_000n }), step: fc.integer({ min: 1, max: 12 }), steps: fc.nat(12) })
    .map(({ weight, step, steps }) => ({ weight, span: step * Math.max(steps, 1), steps, unit: 'months' as const })),
  fc.constant({ weight: 7n, span: 0, steps: 1, unit: 'seconds' as const }),
);

/** One to `most` segments, of which the last weighs something. */
export function shape(most: number): fc.Arbitrary<ShapeSegment[]> {
  const segments = fc.array(segment, { minLength: 0, maxLength: most - 1 });
  return fc.tuple(segments, segment).map(([head, last]) => [...head, { ...last, weight: last.weight + 1n }]);
}

/** The same with weights that sum to 1,000,000,000. */
export const unlockShape = shape(4).map((segments) => {
  const sum = segments.reduce((total, { weight }) => total + weight, 0n);
  const scaled = segments.map((one) => ({ ...one, weight: (one.weight * 1_000_000_000n) / sum }));
  const [last, ...rest] = scaled.reverse();
  const others = rest.reduce((total, { weight }) => total + weight, 0n);
  return last === undefined ? [] : [...rest.reverse(), { ...last, weight: 1_000_000_000n - others }];
});

const act: fc.Arbitrary<GrantEvent> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<GrantEvent>({ kind: 'claim' }) },
  { weight: 4, arbitrary: fc.constantFrom<GrantEvent>({ kind: 'resume' }, { kind: 'withdraw' }, { kind: 'settle' }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pause' as const), consent: fc.boolean(), limitSecs: upToAYear }),
  },
  { weight: 4, arbitrary: fc.constant<GrantEvent>({ kind: 'withdraw' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('accelerate' as const, 'acceleratePlan' as const, 'withhold' as const),
      bps,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('terminate' as const),
      cause: fc.constantFrom<TerminationCause>('forCause', 'resignation', 'withoutCause', 'deathOrDisability'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pauseClaims' as const), secs: fc.integer({ min: 1, max: 3 * DAY }) }),
  },
);

const wait: fc.Arbitrary<Wait> = fc.oneof(
  fc.constantFrom<Wait>(0, 1, 'step', 'before step'),
  fc.integer({ min: 0, max: 200 * DAY }),
);

/** Any life of a grant. */
export const life: fc.Arbitrary<Life> = fc.record({
  policy: fc.record({
    noticeSecs: fc.constantFrom(0, 1, 30 * DAY, 90 * DAY),
    goodLeaverBps: fc.integer({ min: 0, max: 10_000 }),
    maxPauseSecs: upToAYear,
    voidSecs: fc.constantFrom(0, 0, 1, DAY),
    maxWithholdingBps: fc.constant(6_500),
  }),
  unlock: fc.option(
    fc.record({ startTs: fc.integer({ min: START_TS - 200 * DAY, max: START_TS + 400 * DAY }), shape: unlockShape }),
    { nil: undefined },
  ),
  shape: shape(5),
  total: fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 1_000_000_000_000_000_000n })),
  startTs: fc.integer({ min: START_TS - 400 * DAY, max: START_TS + 400 * DAY }),
  withholdingBps: fc.constantFrom(0, 1, 3_333, 6_500),
  events: fc.array(fc.record({ wait, act }), { minLength: 1, maxLength: 16 }),
});
