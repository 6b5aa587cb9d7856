import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  checkSchedule,
  explainSchedule,
  formatSchedule,
  parseSchedule,
  ScheduleTextError,
  segmentsOf,
  type ShapeSegment,
} from '../src';
import { SEED } from '../../../tests/support/seed';

/** `[weight, span, steps, unit]` of each segment. */
function short(text: string): [number, number, number, string][] {
  return parseSchedule(text).map(({ weight, span, steps, unit }) => [Number(weight), span, steps, unit.charAt(0)]);
}

const DAY = 86_400;

describe('SDK: schedules in words', () => {
  const read: Record<string, [number, number, number, string][]> = {
    'cliff-monthly:48m:12m': [
      [1, 12, 1, 'm'],
      [3, 36, 36, 'm'],
    ],
    'cliff-quarterly:4y:1y': [
      [1, 12, 1, 'm'],
      [3, 36, 12, 'm'],
    ],
    'cliff-half-yearly:6y:1y': [
      [1, 12, 1, 'm'],
      [5, 60, 10, 'm'],
    ],
    'cliff-linear:1461d:365d': [
      [365, 365 * DAY, 1, 's'],
      [1_096, 1_096 * DAY, 0, 's'],
    ],
    'graded-yearly:10/20/30/40': [
      [1, 12, 1, 'm'],
      [2, 12, 1, 'm'],
      [3, 12, 1, 'm'],
      [4, 12, 1, 'm'],
    ],
    'graded-yearly:33.3/33.3/33.4': [
      [333, 12, 1, 'm'],
      [333, 12, 1, 'm'],
      [334, 12, 1, 'm'],
    ],
    '5%@1y + 15%@1y + 80%@2y/4': [
      [1, 12, 1, 'm'],
      [3, 12, 1, 'm'],
      [16, 24, 4, 'm'],
    ],
    'monthly:36m': [[1, 36, 36, 'm']],
    'quarterly:12q': [[1, 36, 12, 'm']],
    'yearly:4y': [[1, 48, 4, 'm']],
    'weekly:104w': [[1, 104 * 7 * DAY, 104, 's']],
    'daily:365d': [[1, 365 * DAY, 365, 's']],
    'linear:365d': [[1, 365 * DAY, 0, 's']],
    'linear:48m': [[1, 48, 0, 'm']],
    'linear:90s': [[1, 90, 0, 's']],
    'cliff:18m': [[1, 18, 1, 'm']],
    'cliff:36h': [[1, 36 * 3_600, 1, 's']],
    immediate: [[1, 0, 1, 's']],
    '1@0s + 0@6m + 9@18m/18': [
      [1, 0, 1, 's'],
      [0, 6, 1, 'm'],
      [9, 18, 18, 'm'],
    ],
    ' CLIFF-Monthly : 48M : 12m ': [
      [1, 12, 1, 'm'],
      [3, 36, 36, 'm'],
    ],
    '0.5@1y+1.25@1y/linear': [
      [2, 12, 1, 'm'],
      [5, 12, 0, 'm'],
    ],
  };
  for (const [text, expected] of Object.entries(read)) {
    it(text, () => {
      expect(short(text)).to.deep.equal(expected);
    });
  }

  it('24 custom tranches', () => {
    const text = Array.from({ length: 24 }, (_, index) => `${100 + index}@${1 + (index % 5)}m`).join(' + ');
    const shape = parseSchedule(text);
    expect(shape).to.have.length(24);
    expect(formatSchedule(shape)).to.equal(text);
  });

  const refused: Record<string, string> = {
    '': 'not a schedule',
    monthly: 'not a schedule',
    'cliff-monthly:48m': 'not a schedule',
    'cliff-monthly:48m:12m:3m': 'not a schedule',
    'cliff-monthly:12m:48m': 'not a part of the whole span',
    'cliff-monthly:48m:12m0': 'not a span of time',
    'cliff-monthly:48m:0m': 'not a part of the whole span',
    'cliff-monthly:48m:365d': 'not a part of the whole span',
    'cliff-quarterly:48m:11m': 'no whole number of steps',
    'daily:12m': 'no whole number of steps',
    'monthly:0m': 'no whole number of steps',
    'fortnightly:12m': 'not a schedule',
    'graded-yearly:10/20/30/30': 'do not sum to 100',
    'graded-yearly:10/20/x/40': 'not a percentage',
    'graded-linear:50/50': 'not a preset',
    '25%@12m + 70%@36m/36': 'do not sum to 100',
    '25%@12m + 75@36m/36': 'some do not',
    '25@12m +': 'not a part',
    '25@12m/-1': 'not a part',
    '25@12m/0': '0 steps',
    '0@12m + 0@3m': 'All shares are zero',
    '25@12': 'not a span of time',
    '18446744073709551615@1m + 2@1m': 'do not fit 64 bits',
    toString: 'not a schedule',
    'constructor:1m': 'not a schedule',
  };
  for (const [text, message] of Object.entries(refused)) {
    it(`refuses "${text}"`, () => {
      expect(() => parseSchedule(text))
        .to.throw(ScheduleTextError, message)
        .with.property('remedy')
        .that.matches(/^[A-Z].+\.$/);
    });
  }

  const explained: Record<string, string> = {
    'cliff-monthly:48m:12m': '25 % after 1 year; then 75 % in 36 equal steps over 3 years, one each month',
    'graded-yearly:10/20/30/40':
      '10 % after 1 year; then 20 % after 1 year; then 30 % after 1 year; then 40 % after 1 year',
    'linear:10d': '100 % continuously over 10 days',
    'daily:14d': '100 % in 14 equal steps over 2 weeks, one each day',
    '1@0s + 0@6m + 2@18m/18':
      'about 33.33 % at once; then nothing for 6 months; then about 66.66 % in 18 equal steps over 18 months, one each month',
    'cliff:1s': '100 % after 1 second',
    'monthly:24m': '100 % in 24 equal steps over 2 years, one each month',
    '1@100s/7': '100 % in 7 equal steps over 100 seconds',
    '1@24m/12': '100 % in 12 equal steps over 2 years, one each 2 months',
  };
  for (const [text, words] of Object.entries(explained)) {
    it(`explains ${text}`, () => {
      expect(explainSchedule(parseSchedule(text))).to.equal(words);
    });
  }

  it('presets are found again', () => {
    for (const text of [
      'cliff-monthly:48m:12m',
      'cliff-quarterly:48m:12m',
      'graded-yearly:10/20/30/40',
      'linear:52w',
      'daily:365d',
      'immediate',
      'cliff:18m',
    ]) {
      expect(formatSchedule(parseSchedule(text))).to.equal(text);
    }
  });

  it('a shape survives being written and read again', () => {
    const segment = fc.record({
      weight: fc.bigInt({ min: 0n, max: 10n ** 15n }),
      span: fc.integer({ min: 0, max: 4_294_967_295 }),
      steps: fc.integer({ min: 0, max: 65_535 }),
      unit: fc.constantFrom<ShapeSegment['unit']>('seconds', 'months'),
    });
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 24 }), (shape) => {
        fc.pre(shape.some(({ weight }) => weight > 0n));
        // Weights are reduced to the smallest, once and for all.
        const reduced = parseSchedule(formatSchedule(shape));
        expect(parseSchedule(formatSchedule(reduced))).to.deep.equal(reduced);
        const total = 10n ** 18n + 7n;
        expect(segmentsOf(reduced, total)).to.deep.equal(segmentsOf(shape, total));
      }),
      { seed: SEED },
    );
  });

  it('covers the standard schedules of the shared vectors', () => {
    interface Row {
      amount: string;
      span: number;
      steps: number;
      unit: 'seconds' | 'months';
    }
    const text = readFileSync(join(__dirname, '../../../tests/vectors/standard.json'), 'utf8');
    const { vectors } = JSON.parse(text) as {
      vectors: { name: string; total: string; start_ts: number; end_ts: number; segments: Row[] }[];
    };
    for (const { name, total, start_ts, end_ts, segments } of vectors) {
      const wanted = segments.map((row) => ({ ...row, amount: BigInt(row.amount) }));
      const shape = wanted.map(({ amount, ...rest }) => ({ ...rest, weight: amount }));
      const made = segmentsOf(parseSchedule(formatSchedule(shape)), BigInt(total));
      expect(made, name).to.deep.equal(wanted);
      expect(checkSchedule(start_ts, made, BigInt(total)), name).to.equal(end_ts);
    }
  });
});
