import { expect } from 'chai';
import * as sdk from '../src';
import { GRANT, key, PLAN } from './fixture/accounts';
import { METRIC, MILESTONE } from './fixture/metric-accounts';

const NOW = 1_800_000_000;
const ALL: sdk.Segment[] = [{ amount: 1_000n, span: 0, steps: 1, unit: 'seconds' }];

const plan: sdk.Plan = {
  ...PLAN,
  ...{ unlock: null, accelerations: [], voidSecs: 0, claimsPausedUntilTs: 0, maxWithholdingBps: 5_000 },
  ...{ grantCount: 2, claimed: 1_000n, withheld: 100n, hasGovernance: false },
};
const first: sdk.Grant = {
  ...GRANT,
  ...{
    address: key('first'),
    grantId: 1n,
    status: 'active',
    statusTs: 0,
    retained: sdk.RETAIN_ALL,
    accelerationsAtIssue: 0,
  },
  ...{ total: 1_000n, claimed: 400n, segments: ALL, withholdingBps: 0, milestones: { live: 2, ended: false } },
};
const second: sdk.Grant = { ...first, address: key('second'), grantId: 2n, milestones: { live: 1, ended: true } };

const said = { seat: 0, attestor: key('worker'), value: 70n, inThisRound: true, counted: true };
const rest = { observedTs: NOW, attestedTs: NOW, evidenceSha256: new Uint8Array(32) };
const metric: sdk.Metric = {
  ...METRIC,
  ...{ address: key('metric'), better: 'higher', status: 'final', value: 80n, milestoneCount: 3 },
  attestations: [
    { ...said, ...rest },
    { ...said, ...rest, seat: 1, attestor: key('colleague'), value: 80n },
    { ...said, ...rest, seat: 2, attestor: key('cyd'), value: 90n },
    { ...said, ...rest, seat: 3, attestor: key('dan'), value: 10n, counted: false },
  ],
};
const curve = { threshold: 50n, target: 80n, maximum: 90n, thresholdBps: 5_000, maxBps: 15_000 };
const pending: sdk.Milestone = {
  ...MILESTONE,
  ...curve,
  ...{ address: key('pending'), grant: first.address, metric: metric.address, index: 0, status: 'pending' },
  ...{
    targetAmount: 200n,
    maxAmount: 300n,
    payout: 0n,
    claimed: 0n,
    metTs: null,
    segments: [],
    accelerationsAtIssue: 0,
  },
  retainedAtIssue: sdk.RETAIN_ALL,
};
const met: sdk.Milestone = {
  ...pending,
  ...{ address: key('met'), index: 1, status: 'met', payout: 200n, claimed: 50n, metTs: NOW - 100 },
};
/** Stopped when half of it had vested, of which all but ten was claimed. */
const stopped: sdk.Milestone = {
  ...met,
  ...{ address: key('stopped'), grant: second.address, index: 2, status: 'stopped', claimed: 90n },
  segments: [{ amount: 1_000_000_000n, span: 100, steps: 0, unit: 'seconds' }],
};
const settled: sdk.Grant = { ...second, status: 'settled', statusTs: NOW - 50 };

/** 600 of each grant, 300 of the pending milestone, 150 of the one that is met, 10 of the one that stopped. */
const RESERVED = 600n + 600n + 300n + 150n + 10n;
const good: sdk.AuditInput = {
  plan: { ...plan, reserved: RESERVED },
  grants: [first, settled],
  milestones: [pending, met, stopped],
  metrics: [metric],
  vaultAmount: RESERVED + 100n,
  now: NOW,
};

/** Numbers of the promises that a snapshot breaks. */
function broken(change: Partial<sdk.AuditInput>): number[] {
  return sdk
    .auditPlan({ ...good, ...change })
    .filter(({ holds }) => !holds)
    .map(({ promise }) => promise);
}

/** The good snapshot with other figures in some of its accounts. */
const withPlan = (change: Partial<sdk.Plan>): number[] => broken({ plan: { ...good.plan, ...change } });
const withMet = (change: Partial<sdk.Milestone>): number[] =>
  broken({ milestones: [pending, { ...met, ...change }, stopped] });
const withMetric = (change: Partial<sdk.Metric>): number[] => broken({ metrics: [{ ...metric, ...change }] });

describe('SDK: auditing a plan', () => {
  it('finds nothing where all is well, and says what it compared', () => {
    expect(broken({})).to.deep.equal([]);
    const figures = new Map(sdk.auditPlan(good).map((finding) => [finding.promise, finding.figures]));
    expect([...figures.keys()]).to.deep.equal([1, 2, 3, 4, 5, 7, 8]);
    expect(figures.get(1)).to.equal('vault 1760 >= reserved 1660 + withheld 100');
    expect(figures.get(2)).to.equal('reserved 1660 = 1660 over 2 of 2 grants, 3 milestones');
    expect(figures.get(8)).to.equal('3 milestones on 1 metrics');
  });

  it('1: a vault that does not cover what is owed, by one base unit', () => {
    expect(broken({ vaultAmount: RESERVED + 99n })).to.deep.equal([1]);
    expect(withPlan({ withheld: 101n })).to.deep.equal([1]);
  });

  it('2: a reserve that is not what grants and milestones can still be paid, either way', () => {
    expect(withPlan({ reserved: RESERVED - 1n })).to.deep.equal([2]);
    expect(broken({ plan: { ...good.plan, reserved: RESERVED + 1n }, vaultAmount: RESERVED + 101n })).to.deep.equal([
      2,
    ]);
    expect(broken({ milestones: [{ ...pending, maxAmount: 301n }, met, stopped] })).to.deep.equal([2]);
    expect(withMet({ claimed: 51n })).to.deep.equal([2]);
    expect(broken({ grants: [{ ...first, claimed: 401n }, settled] })).to.deep.equal([2]);
  });

  it('2: grants or milestones that are missing, or that nobody counts', () => {
    const lacks = { ...good.plan, reserved: RESERVED - 160n };
    expect(broken({ plan: lacks, milestones: [pending] }), 'two milestones are missing').to.deep.equal([2]);
    const uncounted = { ...first, milestones: { live: 1, ended: false } };
    expect(broken({ grants: [uncounted, settled] })).to.deep.equal([2]);
    expect(withPlan({ grantCount: 3 })).to.deep.equal([2]);
    const orphan = { ...pending, address: key('orphan'), grant: key('a closed grant') };
    expect(broken({ milestones: [...good.milestones, orphan] }), 'a milestone of no live grant').to.deep.equal([2]);
  });

  it('3: a milestone that was paid more than had vested, or vests more than it pays', () => {
    const overpaid = { ...stopped, claimed: 101n };
    const reserved = RESERVED - 11n;
    expect(broken({ plan: { ...good.plan, reserved }, milestones: [pending, met, overpaid] })).to.deep.equal([3]);
    const notMet = { ...pending, claimed: 1n };
    expect(broken({ milestones: [notMet, met, stopped] })).to.deep.equal([3]);
  });

  it('3: and one that was paid more than is unlocked', () => {
    const unlock = {
      startTs: NOW,
      segments: [{ amount: 1_000_000_000n, span: 10, steps: 1, unit: 'seconds' as const }],
    };
    const [finding] = sdk.auditPlan({ ...good, plan: { ...good.plan, unlock } }).filter(({ promise }) => promise === 3);
    expect(finding).to.deep.include({ holds: false, figures: 'broken by grants 1, 2' });
  });

  it("4: withholding above the plan's maximum, in force or announced", () => {
    const announced = (bps: number) => ({ ...first, nextWithholding: { bps, fromTs: NOW + 1 } });
    expect(broken({ grants: [announced(5_000), settled] })).to.deep.equal([]);
    expect(broken({ grants: [announced(5_001), settled] })).to.deep.equal([4]);
    expect(broken({ grants: [{ ...first, withholdingBps: 5_001 }, settled] })).to.deep.equal([4]);
    expect(broken({ plan: { ...good.plan, withheld: 501n }, vaultAmount: RESERVED + 501n })).to.deep.equal([4]);
  });

  it('5: claims that are stopped for more than 72 hours', () => {
    expect(withPlan({ claimsPausedUntilTs: NOW + 72 * 3_600 })).to.deep.equal([]);
    expect(withPlan({ claimsPausedUntilTs: NOW + 72 * 3_600 + 1 })).to.deep.equal([5]);
  });

  it('8: a milestone that pays without a final metric, or with one that is not there', () => {
    expect(withMetric({ status: 'challenged' })).to.deep.equal([8]);
    expect(withMetric({ status: 'open', value: null })).to.deep.equal([8]);
    expect(broken({ metrics: [] })).to.deep.equal([8]);
    expect(broken({ metrics: [{ ...metric, address: key('another') }] })).to.deep.equal([8]);
  });

  it('8: one that pays another amount than its curve says', () => {
    const plus = { ...good.plan, reserved: RESERVED + 1n };
    const more = { plan: plus, vaultAmount: RESERVED + 101n, milestones: [pending, { ...met, payout: 201n }, stopped] };
    expect(broken(more)).to.deep.equal([8]);
    expect(withMet({ target: 85n })).to.deep.equal([8]);
    expect(withMetric({ better: 'lower' })).to.deep.equal([8]);
  });

  it('8: a value that is not the median of what was counted, or that somebody was counted in twice', () => {
    expect(withMetric({ value: 81n })).to.deep.equal([8]);
    const recounted = metric.attestations.map((each) => ({ ...each, counted: each.seat !== 2 }));
    expect(withMetric({ attestations: recounted }), 'the median of 70, 80 and 10').to.deep.equal([8]);
    const twice = metric.attestations.map((each) => (each.seat === 2 ? { ...each, attestor: key('worker') } : each));
    expect(withMetric({ attestations: twice })).to.deep.equal([8]);
  });

  it('8: names the grants of what is broken', () => {
    const finding = sdk.auditPlan({ ...good, metrics: [] }).find(({ promise }) => promise === 8);
    expect(finding?.figures).to.equal('broken by milestones of grants 1, 2');
  });
});
