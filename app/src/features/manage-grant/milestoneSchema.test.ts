import type { Metric } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { key, NEW_YEAR } from '@/entities/fixture';
import { milestoneSchema, type MilestoneInput } from './milestoneSchema';

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
    lowerTs: null,
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
