import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  apportion,
  boundaries,
  checkSchedule,
  claimable,
  curve,
  curveTs,
  RETAIN_ALL,
  retainedAfter,
  pausedSecsAt,
  ScheduleError,
  unlocked,
  UNLOCK_ALL,
  vested,
  withhold,
  type Segment,
  type Timeline,
} from '../src';
import { read, segmentsOf } from './fixture/vectors';
import { SEED } from '../../../tests/support/seed';

describe('math: shared vectors', () => {
  it('agrees at every point of every schedule', () => {
    const vectors = read('schedules');
    expect(vectors.length).to.be.at.least(60);
    let points = 0;
    for (const vector of vectors) {
      const total = BigInt(vector.total);
      const segments = segmentsOf(vector.segments);
      expect(checkSchedule(vector.start_ts, segments, total), vector.name).to.equal(vector.end_ts);
      const unlock = vector.unlock && { ...vector.unlock, segments: segmentsOf(vector.unlock.segments) };
      if (unlock) {
        expect(checkSchedule(unlock.start_ts, unlock.segments, UNLOCK_ALL)).to.equal(unlock.end_ts);
      }
      for (const { timeline, retained, claimed, points: rows } of vector.states) {
        const line: Timeline = {
          stopTs: timeline.stop_ts,
          pausedSecs: timeline.paused_secs,
          pause: timeline.pause && { sinceTs: timeline.pause.since_ts, limitSecs: timeline.pause.limit_secs },
        };
        const factors = {
          grant: retained.grant,
          grantAtIssue: RETAIN_ALL,
          planNow: retained.plan_now,
          planAtIssue: retained.plan_at_issue,
        };
        for (const row of rows) {
          const at = `${vector.name} at ${row.t}`;
          const read = curveTs(line, row.t);
          expect(read, at).to.equal(row.curve_ts ?? row.t);
          const byCurve = curve(vector.start_ts, segments, read);
          expect(byCurve, at).to.equal(BigInt(row.curve ?? row.vested));
          const soFar = vested(total, byCurve, factors);
          expect(soFar, at).to.equal(BigInt(row.vested));
          if (unlock) {
            const free = unlocked(total, curve(unlock.start_ts, unlock.segments, row.t));
            expect(free.toString(), at).to.equal(row.unlocked);
            expect(claimable(soFar, free, BigInt(claimed)).toString(), at).to.equal(row.claimable);
          }
          points += 1;
        }
      }
    }
    expect(points).to.be.at.least(2_000);
  });

  it('refuses what the program refuses, for the same reason', () => {
    const vectors = read('refusals');
    expect(vectors.length).to.be.at.least(9);
    for (const { name, error, start_ts, total, segments } of vectors) {
      try {
        checkSchedule(start_ts, segmentsOf(segments), BigInt(total));
      } catch (thrown) {
        if (!(thrown instanceof ScheduleError)) throw thrown;
        expect(thrown.code, name).to.equal(error);
        continue;
      }
      expect.fail(`${name} was not refused`);
    }
  });

  it('releases, withholds and apportions alike', () => {
    const factors = read('factors');
    const withholdings = read('withholding');
    const apportionings = read('apportioning');
    expect(factors.length).to.be.at.least(20);
    expect(withholdings.length).to.be.at.least(5);
    expect(apportionings.length).to.be.at.least(5);
    for (const { retained, acceleration_bps, after } of factors)
      expect(retainedAfter(retained, acceleration_bps)).to.equal(after);
    for (const { name, sum, claims } of withholdings) {
      let carry = 0;
      let withheldSum = 0n;
      for (const claim of claims) {
        expect(carry, name).to.equal(claim.carry);
        const result = withhold(BigInt(claim.gross), claim.bps, carry);
        expect(result, name).to.deep.equal({ withheld: BigInt(claim.withheld), carry: claim.next_carry });
        carry = result.carry;
        withheldSum += result.withheld;
      }
      expect(withheldSum.toString(), name).to.equal(sum);
    }
    for (const { name, total, weight_sum, parts } of apportionings) {
      for (const { before, weight, part } of parts) {
        const result = apportion(BigInt(total), BigInt(before), BigInt(weight), BigInt(weight_sum));
        expect(result.toString(), name).to.equal(part);
      }
    }
  });
});

describe('math: what a script may hand in', () => {
  const good: Segment = { amount: 10n, span: 10, steps: 2, unit: 'seconds' };
  const cases: [string, Segment, string][] = [
    ['a fraction of a second', { ...good, span: 1.5 }, 'FieldOutOfRange'],
    ['a negative amount', { ...good, amount: -1n }, 'FieldOutOfRange'],
    ['an amount past 64 bits', { ...good, amount: 2n ** 64n }, 'FieldOutOfRange'],
    ['a span past 32 bits', { ...good, span: 2 ** 32 }, 'FieldOutOfRange'],
    ['steps past 16 bits', { ...good, steps: 65_536, span: 100_000 }, 'FieldOutOfRange'],
    ['steps that are no number', { ...good, steps: Number.NaN }, 'FieldOutOfRange'],
  ];
  for (const [name, segment, code] of cases) {
    it(`refuses ${name}`, () => {
      expect(() => checkSchedule(0, [segment], 10n))
        .to.throw(ScheduleError, 'Segment 1')
        .with.property('code', code);
    });
  }

  it('refuses a unit that it does not know', () => {
    const segment: Segment = Object.assign({ ...good }, { unit: 'weeks' });
    expect(() => checkSchedule(0, [segment], 10n))
      .to.throw(ScheduleError)
      .with.property('code', 'UnknownUnit');
  });

  it('refuses a start that is not a whole second', () => {
    expect(() => checkSchedule(0.5, [good], 10n))
      .to.throw(ScheduleError)
      .with.property('code', 'StartOutOfRange');
  });
});

const KEPT = { grant: RETAIN_ALL, grantAtIssue: RETAIN_ALL, planNow: RETAIN_ALL, planAtIssue: RETAIN_ALL };

describe('math: release', () => {
  it('of a plan does not count for a grant issued at a factor of 0', () => {
    for (const planNow of [0, 5]) {
      expect(vested(100n, 30n, { ...KEPT, planNow, planAtIssue: 0 })).to.equal(30n);
      expect(vested(100n, 30n, { ...KEPT, grant: RETAIN_ALL / 2, planNow, planAtIssue: 0 })).to.equal(65n);
    }
  });

  it('never takes back what the curve has vested', () => {
    expect(vested(100n, 30n, { ...KEPT, planAtIssue: 1 })).to.equal(30n);
    expect(vested(100n, 130n, { grant: 1, grantAtIssue: 1, planNow: 1, planAtIssue: 1 })).to.equal(100n);
  });
});

describe('math: boundaries', () => {
  it('sum to the total, in order, and are where the curve jumps', () => {
    for (const vector of read('schedules')) {
      const segments = segmentsOf(vector.segments);
      let sum = 0n;
      let last = -Infinity;
      let listed = 0;
      for (const { ts, amount, kind } of boundaries(vector.start_ts, segments)) {
        expect(ts, vector.name).to.be.at.least(last);
        last = ts;
        sum += amount;
        listed += 1;
        // Asking the curve at each of 65,535 steps would only repeat itself.
        if (listed % 97 !== 0 && listed > 100) continue;
        const at = curve(vector.start_ts, segments, ts);
        if (kind === 'continuous-begin') expect(amount, vector.name).to.equal(0n);
        else expect(at >= sum, `${vector.name} at ${ts}`).to.equal(true);
        if (kind === 'step') {
          const jump = at - curve(vector.start_ts, segments, ts - 1);
          expect(jump >= amount, `${vector.name} at ${ts}`).to.equal(true);
        }
      }
      expect(sum, vector.name).to.equal(BigInt(vector.total));
      expect(last, vector.name).to.be.at.most(vector.end_ts);
    }
  });

  it('are lazy', () => {
    const steps: Segment[] = [{ amount: 10n ** 18n, span: 65_535, steps: 65_535, unit: 'seconds' }];
    expect(boundaries(0, steps).next().value).to.deep.equal({
      ts: 1,
      amount: 10n ** 18n / 65_535n,
      kind: 'step',
    });
  });
});

describe('math: properties', () => {
  const segment: fc.Arbitrary<Segment> = fc.oneof(
    fc.record({
      amount: fc.bigInt(0n, 10n ** 17n),
      span: fc.integer({ min: 1, max: 100_000_000 }),
      steps: fc.constantFrom(0, 1, 2, 7, 365),
      unit: fc.constant('seconds' as const),
    }),
    fc
      .record({
        amount: fc.bigInt(0n, 10n ** 17n),
        whole: fc.integer({ min: 1, max: 6 }),
        steps: fc.integer({ min: 0, max: 6 }),
      })
      .map(({ amount, whole, steps }): Segment => ({
        amount,
        span: whole * Math.max(steps, 1),
        steps,
        unit: 'months',
      })),
  );
  const schedule = fc.record({
    start: fc.integer({ min: 0, max: 2_000_000_000 }),
    segments: fc
      .array(segment, { minLength: 1, maxLength: 24 })
      .map((list) => list.map((s) => (s.unit === 'seconds' && s.steps > s.span ? { ...s, steps: 1 } : s)))
      .filter((list) => list.some((s) => s.amount > 0n)),
  });

  it('never falls in time, stays within the total, and ends at it', () => {
    fc.assert(
      fc.property(schedule, fc.integer({ min: 0, max: 6_000_000_000 }), fc.nat(10_000_000), (s, t, later) => {
        const total = s.segments.reduce((sum, { amount }) => sum + amount, 0n);
        const end = checkSchedule(s.start, s.segments, total);
        const [a, b] = [curve(s.start, s.segments, t), curve(s.start, s.segments, t + later)];
        return 0n <= a && a <= b && b <= total && curve(s.start, s.segments, end) === total;
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('ending a pause does not move the curve', () => {
    const second = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(second, second, second, fc.option(second), (now, since, limit, stop) => {
        const running: Timeline = {
          stopTs: stop,
          pausedSecs: 17,
          pause: { sinceTs: Math.min(since, now), limitSecs: limit },
        };
        const ended: Timeline = { stopTs: stop, pausedSecs: pausedSecsAt(running, now), pause: null };
        return curveTs(running, now) === curveTs(ended, now);
      }),
      { seed: SEED },
    );
  });
});
