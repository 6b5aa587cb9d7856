import { expect } from 'chai';
import fc from 'fast-check';
import * as sdk from '../src';
import { GRANT, key, PLAN } from './fixture/accounts';
import { MILESTONE } from './fixture/metric-accounts';
import { SEED } from '../../../tests/support/seed';

/** 2026-01-20T12:00:00Z. */
const NOW = 1_768_910_400;
const DAY = 86_400;
const plan: sdk.Plan = { ...PLAN, unlock: null, accelerations: [], voidSecs: 0, claimsPausedUntilTs: 0 };
const plain: sdk.Grant = {
  ...GRANT,
  ...{ status: 'active', statusTs: 0, retained: sdk.RETAIN_ALL, pausedSecs: 0, accelerationsAtIssue: 0, claimed: 0n },
};

function grant(total: bigint, startTs: number, schedule: string, change: Partial<sdk.Grant> = {}): sdk.Grant {
  const segments = sdk.segmentsOf(sdk.parseSchedule(schedule), total);
  return { ...plain, total, startTs, segments, address: key(`${total}`), ...change };
}

function look(grants: readonly sdk.Grant[], change: Partial<sdk.ForecastInput> = {}): sdk.Forecast {
  return sdk.forecastOf({ plan, grants, milestones: [], now: NOW, months: 3, ...change });
}

describe('SDK: what vests in the coming months', () => {
  it('puts each step into its month, and what comes after the last month into later', () => {
    // Steps on the 31st of January, the 28th of February, the 31st of March and the 30th of April.
    const { endTs, shapes, vested } = look([grant(400n, NOW - 20 * DAY, 'monthly:4m')]);
    expect(endTs.map((ts) => new Date(ts * 1_000).toISOString().slice(0, 10))).to.deep.equal([
      ...['2026-02-01', '2026-03-01', '2026-04-01'],
    ]);
    expect(shapes).to.have.length(1);
    expect(shapes[0]).to.deep.include({ count: 1, vested: 0n, months: [100n, 100n, 100n], later: 100n });
    expect(vested).to.deep.equal([0n]);
  });

  it('counts a step in the first second of a month for that month', () => {
    const february = Date.UTC(2026, 1, 1) / 1_000;
    expect(look([grant(7n, february, 'immediate')]).shapes[0]?.months).to.deep.equal([0n, 7n, 0n]);
    expect(look([grant(7n, february - 1, 'immediate')]).shapes[0]?.months).to.deep.equal([7n, 0n, 0n]);
  });

  it('joins grants of one shape whose amounts differ by rounding only, the shape with most to come first', () => {
    const grants = [
      grant(3n, NOW, 'cliff:1m'),
      grant(1_001n, NOW, 'cliff-monthly:48m:12m'),
      grant(4_000n, NOW, 'cliff-monthly:48m:12m'),
    ];
    const { shapes } = look(grants);
    expect(shapes.map(({ count }) => count)).to.deep.equal([2, 1]);
    expect(shapes[0]?.segments).to.deep.equal(grants[2]?.segments);
    expect(shapes[0]?.later).to.equal(5_001n);
  });

  it('lets a terminated grant vest nothing after its stop, and a paused one after its pause', () => {
    const stopped = grant(400n, NOW, 'monthly:4m', { status: 'terminating', statusTs: NOW + 40 * DAY });
    expect(look([stopped]).shapes[0]).to.deep.include({ months: [0n, 100n, 0n], later: 0n });
    const paused = grant(400n, NOW, 'monthly:4m', {
      status: 'pausedByConsent',
      statusTs: NOW,
      pauseLimitSecs: 61 * DAY,
    });
    expect(look([paused]).shapes[0]).to.deep.include({ months: [0n, 0n, 0n], later: 400n });
  });

  it('counts what early releases left, also one that the clock has not reached', () => {
    const half = (ts: number) => ({ plan: { ...plan, accelerations: [{ ts, retained: sdk.RETAIN_ALL / 2 }] } });
    for (const ts of [NOW - DAY, NOW + 1]) {
      const [shape] = look([grant(400n, NOW, 'monthly:4m')], half(ts)).shapes;
      expect(shape).to.deep.include({ vested: 200n, months: [0n, 50n, 50n], later: 100n });
    }
  });

  it('counts milestones that are met by their own schedule, and pending ones not at all', () => {
    const owner = grant(100n, NOW, 'cliff:12m');
    const met: sdk.Milestone = {
      ...MILESTONE,
      ...{
        grant: owner.address,
        status: 'met',
        payout: 100n,
        metTs: NOW,
        retainedAtIssue: sdk.RETAIN_ALL,
        accelerationsAtIssue: 0,
      },
      segments: [{ amount: 1_000_000_000n, span: 4, steps: 4, unit: 'months' }],
    };
    const pending: sdk.Milestone = { ...met, status: 'pending', payout: 0n, metTs: null };
    const foreign: sdk.Milestone = { ...met, grant: key('closed') };
    const { milestones } = look([owner], { milestones: [met, pending, foreign] });
    expect(milestones).to.deep.include({ count: 2, vested: 0n, months: [0n, 25n, 25n], later: 50n });
  });

  it('agrees to the base unit with every grant on its own', () => {
    const schedules = [
      'cliff-monthly:48m:12m',
      'linear:365d',
      '10%@0s + 0%@6m + 90%@18m/18',
      'graded-yearly:5/15/40/40',
    ];
    const any = fc.record({
      total: fc.bigInt(100n, 1_000_000n),
      age: fc.integer({ min: -400, max: 1_600 }),
      schedule: fc.constantFrom(...schedules),
      retained: fc.integer({ min: 0, max: sdk.RETAIN_ALL }),
      pausedSecs: fc.integer({ min: 0, max: 100 * DAY }),
      status: fc.constantFrom('active', 'terminating', 'pausedByAuthority'),
      statusAge: fc.integer({ min: -60, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (drawn) => {
        const grants = drawn.map(({ total, age, schedule, statusAge, ...rest }) =>
          grant(total, NOW - age * DAY, schedule, {
            ...rest,
            statusTs: NOW - statusAge * DAY,
            pauseLimitSecs: 90 * DAY,
          }),
        );
        const { endTs, shapes, vested } = look(grants, { months: 24 });
        const at = (ts: number) => grants.reduce((sum, each) => sum + sdk.vestedAt(plan, each, ts), 0n);
        expect(vested).to.deep.equal(grants.map((each) => sdk.vestedAt(plan, each, NOW)));
        endTs.forEach((ts, month) => {
          const sum = shapes.reduce((all, { months }) => all + (months[month] ?? 0n), 0n);
          expect(sum).to.equal(at(ts - 1) - at(month === 0 ? NOW : (endTs[month - 1] ?? 0) - 1));
        });
      }),
      { seed: SEED },
    );
  });

  it('refuses a number of months that is no whole number from 1 to 1,200', () => {
    for (const months of [0, 1.5, 1_201]) expect(() => look([], { months })).to.throw(RangeError, `${months}`);
  });
});
