/** Promise 7, and the vault of the deposits, as `auditPlan` finds them in a snapshot. */
import { expect } from 'chai';
import * as sdk from '../src';
import { GRANT, key, PLAN } from './fixture/accounts';
import { DEPOSIT, GOVERNANCE, PROPOSAL, VOTE } from './fixture/governance-accounts';

const NOW = PROPOSAL.createdTs + 10;
const plan: sdk.Plan = {
  ...PLAN,
  ...{ reserved: 600n, withheld: 0n, accelerations: [], unlock: null, voidSecs: 0, grantCount: 1, hasGovernance: true },
  // The grant was issued before every period that is remembered.
  recentGrants: { days: 1, period: Math.floor(PROPOSAL.createdTs / 86_400) + 8, totals: Array<bigint>(8).fill(0n) },
};
const grant: sdk.Grant = {
  ...GRANT,
  ...{
    address: key('member'),
    status: 'active',
    retained: sdk.RETAIN_ALL,
    accelerationsAtIssue: 0,
    milestones: { live: 0, ended: false },
  },
  ...{
    total: 1_000n,
    claimed: 400n,
    issuedTs: PROPOSAL.agedBeforeTs,
    withholdingBps: 0,
    nextWithholding: null,
    startTs: 1_600_000_000,
  },
  segments: [{ amount: 1_000n, span: 0, steps: 1, unit: 'seconds' }],
};
const deposit: sdk.Deposit = {
  ...DEPOSIT,
  ...{ address: key('deposit'), madeTs: PROPOSAL.agedBeforeTs, lockedUntilTs: PROPOSAL.votingEndsTs },
};
const proposal: sdk.Proposal = { ...PROPOSAL, address: key('proposal'), plan: PLAN.address };
const voteOf = (source: sdk.VoteRecord['source'], change: Partial<sdk.VoteRecord>): sdk.VoteRecord => ({
  ...VOTE,
  ...{ proposal: proposal.address, source, address: sdk.voteRecordAddress(source, proposal.number) },
  ...change,
});
const yes = voteOf(grant.address, { weight: 200n });
const no = voteOf(deposit.address, { weight: 100n, approve: false, voter: key('another voter') });
const voting: sdk.Voting = {
  governance: { ...GOVERNANCE, deposited: 700n },
  deposits: [deposit],
  vaultAmount: 700n,
  proposals: [proposal],
  votes: [yes, no],
};
const good: sdk.AuditInput = {
  plan,
  grants: [grant],
  milestones: [],
  metrics: [],
  voting,
  vaultAmount: 600n,
  now: NOW,
};

/** Figures of what a snapshot breaks; nothing but promise 7 may be. */
function broken(change: Partial<sdk.Voting>, now = NOW): string[] {
  const findings = sdk.auditPlan({ ...good, voting: { ...voting, ...change }, now }).filter(({ holds }) => !holds);
  expect(findings.map(({ promise }) => promise).filter((promise) => promise !== 7)).to.deep.equal([]);
  return findings.map(({ figures }) => figures);
}

const withProposal = (change: Partial<sdk.Proposal>, now = NOW): string[] =>
  broken({ proposals: [{ ...proposal, ...change }] }, now);
const withVotes = (...votes: sdk.VoteRecord[]): string[] => broken({ votes });
const BROKEN = ['broken by proposals 5'];

describe('SDK: auditing votes', () => {
  it('finds nothing where all is well, and says what it compared', () => {
    expect(broken({})).to.deep.equal([]);
    const figures = sdk.auditPlan(good).flatMap((finding) => (finding.promise === 7 ? [finding.figures] : []));
    expect(figures).to.deep.equal([
      'vault 700 >= deposited 700 = 700 in 1 deposits',
      '8 periods of 1 days',
      '2 votes on 1 proposals',
    ]);
  });

  it('says so where there is no governance, or where it was not looked at', () => {
    const finding = (input: sdk.AuditInput) => sdk.auditPlan(input).find(({ promise }) => promise === 7);
    const without = { ...good, voting: null, plan: { ...plan, hasGovernance: false } };
    expect(finding(without)).to.deep.include({ holds: true, figures: 'no governance' });
    expect(finding({ ...good, voting: undefined })).to.deep.include({ holds: false });
  });

  it('a vault that does not cover the deposits, or deposits that nobody counts', () => {
    expect(broken({ vaultAmount: 699n })).to.deep.equal(['vault 699 >= deposited 700 = 700 in 1 deposits']);
    expect(broken({ vaultAmount: 701n })).to.deep.equal([]);
    expect(broken({ deposits: [{ ...deposit, amount: 701n }] })).to.have.length(1);
    expect(broken({ governance: { ...voting.governance, deposited: 699n } })).to.have.length(1);
  });

  it('a count that is not what its records say, while the vote runs; after it only one that is too small', () => {
    expect(withProposal({ yes: 201n })).to.deep.equal(BROKEN);
    expect(withProposal({ no: 99n })).to.deep.equal(BROKEN);
    expect(withVotes(yes)).to.deep.equal(BROKEN);
    expect(broken({ votes: [yes] }, proposal.votingEndsTs), 'a closed record').to.deep.equal([]);
    expect(withProposal({ yes: 199n }, proposal.votingEndsTs)).to.deep.equal(BROKEN);
  });

  it('deposits that are counted as grants, or grants as deposits', () => {
    expect(withProposal({ depositsNo: 0n })).to.deep.equal(BROKEN);
    expect(withProposal({ depositsYes: 200n })).to.deep.equal(BROKEN);
    expect(withProposal({ eligible: 199n, voterCap: 250n }), 'more of grants than can vote').to.deep.equal(BROKEN);
  });

  it('a period of which more, or less, is said to be there than its grants can still be paid', () => {
    const { recentGrants } = plan;
    const figuresOf = (change: Partial<sdk.PeriodTotals>): string[] => {
      const state = { ...plan, recentGrants: { ...recentGrants, ...change } };
      return sdk.auditPlan({ ...good, plan: state }).flatMap(({ holds, figures }) => (holds ? [] : [figures]));
    };
    expect(figuresOf({ totals: [...recentGrants.totals.slice(1), 1n] })).to.deep.equal(['broken in 1 of 8 periods']);
    const issued = Math.floor(grant.issuedTs / 86_400);
    const with600 = recentGrants.totals.map((_, slot) => (slot === issued % 8 ? 600n : 0n));
    for (const period of [issued, issued + 7]) {
      expect(figuresOf({ period }), 'less').to.deep.equal(['broken in 1 of 8 periods']);
      expect(figuresOf({ period, totals: with600 })).to.deep.equal([]);
    }
    expect(figuresOf({ period: issued + 8, totals: with600 }), 'of another period').to.deep.equal([
      'broken in 1 of 8 periods',
    ]);
  });

  it('a vote at another address, which could be a second one', () => {
    expect(withVotes({ ...yes, address: key('another bump') }, no)).to.deep.equal(BROKEN);
  });

  it('but not votes that another proposal left at its address, which ended sooner', () => {
    const left = {
      ...yes,
      address: sdk.voteRecordAddress(grant.address, proposal.number - 1n),
      votingEndsTs: proposal.createdTs,
    };
    expect(withVotes(yes, no, left)).to.deep.equal([]);
    expect(withVotes(left, no), 'nor do they stand for one that is missing').to.deep.equal(BROKEN);
  });

  it('a grant or deposit that was too young, but not one made anew after the vote', () => {
    const young = { ...deposit, madeTs: proposal.agedBeforeTs + 1 };
    expect(broken({ deposits: [young] })).to.deep.equal(BROKEN);
    const late = { ...grant, issuedTs: proposal.agedBeforeTs + 1 };
    const findings = sdk.auditPlan({ ...good, grants: [late] }).filter(({ holds }) => !holds);
    expect(findings.map(({ figures }) => figures)).to.deep.equal(BROKEN);
    const anew = { ...deposit, madeTs: proposal.votingEndsTs };
    expect(broken({ deposits: [anew] }, proposal.votingEndsTs)).to.deep.equal([]);
  });

  it('the vote of a grant on itself, where it has none', () => {
    const action = { kind: 'accelerateGrant', grant: grant.address, accelerationBps: 1 } as const;
    expect(withProposal({ action })).to.deep.equal(BROKEN);
    expect(withProposal({ action, excludeOwnGrant: false })).to.deep.equal([]);
  });

  it('more votes than can vote, or than one wallet may cast', () => {
    const ofGrantsAlone = (eligible: bigint): string[] =>
      broken({
        votes: [yes],
        proposals: [{ ...proposal, eligible, voterCap: eligible, no: 0n, depositsNo: 0n, depositsVote: false }],
      });
    expect([ofGrantsAlone(200n), ofGrantsAlone(199n)]).to.deep.equal([[], BROKEN]);
    expect(withProposal({ eligible: 299n, voterCap: 299n }), 'deposits vote beside grants').to.deep.equal([]);
    expect(withProposal({ depositsVote: false }), 'a deposit that has no vote').to.deep.equal(BROKEN);
    expect(withProposal({ voterCap: 199n })).to.deep.equal(BROKEN);
    const sameWallet = { ...no, voter: yes.voter };
    expect(withVotes(yes, sameWallet), '300 of 250').to.deep.equal(BROKEN);
    expect(broken({ votes: [yes, sameWallet], proposals: [{ ...proposal, voterCap: 1_000n }] })).to.deep.equal([]);
  });

  it('a proposal that was carried out without having passed, of another plan, or of a number to come', () => {
    const ended = proposal.executableTs;
    expect(withProposal({ status: 'executed' }, ended)).to.deep.equal([]);
    expect(withProposal({ status: 'executed', quorum: 301n }, ended)).to.deep.equal(BROKEN);
    expect(withProposal({ plan: key('another plan') })).to.deep.equal(BROKEN);
    expect(withProposal({ number: 9n })).to.deep.equal(['broken by proposals 9']);
  });
});
