import { parseSchedule, segmentsOf, type Metric, type MilestoneTerms } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { grantLike, key, NEW_YEAR, planLike } from '../fixtures';
import { isOver, milestoneSchema, type MilestoneInput } from './milestones';

const DAY = 86_400;
const metric: Metric = {
  ...{
    address: key(60),
    plan: key(1),
    key: 'mmlu-2026',
    exponent: -4,
    better: 'higher',
    status: 'open',
    value: null,
  },
  ...{ opensTs: NEW_YEAR, dueTs: NEW_YEAR + 90 * DAY, earlyValue: null, maxAgeSecs: DAY, challengeSecs: DAY },
  ...{
    reachedTs: null,
    observedTs: null,
    panel: null,
    challengeEndsTs: null,
    retryUntilTs: null,
    disputes: 0,
    disputedSeats: [],
    disputedByGuardian: false,
  },
  ...{
    milestoneCount: 0,
    attestations: [],
    definitionSha256: new Uint8Array(32),
    definitionUri: 'https://example.org',
  },
};
const filled: MilestoneInput = {
  ...{
    amount: '100',
    threshold: '0.75',
    thresholdShare: '50',
    target: '0.8',
    maximum: '0.9',
    maximumShare: '150',
  },
  ...{ deadline: '2026-06-30', schedule: '' },
};
const schema = milestoneSchema(metric, 6, NEW_YEAR);

function refusals(input: MilestoneInput): string[] {
  return (schema.safeParse(input).error?.issues ?? []).map(({ path }) => path.join('.'));
}

describe('the form of a milestone', () => {
  it('makes a payout curve in the units of its metric', () => {
    expect(schema.parse(filled)).toMatchObject({
      ...{
        targetAmount: 100_000_000n,
        threshold: 7_500n,
        target: 8_000n,
        maximum: 9_000n,
        thresholdBps: 5_000,
        maxBps: 15_000,
      },
      shape: [],
    });
  });

  it('wants values from worse to better, and a maximum that pays more only beyond the target', () => {
    expect(refusals({ ...filled, threshold: '0.85' })).toEqual(['maximum']);
    expect(refusals({ ...filled, maximum: '0.8' })).toEqual(['maximum']);
    expect(refusals({ ...filled, maximum: '0.8', maximumShare: '100' })).toEqual([]);
    expect(refusals({ ...filled, maximumShare: '201' })).toEqual(['maximumShare']);
  });

  it('has a deadline a day after the metric is due at least', () => {
    expect(refusals({ ...filled, deadline: '2026-03-01' })).toEqual(['deadline']);
    // The metric is due on 1 April: oracles have a day to report.
    expect(refusals({ ...filled, deadline: '2026-04-01' })).toEqual(['deadline']);
    expect(refusals({ ...filled, deadline: '2026-04-02' })).toEqual([]);
  });

  it('may vest afterwards by a schedule', () => {
    expect(schema.parse({ ...filled, schedule: 'monthly:12m' }).shape).toHaveLength(1);
    expect(refusals({ ...filled, schedule: 'soon' })).toEqual(['schedule']);
  });
});

describe('a milestone that can never pay again', () => {
  const met: MilestoneTerms = {
    ...{ status: 'met', payout: 100n, claimed: 100n, metTs: NEW_YEAR, issuedTs: NEW_YEAR, segments: [] },
    ...{ retainedAtIssue: 1_000_000_000, accelerationsAtIssue: 0 },
  };
  const held = { plan: planLike(), grant: grantLike() };
  const over = (more: Partial<MilestoneTerms>) => isOver(held, { ...met, ...more }, NEW_YEAR + DAY);

  it('has paid all that its result pays', () => {
    expect(over({})).toBe(true);
    expect(over({ claimed: 99n })).toBe(false);
  });

  it('has paid what had vested when its grant stopped', () => {
    const grant = grantLike({ status: 'settled', statusTs: NEW_YEAR + 50 * DAY });
    const segments = segmentsOf(parseSchedule('linear:100d'), 1_000_000_000n);
    const stopped = { ...met, status: 'stopped', segments } as const;
    const at = (claimed: bigint) => isOver({ ...held, grant }, { ...stopped, claimed }, NEW_YEAR + 60 * DAY);
    expect([at(49n), at(50n)]).toEqual([false, true]);
  });

  it('was decided without a payout, not still to be decided', () => {
    for (const status of ['missed', 'expired', 'cancelled', 'voided'] as const) {
      expect(over({ status, payout: 0n, claimed: 0n })).toBe(true);
    }
    expect(over({ status: 'pending', payout: 0n, claimed: 0n })).toBe(false);
  });
});
