import { describe, expect, it } from 'vitest';
import { addresses, metricValue } from '@/entities/fields';
import { key, NEW_YEAR } from '@/entities/fixture';
import { metricSchema, type MetricInput } from './metricSchema';

const filled: MetricInput = {
  ...{
    key: 'mmlu-2027',
    decimals: '4',
    better: 'higher',
    due: '2026-12-31',
    early: '0.8',
    maxAgeDays: '30',
    challengeHours: '72',
  },
  ...{ uri: 'https://example.org/mmlu', sha256: 'ab'.repeat(32) },
};

function refusals(input: MetricInput): string[] {
  return (metricSchema(NEW_YEAR).safeParse(input).error?.issues ?? []).map(({ path }) => path.join('.'));
}

describe('values of a metric', () => {
  it('are whole numbers times ten to the exponent, with their sign', () => {
    expect(metricValue(-4).parse('0.8411')).toBe(8_411n);
    expect(metricValue(-2).parse('-1.5')).toBe(-150n);
    expect(metricValue(3).parse('25,000')).toBe(25n);
  });

  it('are refused where the metric keeps no such value', () => {
    expect(metricValue(-2).safeParse('0.123').success).toBe(false);
    expect(metricValue(3).safeParse('25,500').success).toBe(false);
    expect(metricValue(-2).safeParse('high').success).toBe(false);
  });
});

describe('the form of a metric', () => {
  it('makes a definition whose values have the decimals that were chosen', () => {
    expect(metricSchema(NEW_YEAR).parse(filled)).toMatchObject({
      ...{ key: 'mmlu-2027', exponent: -4, earlyValue: 8_000n, opensTs: NEW_YEAR, dueTs: 1_798_675_200 },
      ...{ maxAgeSecs: 2_592_000, challengeSecs: 259_200 },
    });
    expect(metricSchema(NEW_YEAR).parse({ ...filled, early: '' }).earlyValue).toBeUndefined();
  });

  it('names the field that is not right', () => {
    expect(refusals({ ...filled, key: 'two words' })).toEqual(['key']);
    expect(refusals({ ...filled, decimals: '19' })).toEqual(['decimals']);
    expect(refusals({ ...filled, due: '2025-12-31' })).toEqual(['due']);
    expect(refusals({ ...filled, early: '0.80001' })).toEqual(['early']);
    expect(refusals({ ...filled, challengeHours: '721' })).toEqual(['challengeHours']);
    expect(refusals({ ...filled, sha256: '' })).toEqual(['sha256']);
  });
});

describe('addresses of oracles', () => {
  it('are read one a line', () => {
    const keys = addresses.parse(`${key(1).toBase58()}\n ${key(2).toBase58()}, ${key(3).toBase58()}\n`);
    expect(keys.map(String)).toEqual([key(1), key(2), key(3)].map(String));
    expect(addresses.safeParse('nobody').success).toBe(false);
  });
});
