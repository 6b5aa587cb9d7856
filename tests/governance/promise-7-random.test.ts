/**
 * Promise 7 at random: whatever is issued, deposited, claimed, terminated and withdrawn before, between and in votes, each
 * vote weighs what the SDK foretells, and those of grants together never more than what was eligible.
 */
import { expect } from 'chai';
import * as fc from 'fast-check';
import * as sdk from '@tenure/sdk';
import type { Keypair, PublicKey } from '@solana/web3.js';
import { SEED } from '../support/seed';
import { DAY, people } from '../support/world';
import { GovernanceScenario, MEMBERS, SETTINGS } from './scenario';

const { authority, operator } = people;
const RUNS = 40;
const VOTERS = MEMBERS.slice(0, 3);

type Kind =
  'issue' | 'deposit' | 'withdraw' | 'claim' | 'terminate' | 'settle' | 'transfer' | 'close' | 'vote' | 'propose';
interface Step {
  readonly kind: Kind;
  /** How long to wait before it, in a life whose votes must be three days old: seconds, or until a second from midnight on. */
  readonly wait: number | { readonly midnight: number };
  readonly who: number;
  readonly which: number;
  readonly amount: number;
}

const wait = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat(DAY / 2) },
  { weight: 1, arbitrary: fc.constant(DAY) },
  { weight: 2, arbitrary: fc.integer({ min: -1, max: 1 }).map((midnight) => ({ midnight })) },
);
const KINDS: readonly Kind[] = [
  'issue',
  'deposit',
  'withdraw',
  'claim',
  'terminate',
  'settle',
  'transfer',
  'close',
  'vote',
  'vote',
  'vote',
  'propose',
  'propose',
];
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  wait,
  who: fc.nat(VOTERS.length - 1),
  which: fc.nat(50),
  amount: fc.integer({ min: 1, max: 1_000 }),
});
type Rules = Pick<sdk.GovernanceSettings, 'actions' | 'depositActions' | 'minAgeSecs'> & {
  /** Notice of a termination, seconds; null for as long as a vote, which is the least where a termination could defeat it. */
  readonly noticeSecs: number | null;
};

const earlyRelease: fc.Arbitrary<Rules> = fc.record({
  actions: fc.constant(sdk.DEPOSIT_ACTION_NAMES),
  depositActions: fc.constantFrom(sdk.DEPOSIT_ACTION_NAMES, sdk.DEPOSIT_ACTION_NAMES.slice(0, 1), []),
  minAgeSecs: fc.constantFrom(2 * DAY, 3 * DAY - 1, 5 * DAY + 7, 7 * DAY, 7 * DAY + 1, 15 * DAY),
  noticeSecs: fc.constant(null),
});
const capAlone: fc.Arbitrary<Rules> = fc.record({
  actions: fc.constant(['setIssueCap'] as const),
  depositActions: fc.constant([]),
  minAgeSecs: fc.constantFrom(30 * DAY, 49 * DAY + 1, 365 * DAY),
  noticeSecs: fc.constantFrom(0, 1, DAY),
});
const life = fc.record({
  rules: fc.oneof({ weight: 3, arbitrary: earlyRelease }, { weight: 2, arbitrary: capAlone }),
  excludeOwnGrant: fc.boolean(),
  steps: fc.array(step, { minLength: 40, maxLength: 60 }),
});

/** What has been made, and what nobody has yet failed to do with it. */
class Life {
  readonly test: GovernanceScenario;
  private readonly grants: PublicKey[] = [];
  private readonly deposits: { address: PublicKey; owner: Keypair; depositId: bigint }[] = [];
  /** With what its grants have cast together. */
  private readonly proposals: { readonly address: PublicKey; castByGrants: bigint }[] = [];
  /** How much longer than in a life with an age of three days everything takes. */
  private readonly pace: number;
  private made = 0;
  votes = 0;

  constructor({ noticeSecs, ...rules }: Rules, excludeOwnGrant: boolean) {
    this.pace = Math.ceil(rules.minAgeSecs / (3 * DAY));
    const votingSecs = Math.min(4 * this.pace, 30) * DAY;
    const times = { votingSecs, executionDelaySecs: 0, executionWindowSecs: DAY };
    this.test = new GovernanceScenario({
      policy: { noticeSecs: noticeSecs ?? votingSecs + DAY, transferRule: 'free' },
    });
    for (const voter of VOTERS) {
      this.test.world.chain.airdrop(voter.publicKey);
      this.test.tokensOf(voter, 1_000_000n);
    }
    this.test.run(
      this.test.createGovernance({ ...SETTINGS, ...rules, ...times, excludeOwnGrant, proposalThreshold: 0n }),
      authority,
    );
  }

  take({ kind, wait: pause, who, which, amount }: Step): void {
    const { test } = this;
    const now = test.now();
    const period = test.planState().recentGrants.days * DAY;
    const until =
      typeof pause === 'number' ? now + pause * this.pace : (Math.floor(now / period) + 1) * period + pause.midnight;
    test.world.chain.setTime(until);
    const voter = VOTERS[who] ?? expect.fail('no voter');
    const grant = this.grants[which % this.grants.length];
    if (kind === 'issue') this.issue(voter, amount);
    else if (kind === 'deposit') this.deposit(voter, amount);
    else if (kind === 'withdraw') this.withdraw(which);
    else if (kind === 'propose') this.propose(which);
    else if (kind === 'vote') this.vote(which, amount % 2 === 0);
    else if (grant !== undefined) this.change(kind, grant, voter, amount);
  }

  /** Everything that can still vote does, and no proposal has more votes than were eligible. */
  end(): void {
    const sources = this.grants.length + this.deposits.length;
    for (const [index, { address }] of this.proposals.entries()) {
      if (this.test.now() >= this.test.proposalState(address).votingEndsTs) continue;
      for (let which = 0; which < sources; which += 1) this.vote(index + which * this.proposals.length, true);
    }
    for (const { address, castByGrants } of this.proposals) {
      const { yes, no, eligible, depositsVote } = this.test.proposalState(address);
      expect(castByGrants <= eligible, `${castByGrants} of ${eligible}`).to.equal(true);
      if (!depositsVote) expect(yes + no, 'nothing but grants').to.equal(castByGrants);
    }
  }

  private issue({ publicKey: beneficiary }: Keypair, amount: number): void {
    const total = BigInt(amount);
    const half = { weight: 1n, span: 0, steps: 1, unit: 'seconds' as const };
    const shape = amount % 3 === 0 ? [half, { weight: 1n, span: 120, steps: 1, unit: 'months' as const }] : undefined;
    const grantId = BigInt(this.grants.length);
    const { test } = this;
    this.grants.push(
      shape ? test.issue({ beneficiary, grantId, total, shape }) : test.grantTo(beneficiary, grantId, total),
    );
  }

  private deposit(owner: Keypair, amount: number): void {
    const depositId = BigInt((this.made += 1));
    this.test.run(this.test.deposit(owner, BigInt(amount), { depositId }), owner);
    this.deposits.push({ address: this.test.depositAt(owner, depositId), owner, depositId });
  }

  private withdraw(which: number): void {
    const index = which % Math.max(1, this.deposits.length);
    const deposit = this.deposits[index];
    if (deposit === undefined) return;
    const { owner, depositId, address } = deposit;
    const call = this.test.withdrawVotes(owner, { depositId });
    if (this.test.now() < this.test.depositState(address).lockedUntilTs) {
      this.test.refuse(call, 'DepositIsLocked', owner);
      return;
    }
    this.test.run(call, owner);
    this.deposits.splice(index, 1);
  }

  /** What the program refuses just does not happen. */
  private change(kind: Kind, grant: PublicKey, to: Keypair, amount: number): void {
    const { test } = this;
    const { chain } = test.world;
    const account = chain.account(grant);
    if (account === null || account.data.length < 144) return;
    const { beneficiary } = test.grantState(grant);
    const holder = VOTERS.find(({ publicKey }) => publicKey.equals(beneficiary)) ?? expect.fail('nobody holds it');
    const causes = ['forCause', 'withoutCause'] as const;
    const move = { plan: test.plan.address, grant, to: to.publicKey, expiresTs: 'never' } as const;
    const calls = {
      claim: [test.claim(grant, { claimant: holder.publicKey, destination: test.walletOf(holder) })],
      terminate: [sdk.terminateGrant({ ...test.act(grant), cause: causes[amount % 2] ?? 'forCause' })],
      settle: [sdk.settleTermination({ plan: test.plan.address, grant })],
      transfer: [
        sdk.proposeTransfer({ ...move, proposer: holder.publicKey }),
        sdk.acceptTransfer({ ...move, signer: to.publicKey, proposer: holder.publicKey }),
      ],
      close: [test.closeGrant(grant, { signer: operator.publicKey })],
    };
    if (!isChange(kind)) return;
    const signing = calls[kind].flatMap(({ keys }) => keys.filter(({ isSigner }) => isSigner));
    const signers = [authority, operator, ...VOTERS].filter(({ publicKey }) =>
      signing.some(({ pubkey }) => pubkey.equals(publicKey)),
    );
    chain.send(calls[kind], { payer: people.feePayer, signers });
  }

  private propose(which: number): void {
    const { test } = this;
    const source = this.source(which);
    if (source === undefined) return;
    const { minAgeSecs, nextProposal } = test.governanceState();
    const now = test.now();
    if (source.sinceTs > now - minAgeSecs) return;
    const action = this.actionOf(source);
    const call = test.openProposal(source.holder, source.address, { action });
    if (source.deposit !== undefined && !test.governanceState().depositActions.includes(action.kind)) {
      test.refuse(call, 'DepositHasNoVote', source.holder);
      return;
    }
    const about = 'grant' in action ? source.grant : undefined;
    const stops = about?.status === 'terminating' || about?.status === 'settled';
    const { chain } = test.world;
    const outcome = chain.send([call], { payer: people.feePayer, signers: [source.holder] });
    if (outcome.error !== undefined) {
      const mayFail = ['NoWeight', 'NobodyCanVote', ...(stops ? ['GrantHasStopped'] : [])];
      expect(sdk.decodeError(outcome).name).to.be.oneOf(mayFail);
      return;
    }
    const address = sdk.proposalAddress(test.governance(), source.holder.publicKey, nextProposal);
    const state = test.proposalState(address);
    const all = sdk.eligibleAt(test.planState(), test.governanceState(), now);
    const own = state.excludeOwnGrant && about ? sdk.grantWeight(test.planState(), about, now, now) : 0n;
    expect(state.eligible, 'what the SDK foretold').to.equal(all - own);
    this.proposals.push({ address, castByGrants: 0n });
  }

  private actionOf({ grant }: Source): sdk.NewAction {
    const { actions } = this.test.governanceState();
    if (!actions.includes('accelerateGrant')) return { kind: 'setIssueCap', issueCap: 1_000_000_000n };
    if (grant === undefined) return { kind: 'acceleratePlan', accelerationBps: 1 };
    return { kind: 'accelerateGrant', grant: grant.address, accelerationBps: 1 };
  }

  private vote(which: number, approve: boolean): void {
    const { test } = this;
    const proposal = this.proposals[which % this.proposals.length];
    const source = this.source(Math.floor(which / Math.max(1, this.proposals.length)));
    if (proposal === undefined || source === undefined) return;
    const state = test.proposalState(proposal.address);
    const { holder, address, grant, deposit } = source;
    const vote = grant ? sdk.grantVote(test.planState(), state, grant, test.now()) : sdk.depositVote(state, deposit);
    const call = test.castVote(proposal.address, holder, address, { approve });
    // A deposit that has no vote and is too young besides is refused for its age.
    const isDeposit = source.sinceTs > state.agedBeforeTs ? 'TooYoungToVote' : 'DepositHasNoVote';
    const refused = {
      tooYoung: 'TooYoungToVote',
      ownGrant: 'OwnGrantExcluded',
      noWeight: 'NoWeight',
      isDeposit,
    } as const;
    if (test.now() >= state.votingEndsTs) test.refuse(call, 'VoteHasEnded', holder);
    else if (vote.no !== null) test.refuse(call, refused[vote.no], holder);
    else if (test.world.chain.account(test.voteRecordOf(proposal.address, address)) !== null) {
      test.refuse(call, 'AlreadyVoted', holder);
    } else {
      test.run(call, holder);
      const { yes, no } = test.proposalState(proposal.address);
      expect(yes + no - state.yes - state.no, 'what the SDK foretold').to.equal(vote.weight);
      if (grant !== undefined) proposal.castByGrants += vote.weight;
      this.votes += 1;
    }
  }

  /** A grant that is not closed, or a deposit. */
  private source(which: number): Source | undefined {
    const { test } = this;
    const index = which % Math.max(1, this.grants.length + this.deposits.length);
    const address = this.grants[index];
    if (address === undefined) {
      const made = this.deposits[index - this.grants.length];
      const account = made && test.world.chain.account(made.address);
      if (made === undefined || account === null || account === undefined) return undefined;
      const deposit = test.depositState(made.address);
      return { address: made.address, holder: made.owner, sinceTs: deposit.madeTs, grant: undefined, deposit };
    }
    if ((test.world.chain.account(address)?.data.length ?? 0) < 144) return undefined;
    const grant = test.grantState(address);
    const holder =
      VOTERS.find(({ publicKey }) => publicKey.equals(grant.beneficiary)) ?? expect.fail('nobody holds it');
    return { address, holder, sinceTs: grant.issuedTs, grant, deposit: undefined };
  }
}

type Source = { address: PublicKey; holder: Keypair; sinceTs: number } & (
  { grant: sdk.Grant; deposit: undefined } | { grant: undefined; deposit: sdk.Deposit }
);

function isChange(kind: Kind): kind is 'claim' | 'terminate' | 'settle' | 'transfer' | 'close' {
  return ['claim', 'terminate', 'settle', 'transfer', 'close'].includes(kind);
}

describe('promise 7 at random', () => {
  it(`votes weigh what is foretold, and never more than is eligible: ${RUNS} lives, TENURE_SEED=${SEED}`, async function () {
    this.timeout(300_000);
    let votes = 0;
    const check = fc.asyncProperty(life, async ({ rules, excludeOwnGrant, steps }) => {
      await new Promise(setImmediate);
      const lived = new Life(rules, excludeOwnGrant);
      for (const each of steps) lived.take(each);
      lived.end();
      votes += lived.votes;
    });
    await fc.assert(check, { seed: SEED, numRuns: RUNS });
    // About three a life, and far from the same in each: this only notices lives in which nobody gets to vote.
    expect(votes, 'votes that were cast').to.be.at.least(RUNS / 2);
  });
});
