/** Promise 7, and where deposits go, from the chain's bytes and from the calls that it accepted. */
import { addressOf } from './addresses';
import { keep } from './broken-promise';
import { at, type Call, type CallOf } from './calls';
import type { FastChain } from './chain';
import { type Action, depositsVote, type Settings } from './governance';
import type { Name, World } from './state';

const DAY = 86_400;
/** Where a governance keeps what is deposited. */
const DEPOSITED_AT = 72;
/** Where a deposit keeps its amount. */
const AMOUNT_AT = 80;
/** Where a proposal keeps what can vote, what must, what one wallet may, and what was cast. */
const ELIGIBLE_AT = 352;
const YES_AT = 376;
const NO_AT = 384;
const DEPOSITS_YES_AT = 392;
const DEPOSITS_NO_AT = 400;
const PROPOSAL_STATUS_AT = 424;
const EXECUTED = 1;
/** Where a vote keeps its weight. */
const WEIGHT_AT = 104;
/** Where a grant keeps its total and what was claimed of it. */
const TOTAL_AT = 80;
const CLAIMED_AT = 88;
const BPS = 10_000n;

/** What ends something to vote with, and where it stands. */
const LEAVING: Partial<Record<Call['instruction'], string>> = {
  withdrawVotes: 'deposit',
  voidGrant: 'grant',
  closeGrant: 'grant',
};

/** Something to vote with, as it came. */
interface Arrival {
  readonly plan: Name;
  readonly name: Name;
  readonly ts: number;
  readonly amount: bigint;
  readonly isGrant: boolean;
  gone: boolean;
}

/** A proposal as it was opened, and every vote on it. */
interface Ballot {
  readonly settings: Settings;
  readonly createdTs: number;
  readonly eligible: bigint;
  readonly action: Action['kind'];
  /** The grant without a vote. */
  readonly excluded: Name | undefined;
  readonly votes: {
    readonly source: Name;
    readonly voter: Name;
    readonly approve: boolean;
    readonly weight: bigint;
    readonly isGrant: boolean;
  }[];
  executed: boolean;
}

export class VotePromises {
  private readonly settings = new Map<Name, Settings>();
  private readonly arrivals: Arrival[] = [];
  private readonly ballots = new Map<Name, Ballot>();

  constructor(
    private readonly world: World,
    private readonly chain: FastChain,
  ) {}

  private data(name: Name): Buffer {
    return this.chain.seen.get(name)?.data ?? Buffer.alloc(0);
  }

  /** After an accepted call, or after time moved. */
  check(call: Call | undefined): void {
    if (call !== undefined) this.take(call);
    for (const [name, ballot] of this.ballots) this.checkBallot(name, ballot);
    for (const { name, vault } of this.world.governances.values()) {
      const deposits = [...this.world.deposits.values()].filter(({ governance }) => governance === name);
      const sum = deposits.reduce((all, deposit) => all + this.data(deposit.name).readBigUInt64LE(AMOUNT_AT), 0n);
      const [booked, held] = [this.data(name).readBigUInt64LE(DEPOSITED_AT), this.data(vault).readBigUInt64LE(64)];
      keep(7, booked === sum, () => `${name} books ${booked}, its deposits are ${sum}`);
      keep(1, held >= booked, () => `${vault} holds ${held} of ${booked} deposited`);
    }
  }

  private take(call: Call): void {
    const { instruction } = call;
    if (instruction === 'createGovernance') this.settings.set(at(call, 'governance'), call.args);
    if (instruction === 'issueGrants') for (const name of call.remaining ?? []) this.arrive(call, name, TOTAL_AT);
    if (instruction === 'depositVotes') this.arrive(call, at(call, 'deposit'), AMOUNT_AT);
    if (instruction === 'withdrawVotes') this.checkWithdrawal(at(call, 'deposit'));
    if (instruction === 'openProposal') this.open(call);
    if (instruction === 'castVote') this.cast(call);
    if (instruction === 'executeProposal') this.execute(at(call, 'proposal'));
    if (instruction === 'closeProposal') this.ballots.delete(at(call, 'proposal'));
    const slot = LEAVING[instruction];
    if (slot !== undefined) this.leave(at(call, slot));
  }

  private arrive(call: Call, name: Name, amountAt: number): void {
    const amount = this.data(name).readBigUInt64LE(amountAt);
    const isGrant = this.world.grants.has(name);
    this.arrivals.push({ plan: at(call, 'plan'), name, ts: this.world.now, amount, isGrant, gone: false });
  }

  private leave(name: Name): void {
    for (const arrival of this.arrivals) if (arrival.name === name) arrival.gone = true;
  }

  private arrived(name: Name): Arrival | undefined {
    return this.arrivals.find((arrival) => arrival.name === name && !arrival.gone);
  }

  /** What can still be cast with it at most. */
  private weightOf({ name, amount }: Arrival): bigint {
    const grant = this.world.grants.get(name);
    if (grant === undefined) return amount;
    const data = this.data(name);
    return data.readBigUInt64LE(TOTAL_AT) - data.readBigUInt64LE(CLAIMED_AT);
  }

  private open(call: CallOf<'openProposal'>): void {
    const [name, plan] = [at(call, 'proposal'), at(call, 'plan')];
    const settings = this.settings.get(at(call, 'governance'));
    if (settings === undefined) return;
    const { now } = this.world;
    const agedBeforeTs = now - settings.minAgeSecs;
    const eligible = this.data(name).readBigUInt64LE(ELIGIBLE_AT);
    const excluded = settings.excludeOwnGrant ? call.accounts['grant'] : undefined;
    // Whatever came after the period in which something still had to come to count raises nothing, nor does a deposit.
    const period = DAY * Math.ceil(settings.minAgeSecs / (7 * DAY));
    const end = (Math.floor(agedBeforeTs / period) + 1) * period;
    // What has been voided, claimed or closed since is gone.
    const early = this.arrivals.filter(
      (arrival) => arrival.isGrant && arrival.plan === plan && arrival.ts < end && !arrival.gone,
    );
    const most = early.reduce((sum, one) => sum + this.weightOf(one), 0n);
    keep(7, eligible <= most, () => `${name} counts ${eligible} as eligible, of what came in time there are ${most}`);
    const settled = (one: Name): boolean => this.world.grants.get(one)?.stopTs !== undefined;
    const able = early.filter((one) => one.ts <= agedBeforeTs && one.name !== excluded && !settled(one.name));
    const least = able.reduce((sum, one) => sum + this.weightOf(one), 0n);
    keep(7, eligible >= least, () => `${name} counts ${eligible} as eligible, ${least} can vote`);
    const { kind: action } = call.args.action;
    this.ballots.set(name, { settings, createdTs: now, eligible, action, excluded, votes: [], executed: false });
  }

  private cast(call: CallOf<'castVote'>): void {
    const [name, source, voter] = [at(call, 'proposal'), at(call, 'source'), at(call, 'voter')];
    const ballot = this.ballots.get(name);
    const arrival = this.arrived(source);
    keep(7, ballot !== undefined && arrival !== undefined, () => `${source} voted on ${name}, which is nothing`);
    if (ballot === undefined || arrival === undefined) return;
    const { settings, createdTs, votes, excluded, action } = ballot;
    const { isGrant } = arrival;
    keep(7, isGrant || depositsVote(action, settings), () => `${source}, which nobody earns, votes on ${name}`);
    const { now } = this.world;
    keep(7, !votes.some((vote) => vote.source === source), () => `${source} counts twice on ${name}`);
    keep(7, arrival.ts <= createdTs - settings.minAgeSecs, () => `${source} is too young for ${name}`);
    keep(7, now < createdTs + settings.votingSecs, () => `${source} votes on ${name} after its end`);
    keep(7, source !== excluded, () => `${source} votes on itself`);
    const data = this.data(at(call, 'voteRecord'));
    const weight = data.readBigUInt64LE(WEIGHT_AT);
    keep(7, weight > 0n && weight <= this.weightOf(arrival), () => `${source} counts ${weight} on ${name}`);
    const mine = data.subarray(72, 104);
    keep(7, mine.equals(addressOf(voter).bytes), () => `the vote of ${source} is somebody else's`);
    votes.push({ source, voter, approve: call.args.approve, weight, isGrant });
  }

  /** What was cast is the sum of the votes, no wallet has more than its share, and nobody who can't vote counts. */
  private checkBallot(name: Name, { eligible, votes, settings }: Ballot): void {
    const data = this.data(name);
    const sumOf = (approve: boolean): bigint => total(votes.filter((vote) => vote.approve === approve));
    const [yes, no] = [data.readBigUInt64LE(YES_AT), data.readBigUInt64LE(NO_AT)];
    keep(
      7,
      yes === sumOf(true) && no === sumOf(false),
      () => `${name} counts ${yes} and ${no}, cast were ${sumOf(true)} and ${sumOf(false)}`,
    );
    const given = (approve: boolean): bigint =>
      total(votes.filter((vote) => vote.approve === approve && !vote.isGrant));
    const [depositsYes, depositsNo] = [data.readBigUInt64LE(DEPOSITS_YES_AT), data.readBigUInt64LE(DEPOSITS_NO_AT)];
    keep(
      7,
      depositsYes === given(true) && depositsNo === given(false),
      () => `${name} counts ${depositsYes} and ${depositsNo} of deposits`,
    );
    const earned = total(votes.filter(({ isGrant }) => isGrant));
    keep(7, earned <= eligible, () => `of ${eligible} that can vote on ${name}, ${earned} did`);
    keep(7, data.readBigUInt64LE(ELIGIBLE_AT) === eligible, () => `what can vote on ${name} changed`);
    const share = (eligible * BigInt(settings.maxVoterBps)) / BPS;
    const most = share > 0n ? share : 1n;
    if (most >= eligible) return;
    for (const voter of new Set(votes.map((vote) => vote.voter))) {
      const own = total(votes.filter((vote) => vote.voter === voter));
      keep(7, own <= most, () => `${voter} counts ${own} on ${name}, at most ${most} may`);
    }
  }

  private execute(name: Name): void {
    const ballot = this.ballots.get(name);
    keep(7, ballot !== undefined && !ballot.executed, () => `${name} is carried out twice`);
    if (ballot === undefined) return;
    const { settings, createdTs, eligible, votes } = ballot;
    const cast = total(votes);
    const yes = total(votes.filter(({ approve }) => approve));
    const passed =
      cast * BPS >= eligible * BigInt(settings.quorumBps) && yes * BPS >= cast * BigInt(settings.approvalBps);
    keep(7, passed && 2n * yes > cast, () => `${name} is carried out with ${yes} of ${cast} of ${eligible}`);
    const due = createdTs + settings.votingSecs + settings.delaySecs;
    const { now } = this.world;
    keep(7, now >= due && now < due + settings.windowSecs, () => `${name} is carried out at ${now}, due at ${due}`);
    keep(7, this.data(name).readUInt8(PROPOSAL_STATUS_AT) === EXECUTED, () => `${name} can be carried out again`);
    ballot.executed = true;
  }

  /** A deposit stays while a vote that it was cast in runs. */
  private checkWithdrawal(deposit: Name): void {
    for (const [name, { votes, createdTs, settings }] of this.ballots) {
      const voted = votes.some(({ source }) => source === deposit);
      const over = this.world.now >= createdTs + settings.votingSecs;
      keep(7, !voted || over, () => `${deposit} leaves while ${name}, in which it voted, runs`);
    }
  }
}

function total(votes: readonly { readonly weight: bigint }[]): bigint {
  return votes.reduce((sum, { weight }) => sum + weight, 0n);
}
