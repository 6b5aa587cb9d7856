/** What there is in a life: which accounts were made, by the names that acts use, and what they hold now. */
import * as sdk from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { associated, type Mint } from '../support/mints';
import type { Act, Action, DepositRef, ProposalRef, Source } from './acts';
import { keyOf, type Who } from './cast';
import type { LifeChain } from './chain';

/** A proposal that was opened. */
export interface Opened {
  readonly ref: ProposalRef;
  /** Its number in the governance, which no other has. */
  readonly number: bigint;
  readonly action: Action;
  readonly openedTs: number;
}

/** A milestone, by its grant's number and its own. */
export interface MilestonePlace {
  readonly grant: number;
  readonly index: number;
  readonly metric: string;
}

/** Whether two name one proposal. */
export function isSame(a: ProposalRef, b: ProposalRef): boolean {
  return a.proposer === b.proposer && a.id === b.id;
}

type Read<T> = (key: PublicKey) => T | null;

/** Whether only the eight bytes are left that stay of a closed plan. */
function isClosed(account: sdk.RawAccount | null): boolean {
  return account?.data.length === 8;
}

/** The world of one life. One object serves many lives, since addresses are the same in all. */
export class State {
  readonly plan: PublicKey;
  /** Numbers of all grants ever issued. */
  grants: number[] = [];
  milestones: MilestonePlace[] = [];
  metrics: string[] = [];
  deposits: DepositRef[] = [];
  proposals: Opened[] = [];
  votes: { readonly ref: ProposalRef; readonly source: Source; readonly by: Who; readonly approve: boolean }[] = [];

  private readonly readPlan: (key: PublicKey) => sdk.Plan | undefined;
  private lastPlan: sdk.Plan | undefined;
  private readonly readOracles: Read<sdk.OracleSet>;
  private readonly readMetric: Read<sdk.Metric>;
  private readonly readGrant: Read<sdk.Grant>;
  private readonly readMilestone: Read<sdk.Milestone>;
  private readonly readGovernance: Read<sdk.Governance>;
  private readonly readDeposit: Read<sdk.Deposit>;
  private readonly readProposal: Read<sdk.Proposal>;
  private readonly readTransfer: Read<sdk.Transfer>;
  private readonly readTokens: (key: PublicKey) => bigint;

  constructor(
    readonly chain: LifeChain,
    readonly mint: Mint,
    creator: PublicKey,
  ) {
    this.plan = sdk.planAddress(creator, 0n);
    const there = <T>(decode: (address: PublicKey, account: sdk.RawAccount) => T | null): Read<T> =>
      chain.reader((key, account) => (account === null || account.data.length === 0 ? null : decode(key, account)));
    this.readPlan = chain.reader((key, account) => (isClosed(account) ? this.lastPlan : sdk.decodePlan(key, account)));
    this.readOracles = there((key, account) => sdk.decodeOracleSet(key, account));
    this.readMetric = there((key, account) => sdk.decodeMetric(key, account));
    this.readGrant = there((key, account) => {
      const read = sdk.decodeGrantOrTombstone(key, account);
      return read.kind === 'live' ? read.grant : null;
    });
    this.readMilestone = there((key, account) => sdk.decodeMilestone(key, account));
    this.readGovernance = there((key, account) => sdk.decodeGovernance(key, account));
    this.readDeposit = there((key, account) => sdk.decodeDeposit(key, account));
    this.readProposal = there((key, account) => sdk.decodeProposal(key, account));
    this.readTransfer = there((key, account) => sdk.decodeTransfer(key, account));
    this.readTokens = chain.reader((_, account) =>
      account === null ? 0n : Buffer.from(account.data).readBigUInt64LE(64),
    );
  }

  /** Forgets the last life. */
  reset(): void {
    this.chain.reset();
    this.grants = [];
    this.milestones = [];
    this.metrics = [];
    this.deposits = [];
    this.proposals = [];
    this.votes = [];
  }

  get now(): number {
    return this.chain.now;
  }

  /** The plan; where it was closed, as it was before. */
  planNow(): sdk.Plan {
    this.lastPlan = this.readPlan(this.plan);
    if (this.lastPlan === undefined) throw new Error('The plan was closed before anybody looked at it.');
    return this.lastPlan;
  }

  oracles(): sdk.OracleSet | null {
    return this.readOracles(sdk.oracleSetAddress(this.plan));
  }

  metric(key: string): sdk.Metric | null {
    return this.readMetric(sdk.metricAddress(this.plan, key));
  }

  grantAt(id: number): PublicKey {
    return sdk.grantAddress(this.plan, BigInt(id));
  }

  /** A grant; null where there is none any more. */
  grant(id: number): sdk.Grant | null {
    return this.readGrant(this.grantAt(id));
  }

  milestoneAt({ grant, index }: Pick<MilestonePlace, 'grant' | 'index'>): PublicKey {
    return sdk.milestoneAddress(this.grantAt(grant), index);
  }

  milestone(place: Pick<MilestonePlace, 'grant' | 'index'>): sdk.Milestone | null {
    return this.readMilestone(this.milestoneAt(place));
  }

  governanceAt(): PublicKey {
    return sdk.governanceAddress(this.plan);
  }

  governance(): sdk.Governance | null {
    return this.readGovernance(this.governanceAt());
  }

  depositAt({ owner, id }: DepositRef): PublicKey {
    return sdk.depositAddress(this.governanceAt(), keyOf(owner), BigInt(id));
  }

  deposit(ref: DepositRef): sdk.Deposit | null {
    return this.readDeposit(this.depositAt(ref));
  }

  sourceAt(source: Source): PublicKey {
    return 'grant' in source ? this.grantAt(source.grant) : this.depositAt(source.deposit);
  }

  opened(ref: ProposalRef): Opened | undefined {
    return this.proposals.find((other) => isSame(other.ref, ref));
  }

  /** A proposal that was opened; null once it is closed. */
  proposal(ref: ProposalRef): sdk.Proposal | null {
    const opened = this.opened(ref);
    return opened === undefined
      ? null
      : this.readProposal(sdk.proposalAddress(this.governanceAt(), keyOf(ref.proposer), BigInt(ref.id)));
  }

  transfer(grant: number): sdk.Transfer | null {
    return this.readTransfer(sdk.transferAddress(this.grantAt(grant)));
  }

  walletOf(who: Who): PublicKey {
    return associated(this.mint, keyOf(who));
  }

  /** Tokens in somebody's wallet, base units. */
  tokensOf(who: Who): bigint {
    return this.readTokens(this.walletOf(who));
  }

  vaultAmount(): bigint {
    return this.readTokens(this.planNow().vault);
  }

  /** Books what an accepted act made. */
  book(act: Act): void {
    if (act.do === 'issueGrants') this.grants.push(act.grant);
    if (act.do === 'issueMilestone') this.milestones.push({ grant: act.grant, index: act.index, metric: act.metric });
    if (act.do === 'createMetric') this.metrics.push(act.metric);
    if (act.do === 'depositVotes') this.deposits.push(act.deposit);
    if (act.do === 'castVote') {
      this.votes.push({ ref: act.proposal, source: act.source, by: act.by, approve: act.approve });
    }
    if (act.do === 'openProposal') {
      // One that had this number before is closed, and nobody votes on it any more.
      this.proposals = this.proposals.filter(({ ref }) => !isSame(ref, act.proposal));
      this.votes = this.votes.filter(({ ref }) => !isSame(ref, act.proposal));
      const number = (this.governance()?.nextProposal ?? 0n) - 1n;
      this.proposals.push({ ref: act.proposal, number, action: act.action, openedTs: this.now });
    }
  }
}
