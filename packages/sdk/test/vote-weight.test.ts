/** What votes weigh and who has one, before anything is sent. */
import { expect } from 'chai';
import * as sdk from '../src';
import { GRANT, key, PLAN } from './fixture/accounts';
import { DEPOSIT, GOVERNANCE, PROPOSAL, VOTE } from './fixture/governance-accounts';

const DAY = 86_400;
/** Something came last on day 100: one unit on day 93, two on day 94 and so on, eight on day 100. */
const RING: sdk.PeriodTotals = { days: 1, period: 100, totals: [4n, 5n, 6n, 7n, 8n, 1n, 2n, 3n] };

const grant: sdk.Grant = {
  ...GRANT,
  ...{ status: 'active', statusTs: 0, retained: sdk.RETAIN_ALL, accelerationsAtIssue: 0, total: 1_000n, claimed: 400n },
  ...{
    issuedTs: PROPOSAL.agedBeforeTs,
    segments: [{ amount: 1_000n, span: 1_000, steps: 0, unit: 'seconds' as const }],
  },
  ...{ startTs: PROPOSAL.createdTs, pausedSecs: 0 },
};
const plan: sdk.Plan = { ...PLAN, accelerations: [], unlock: null, noticeSecs: 100, voidSecs: 0 };

describe('SDK: what can vote', () => {
  it('what was there by a time: the total when that day was over', () => {
    const there = (ts: number) => sdk.thereBy(RING, 1_000n, ts);
    for (const [day, later] of [
      [92, 36n],
      [93, 35n],
      [94, 33n],
      [95, 30n],
      [96, 26n],
      [97, 21n],
      [98, 15n],
      [99, 8n],
    ] as const) {
      expect(there(day * DAY), `the first second of day ${day}`).to.equal(1_000n - later);
      expect(there((day + 1) * DAY - 1), `the last second of day ${day}`).to.equal(1_000n - later);
    }
    for (const day of [100, 101, 200]) expect(there(day * DAY), 'nothing came since').to.equal(1_000n);
    const every = { ...RING, days: 7 };
    expect(sdk.thereBy(every, 1_000n, 97 * 7 * DAY), 'its first second, where a period has 7 days').to.equal(979n);
    expect(sdk.thereBy(every, 1_000n, 98 * 7 * DAY - 1), 'and its last').to.equal(979n);
  });

  it('counts grants without milestones that were there, and no deposits', () => {
    const state = { ...plan, reserved: 900n, reservedByMilestones: 200n, recentGrants: RING };
    const governance = { ...GOVERNANCE, minAgeSecs: 2 * DAY, deposited: 50n };
    expect(sdk.eligibleAt(state, governance, 101 * DAY)).to.equal(692n);
    expect(sdk.eligibleAt(state, governance, 102 * DAY)).to.equal(700n);
  });

  it('a grant weighs what it can still be paid', () => {
    expect(sdk.grantWeight(plan, grant, PROPOSAL.createdTs, PROPOSAL.createdTs)).to.equal(600n);
    expect(sdk.grantWeight(plan, { ...grant, claimed: 1_000n }, PROPOSAL.createdTs, PROPOSAL.createdTs)).to.equal(0n);
  });

  it('a termination takes from it only if it was announced before, and once it has taken effect', () => {
    const { createdTs } = PROPOSAL;
    const stopped = (statusTs: number, status: 'terminating' | 'settled' = 'terminating'): sdk.Grant => ({
      ...grant,
      status,
      statusTs,
    });
    const weight = (statusTs: number, ts: number) => sdk.grantWeight(plan, stopped(statusTs), createdTs, ts);
    expect(weight(createdTs + 99, createdTs + 98), 'announced before, not yet in effect').to.equal(600n);
    expect(weight(createdTs + 99, createdTs + 99), 'less than was claimed has vested').to.equal(0n);
    expect(weight(createdTs + 100, createdTs + 100), 'announced when the proposal opened').to.equal(600n);
    const later = sdk.grantWeight(
      plan,
      { ...stopped(createdTs + 99, 'settled'), claimed: 40n },
      createdTs,
      createdTs + 500,
    );
    expect(later, '99 had vested').to.equal(59n);
  });

  it('says why a grant has no vote', () => {
    const vote = (change: Partial<sdk.Grant>, proposal = PROPOSAL) =>
      sdk.grantVote(plan, proposal, { ...grant, ...change }, PROPOSAL.createdTs);
    const own = { address: key('grant') };
    expect(vote({ address: key('another') })).to.deep.equal({ weight: 600n, no: null });
    expect(vote({ address: key('another'), issuedTs: PROPOSAL.agedBeforeTs + 1 }).no).to.equal('tooYoung');
    expect(vote({ address: key('another'), claimed: 1_000n })).to.deep.equal({ weight: 0n, no: 'noWeight' });
    expect(vote(own).no).to.equal('ownGrant');
    expect(vote(own, { ...PROPOSAL, excludeOwnGrant: false }).no).to.equal(null);
    expect(vote(own, { ...PROPOSAL, action: { kind: 'acceleratePlan', accelerationBps: 1 } }).no).to.equal(null);
  });

  it('and why a deposit has none', () => {
    const vote = (madeTs: number) => sdk.depositVote(PROPOSAL, { ...DEPOSIT, madeTs });
    expect(vote(PROPOSAL.agedBeforeTs)).to.deep.equal({ weight: 700n, no: null });
    expect(vote(PROPOSAL.agedBeforeTs + 1)).to.deep.equal({ weight: 700n, no: 'tooYoung' });
    const aboutPay = { ...PROPOSAL, depositsVote: false };
    expect(sdk.depositVote(aboutPay, { ...DEPOSIT, madeTs: 0 })).to.deep.equal({ weight: 700n, no: 'isDeposit' });
  });

  it('a grant that voted on another proposal which had the address before has not voted on this', () => {
    const sources = sdk.voteSources(
      plan,
      PROPOSAL,
      { grants: [{ ...grant, address: VOTE.source }], deposits: [] },
      PROPOSAL.createdTs,
    );
    const vote = { ...VOTE, proposal: PROPOSAL.address };
    const left = { ...vote, address: key('left'), votingEndsTs: PROPOSAL.createdTs };
    const why = (...votes: sdk.VoteRecord[]) =>
      sdk.ballotsOf(PROPOSAL, sources, votes).map(({ no, counts }) => [no, counts]);
    expect(why(left), 'as much as the cap allows').to.deep.equal([[null, PROPOSAL.voterCap]]);
    expect(why(left, vote)).to.deep.equal([['voted', 0n]]);
    expect(sdk.votersLeft(PROPOSAL, sources, [left]).map(({ counts }) => counts)).to.deep.equal([PROPOSAL.voterCap]);
    expect(sdk.votesOn(PROPOSAL, [left, vote, VOTE])).to.deep.equal([vote]);
  });

  it('what can open a proposal: what is old enough and weighs something, the heaviest first', () => {
    const ts = PROPOSAL.createdTs;
    const by = ts - GOVERNANCE.minAgeSecs;
    const grants = [
      { ...grant, grantId: 1n, issuedTs: by },
      { ...grant, grantId: 2n, issuedTs: by + 1 },
      { ...grant, grantId: 3n, issuedTs: by, claimed: 1_000n },
    ];
    const deposits = [by, by + 1].map((madeTs, index) => ({ ...DEPOSIT, depositId: BigInt(index), madeTs }));
    const sources = sdk.openingSources(plan, GOVERNANCE, 'acceleratePlan', { grants, deposits }, ts);
    expect(sources.map(({ kind, number, weight, no }) => [kind, number, weight, no])).to.deep.equal([
      ['deposit', 0n, 700n, null],
      ['deposit', 1n, 700n, 'tooYoung'],
      ['grant', 1n, 600n, null],
      ['grant', 2n, 600n, 'tooYoung'],
      ['grant', 3n, 0n, 'noWeight'],
    ]);
    const aboutPay = sdk.openingSources(plan, GOVERNANCE, 'terminateGrant', { grants: [], deposits }, ts);
    expect(aboutPay.map(({ no }) => no)).to.deep.equal(['isDeposit', 'isDeposit']);
  });
});
