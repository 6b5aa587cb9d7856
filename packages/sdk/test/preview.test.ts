import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import * as fc from 'fast-check';
import * as sdk from '../src';
import { GRANT, PLAN } from './fixture/accounts';
import { SEED } from '../../../tests/support/seed';

const DAY = 86_400;
const T0 = Date.UTC(2026, 0, 1) / 1_000;

const plan: sdk.PlanTerms = { accelerations: [], unlock: null, voidSecs: 0, claimsPausedUntilTs: 0 };
const grant: sdk.GrantTerms = {
  total: 4_800n,
  claimed: 0n,
  startTs: T0,
  issuedTs: T0 - DAY,
  status: 'active',
  statusTs: 0,
  retained: sdk.RETAIN_ALL,
  pausedSecs: 0,
  pauseLimitSecs: 0,
  withholdingBps: 0,
  nextWithholding: null,
  withholdingCarry: 0,
  accelerationsAtIssue: 0,
  segments: [
    { amount: 1_200n, span: 12, steps: 1, unit: 'months' },
    { amount: 3_600n, span: 36, steps: 36, unit: 'months' },
  ],
};

function date(text: string): number {
  return Date.parse(text) / 1_000;
}

interface SegmentRow {
  amount: string;
  span: number;
  steps: number;
  unit: 'seconds' | 'months';
}

interface Vector {
  name: string;
  start_ts: number;
  total: string;
  segments: SegmentRow[];
  unlock?: { start_ts: number; segments: SegmentRow[] };
  states: {
    timeline: {
      stop_ts: number | null;
      paused_secs: number;
      pause: { since_ts: number; limit_secs: number } | null;
    };
    retained: { grant: number; plan_now: number; plan_at_issue: number };
    claimed: string;
    points: { t: number; vested: string; unlocked?: string; claimable?: string }[];
  }[];
}

const segmentsOf = (rows: SegmentRow[]): sdk.Segment[] => rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));

/** The accounts that a state of a vector stands for. A termination and a running pause exclude each other on chain. */
function accountsOf(vector: Vector, state: Vector['states'][number]): [sdk.PlanTerms, sdk.GrantTerms] {
  const { timeline, retained } = state;
  const ofTimeline: Partial<sdk.GrantTerms> =
    timeline.stop_ts !== null
      ? { status: 'terminating', statusTs: timeline.stop_ts }
      : timeline.pause === null
        ? { status: 'active' }
        : {
            status: 'pausedByConsent',
            statusTs: timeline.pause.since_ts,
            pauseLimitSecs: timeline.pause.limit_secs,
          };
  const accelerations = [retained.plan_at_issue, retained.plan_now].map((each) => ({ ts: -1e12, retained: each }));
  const unlock = vector.unlock && {
    startTs: vector.unlock.start_ts,
    segments: segmentsOf(vector.unlock.segments),
  };
  return [
    { ...plan, accelerations, unlock: unlock ?? null },
    {
      ...grant,
      ...ofTimeline,
      issuedTs: -1e12,
      total: BigInt(vector.total),
      claimed: BigInt(state.claimed),
      startTs: vector.start_ts,
      segments: segmentsOf(vector.segments),
      pausedSecs: timeline.paused_secs,
      retained: retained.grant,
      accelerationsAtIssue: 1,
    },
  ];
}

describe('SDK: preview', () => {
  it('agrees with the shared vectors, from the accounts that stand for them', () => {
    let points = 0;
    for (const file of [
      'standard',
      'accelerations',
      'unlocks',
      'terminations',
      'pauses',
      'month-ends',
      'seconds',
      'extremes',
    ]) {
      const text = readFileSync(join(__dirname, `../../../tests/vectors/${file}.json`), 'utf8');
      const vectors = JSON.parse(text) as Vector[] | { vectors: Vector[] };
      for (const vector of Array.isArray(vectors) ? vectors : vectors.vectors) {
        for (const state of vector.states) {
          if (state.timeline.stop_ts !== null && state.timeline.pause !== null) continue;
          // A plan whose accelerations at issue left nothing issues no grant.
          if (state.retained.plan_at_issue === 0) continue;
          const [ofPlan, ofGrant] = accountsOf(vector, state);
          for (const point of state.points) {
            const preview = sdk.claimableAt(ofPlan, ofGrant, point.t);
            expect(preview.vested, `${vector.name} at ${point.t}`).to.equal(BigInt(point.vested));
            if (point.unlocked !== undefined) expect(preview.unlocked).to.equal(BigInt(point.unlocked));
            if (point.claimable !== undefined) expect(preview.claimable).to.equal(BigInt(point.claimable));
            points += 1;
          }
        }
      }
    }
    expect(points).to.be.greaterThan(200);
  });

  it('a cliff and months', () => {
    expect(sdk.vestedAt(plan, grant, date('2026-12-31T23:59:59Z'))).to.equal(0n);
    expect(sdk.vestedAt(plan, grant, date('2027-01-01T00:00:00Z'))).to.equal(1_200n);
    expect(sdk.vestedAt(plan, grant, date('2027-02-01T00:00:00Z'))).to.equal(1_300n);
    expect(sdk.endTs(grant)).to.equal(date('2030-01-01T00:00:00Z'));
  });

  it('takes whole accounts too', () => {
    expect(sdk.claimableAt(PLAN, GRANT, 1_900_000_000).vested).to.equal(sdk.vestedAt(PLAN, GRANT, GRANT.statusTs));
  });

  it('nothing is claimable while claims are paused, nor in the void window', () => {
    const now = date('2030-01-01T00:00:00Z');
    const terms = { ...plan, voidSecs: 2 * DAY, claimsPausedUntilTs: now + DAY };
    const fresh = { ...grant, issuedTs: now };
    expect(sdk.claimableAt(terms, fresh, now + DAY - 1)).to.deep.equal({
      vested: 4_800n,
      unlocked: 4_800n,
      due: 4_800n,
      claimable: 0n,
      withheld: 0n,
      net: 0n,
      blockedBy: 'claimsPaused',
    });
    expect(sdk.claimableAt(terms, fresh, now + DAY)).to.include({ claimable: 0n, blockedBy: 'voidWindow' });
    expect(sdk.claimableAt(terms, fresh, now + 2 * DAY - 1)).to.include({ due: 4_800n, blockedBy: 'voidWindow' });
    const open = sdk.claimableAt(terms, fresh, now + 2 * DAY);
    expect(open).to.include({ claimable: 4_800n, net: 4_800n }).and.not.to.have.property('blockedBy');
  });

  it('withholding carries what rounding left over', () => {
    const odd = { ...grant, claimed: 4_799n, withholdingBps: 5_000, withholdingCarry: 5_000 };
    const end = sdk.endTs(grant);
    expect(sdk.claimableAt(plan, odd, end)).to.include({ claimable: 1n, withheld: 1n, net: 0n });
    expect(sdk.claimableAt(plan, { ...odd, withholdingCarry: 0 }, end)).to.include({ withheld: 0n, net: 1n });
  });

  it('an announced higher withholding counts from its day on', () => {
    const end = sdk.endTs(grant);
    const raised = { ...grant, withholdingBps: 1_000, nextWithholding: { bps: 6_500, fromTs: end + DAY } };
    expect(sdk.claimableAt(plan, raised, end + DAY - 1)).to.include({ claimable: 4_800n, withheld: 480n, net: 4_320n });
    expect(sdk.claimableAt(plan, raised, end + DAY)).to.include({ claimable: 4_800n, withheld: 3_120n, net: 1_680n });
  });

  it('the unlock curve is a ceiling', () => {
    const unlock = {
      startTs: T0,
      segments: [{ amount: sdk.UNLOCK_ALL, span: 60, steps: 60, unit: 'months' as const }],
    };
    const at = date('2027-01-01T00:00:00Z');
    const terms = { ...plan, unlock };
    expect(sdk.claimableAt(terms, grant, at)).to.include({ vested: 1_200n, unlocked: 960n, claimable: 960n });
    expect(sdk.claimableAt(terms, { ...grant, claimed: 1_000n }, at).claimable).to.equal(0n);
  });

  it('only accelerations after issue and up to the stop count', () => {
    const at = T0 + DAY;
    const accelerations = [
      { ts: T0 - DAY, retained: 500_000_000 },
      { ts: T0 + 100, retained: 250_000_000 },
    ];
    const vestedBy = (more: Partial<sdk.GrantTerms>, ts = at) =>
      sdk.vestedAt({ ...plan, accelerations }, { ...grant, ...more }, ts);
    expect(vestedBy({})).to.equal(3_600n);
    expect(vestedBy({ accelerationsAtIssue: 1 })).to.equal(2_400n);
    expect(vestedBy({ accelerationsAtIssue: 1 }, T0 + 99)).to.equal(0n);
    expect(vestedBy({ accelerationsAtIssue: 2 })).to.equal(0n);
    expect(vestedBy({ accelerationsAtIssue: 1, status: 'settled', statusTs: T0 + 99 })).to.equal(0n);
    expect(vestedBy({ accelerationsAtIssue: 1, status: 'terminating', statusTs: T0 + 100 })).to.equal(2_400n);
  });
});

describe('SDK: next steps', () => {
  it('are the dates of the schedule', () => {
    const steps = sdk.nextSteps(plan, grant, T0, 3);
    expect(steps.map(({ ts, amount }) => [new Date(ts * 1_000).toISOString().slice(0, 10), amount])).to.deep.equal([
      ['2027-01-01', 1_200n],
      ['2027-02-01', 100n],
      ['2027-03-01', 100n],
    ]);
    expect(sdk.nextSteps(plan, grant, sdk.endTs(grant), 3)).to.deep.equal([]);
    expect(sdk.nextSteps(plan, grant, date('2027-01-01T00:00:00Z'), 1)[0]?.amount).to.equal(100n);
  });

  it('move with pauses, a running one to its limit', () => {
    const paused = {
      ...grant,
      pausedSecs: DAY,
      status: 'pausedByConsent' as const,
      statusTs: date('2027-01-15T00:00:00Z'),
      pauseLimitSecs: 31 * DAY,
    };
    expect(sdk.nextSteps(plan, paused, T0, 2).map(({ ts }) => ts)).to.deep.equal([
      date('2027-01-02T00:00:00Z'),
      date('2027-03-05T00:00:00Z'),
    ]);
    expect(sdk.endTs(paused)).to.equal(date('2030-02-02T00:00:00Z'));
  });

  it('end with a termination, and a continuous stretch ends there', () => {
    const stop = date('2027-02-15T00:00:00Z');
    const terminating = { ...grant, status: 'terminating' as const, statusTs: stop };
    expect(sdk.nextSteps(plan, terminating, T0, 9)).to.have.length(2);
    expect(sdk.endTs(terminating)).to.equal(stop);
    expect(sdk.stopTs(terminating)).to.equal(stop);
    const steady: sdk.GrantTerms = {
      ...terminating,
      statusTs: T0 + 100,
      total: 1_000n,
      segments: [{ amount: 1_000n, span: 1_000, steps: 0, unit: 'seconds' }],
    };
    expect(sdk.nextSteps(plan, steady, T0 + 40, 9)).to.deep.equal([
      { ts: T0 + 100, fromTs: T0 + 40, kind: 'continuous', amount: 60n },
    ]);
  });

  it('count what was released early', () => {
    const half = { ...grant, retained: 500_000_000 };
    expect(sdk.nextSteps(plan, half, T0, 1)[0]?.amount).to.equal(600n);
    expect(sdk.nextSteps(plan, { ...grant, retained: 0 }, T0, 1)).to.deep.equal([]);
  });

  it('tell of all that vests, and that nothing vests between', () => {
    const segment = fc.record({
      amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      span: fc.integer({ min: 24, max: 5_000_000 }),
      steps: fc.integer({ min: 0, max: 24 }),
      unit: fc.constant<'seconds'>('seconds'),
    });
    const terms = fc.record({
      segments: fc.array(segment, { minLength: 1, maxLength: 4 }),
      retained: fc.integer({ min: 0, max: sdk.RETAIN_ALL }),
      pausedSecs: fc.integer({ min: 0, max: 1_000_000 }),
      status: fc.constantFrom<sdk.GrantStatus>('active', 'pausedByConsent', 'terminating'),
      statusTs: fc.integer({ min: T0, max: T0 + 10_000_000 }),
      pauseLimitSecs: fc.integer({ min: 1, max: 1_000_000 }),
      from: fc.integer({ min: T0 - DAY, max: T0 + 10_000_000 }),
    });
    fc.assert(
      fc.property(terms, ({ from, ...more }) => {
        const total = more.segments.reduce((sum, { amount }) => sum + amount, 0n);
        const ofGrant = { ...grant, ...more, total };
        const vested = (ts: number) => sdk.vestedAt(plan, ofGrant, ts);
        let [at, reached] = [from, vested(from)];
        for (const step of sdk.nextSteps(plan, ofGrant, from, 1_000)) {
          expect(step.ts).to.be.greaterThan(at);
          const quietUntil = step.kind === 'step' ? step.ts - 1 : step.fromTs;
          expect(vested(quietUntil)).to.equal(reached);
          [at, reached] = [step.ts, reached + step.amount];
          expect(vested(at)).to.equal(reached);
        }
        expect(vested(sdk.endTs(ofGrant) + 1)).to.equal(vested(Math.max(at, sdk.endTs(ofGrant))));
        expect(reached).to.equal(vested(1e10));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
