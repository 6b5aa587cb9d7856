import { expect } from 'chai';
import * as fc from 'fast-check';
import * as sdk from '../src';
import { read } from './fixture/vectors';
import { SEED } from '../../../tests/support/seed';

const { median, payout, vested } = sdk;
const BETTER: readonly sdk.Better[] = ['higher', 'lower'];

describe('metric math: shared vectors', () => {
  it('releases count for a tranche since it was set', () => {
    const vectors = read('tranches');
    expect(vectors.length).to.be.at.least(15);
    for (const { name, ...vector } of vectors) {
      const keep = {
        grant: vector.grant_now,
        grantAtIssue: vector.grant_at_issue,
        planNow: vector.plan_now,
        planAtIssue: vector.plan_at_issue,
      };
      expect(vested(BigInt(vector.total), BigInt(vector.curve), keep), name).to.equal(BigInt(vector.vested));
    }
  });

  it('of several values the median stands, of an even number the worse of the middle two', () => {
    const vectors = read('medians');
    expect(vectors.length).to.be.at.least(15);
    for (const { name, values, ...expected } of vectors) {
      for (const better of BETTER) {
        expect(median(values.map(BigInt), better), `${name}, ${better}`).to.equal(BigInt(expected[better]));
      }
    }
    for (const better of BETTER) expect(median([], better)).to.equal(null);
  });

  it('a value pays what the curve says', () => {
    const vectors = read('payouts');
    expect(vectors.length).to.be.at.least(30);
    let points = 0;
    for (const vector of vectors) {
      const { name, better } = vector;
      const curve: sdk.PayoutCurve = {
        threshold: BigInt(vector.threshold),
        target: BigInt(vector.target),
        maximum: BigInt(vector.maximum),
        thresholdBps: vector.threshold_bps,
        maxBps: vector.max_bps,
      };
      const target = BigInt(vector.target_amount);
      expect(sdk.isValidCurve(curve, better), name).to.equal(true);
      expect(sdk.maxAmount(target, curve), name).to.equal(BigInt(vector.max_amount));
      for (const point of vector.points) {
        const at = `${name}, ${better} is better, at ${point.value}`;
        expect(payout(target, curve, better, BigInt(point.value)), at).to.equal(BigInt(point.payout));
        points += 1;
      }
    }
    expect(points).to.be.at.least(500);
  });
});

describe('metric math: a curve that the program refuses', () => {
  const curve: sdk.PayoutCurve = { threshold: 50n, target: 80n, maximum: 90n, thresholdBps: 5_000, maxBps: 15_000 };

  it('is invalid: it gets worse, or pays out of range', () => {
    const wrong: Partial<sdk.PayoutCurve>[] = [
      { threshold: 81n },
      { maximum: 79n },
      { maximum: 80n },
      { thresholdBps: -1 },
      { thresholdBps: 10_001 },
      { maxBps: 9_999 },
      { maxBps: 20_001 },
    ];
    for (const part of wrong) expect(sdk.isValidCurve({ ...curve, ...part }, 'higher')).to.equal(false);
    expect(sdk.isValidCurve(curve, 'higher')).to.equal(true);
    expect(sdk.isValidCurve(curve, 'lower')).to.equal(false);
    expect(sdk.isValidCurve({ ...curve, threshold: 90n, maximum: 50n }, 'lower')).to.equal(true);
  });

  it('and one point is valid, where its maximum pays no more', () => {
    const point = { ...curve, threshold: 80n, maximum: 80n };
    expect(sdk.isValidCurve(point, 'higher')).to.equal(false);
    for (const better of BETTER) expect(sdk.isValidCurve({ ...point, maxBps: 10_000 }, better)).to.equal(true);
  });
});

describe('metric math: properties', () => {
  const value = fc.oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.bigInt(-100n, 100n));
  const better = fc.constantFrom<sdk.Better>(...BETTER);
  const curve = fc
    .record({ corners: fc.tuple(value, value, value), thresholdBps: fc.nat(10_000), more: fc.nat(10_000), better })
    .map(({ corners, thresholdBps, more, better: way }) => {
      const sorted = [...corners].sort((a, b) => Number(a > b) - Number(a < b));
      const [threshold = 0n, target = 0n, maximum = 0n] = way === 'higher' ? sorted : sorted.reverse();
      const maxBps = maximum === target ? 10_000 : 10_000 + more;
      return { curve: { threshold, target, maximum, thresholdBps, maxBps }, way };
    });

  it('a better value never pays less, nor any more than the maximum', () => {
    const amount = fc.bigInt(0n, 2n ** 64n - 1n);
    fc.assert(
      fc.property(curve, value, value, amount, ({ curve: of, way }, a, b, target) => {
        const [worse, best] = sdk.reaches(way, b, a) ? [a, b] : [b, a];
        const [less, more] = [payout(target, of, way, worse), payout(target, of, way, best)];
        return sdk.isValidCurve(of, way) && 0n <= less && less <= more && more <= sdk.maxAmount(target, of);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it('fewer than half can move a median no further than honest values', () => {
    const values = fc.record({
      honest: fc.array(value, { minLength: 2, maxLength: 16 }),
      lies: fc.array(value, { maxLength: 15 }),
      better,
    });
    fc.assert(
      fc.property(values, ({ honest, lies, better: way }) => {
        const found = median([...lies.slice(0, honest.length - 1), ...honest], way);
        return found !== null && honest.some((each) => each <= found) && honest.some((each) => each >= found);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});
