/** What a wallet can vote with: its grants and deposits, what each counts, and why one does not. Weights are base units. */
import type { PublicKey } from '@solana/web3.js';
import { depositVote, grantVote, grantWeight, type NoVote } from './vote-weight';
import type { ActionName, Deposit, Governance, Grant, Plan, Proposal, VoteRecord } from '../state';

/** Grants and deposits, of one wallet or of everybody. */
export interface VoteHoldings {
  readonly grants: readonly Grant[];
  readonly deposits: readonly Deposit[];
}

/** One grant or deposit in a vote. */
export interface VoteSource {
  readonly kind: 'grant' | 'deposit';
  /** The grant's id, or the owner's number for the deposit. */
  readonly number: bigint;
  readonly address: PublicKey;
  readonly holder: PublicKey;
  readonly weight: bigint;
  /** Why it has no vote; null where it has one. */
  readonly no: NoVote;
}

/** One grant or deposit of a wallet before it votes. */
export interface Ballot extends Omit<VoteSource, 'no'> {
  /** What its vote would count now, after those before it; 0 where it can't vote. */
  readonly counts: bigint;
  /** Why it can't vote. `voted`: it has. `atCap`: the wallet's votes count as much as one wallet's can. */
  readonly no: NoVote | 'voted' | 'atCap';
  /** Its vote, where it has one. */
  readonly vote: VoteRecord | undefined;
}

/** A wallet that can still vote. */
export interface VoterLeft {
  readonly holder: PublicKey;
  /** What its ballots count together. */
  readonly counts: bigint;
  /** Those that count. */
  readonly ballots: readonly Ballot[];
}

/** Whether a proposal limits what one wallet's votes count. */
export function capsVoters({ voterCap, eligible }: Pick<Proposal, 'voterCap' | 'eligible'>): boolean {
  return voterCap < eligible;
}

/**
 * The votes on a proposal of those that were recorded at its address: another one of the same proposer may have had it before,
 * and ended sooner.
 */
export function votesOn({ address, votingEndsTs }: Proposal, votes: readonly VoteRecord[]): VoteRecord[] {
  return votes.filter((vote) => vote.proposal.equals(address) && vote.votingEndsTs === votingEndsTs);
}

/** What holdings weigh in the vote on a proposal at `ts`, the heaviest first. */
export function voteSources(
  plan: Plan,
  proposal: Proposal,
  { grants, deposits }: VoteHoldings,
  ts: number,
): VoteSource[] {
  return heaviestFirst([
    ...grants.map((grant) => ({ ...ofGrant(grant), ...grantVote(plan, proposal, grant, ts) })),
    ...deposits.map((deposit) => ({ ...ofDeposit(deposit), ...depositVote(proposal, deposit) })),
  ]);
}

/** What holdings weigh for opening a proposal of an action at `ts`, the heaviest first. */
export function openingSources(
  plan: Plan,
  governance: Governance,
  action: ActionName,
  holdings: VoteHoldings,
  ts: number,
): VoteSource[] {
  const by = ts - governance.minAgeSecs;
  const noDeposits: NoVote = governance.depositActions.includes(action) ? null : 'isDeposit';
  const tooYoung = (since: number): NoVote => (since > by ? 'tooYoung' : null);
  return heaviestFirst([
    ...holdings.grants.map((grant) => {
      const weight = grantWeight(plan, grant, ts, ts);
      return { ...ofGrant(grant), weight, no: tooYoung(grant.issuedTs) ?? (weight === 0n ? 'noWeight' : null) };
    }),
    // A deposit is never empty: the program takes none in which nothing arrives.
    ...holdings.deposits.map((deposit) => ({
      ...ofDeposit(deposit),
      ...{ weight: deposit.amount, no: noDeposits ?? tooYoung(deposit.madeTs) },
    })),
  ]);
}

/** What the sources of one wallet would count, one after another, under the cap on a wallet. */
export function ballotsOf(proposal: Proposal, sources: readonly VoteSource[], votes: readonly VoteRecord[]): Ballot[] {
  return ballotsAfter(castIn(votesOn(proposal, votes)), proposal, sources);
}

/** Every wallet that can still vote with one of the sources, which are everybody's; the heaviest first. */
export function votersLeft(
  proposal: Proposal,
  sources: readonly VoteSource[],
  votes: readonly VoteRecord[],
): VoterLeft[] {
  const wallets = new Map<string, VoteSource[]>();
  for (const source of sources) {
    const key = source.holder.toBase58();
    const its = wallets.get(key);
    if (its === undefined) wallets.set(key, [source]);
    else its.push(source);
  }
  const cast = castIn(votesOn(proposal, votes));
  const voters = [...wallets.values()].flatMap((its) => {
    const ballots = ballotsAfter(cast, proposal, its).filter(({ counts }) => counts > 0n);
    const counts = ballots.reduce((sum, ballot) => sum + ballot.counts, 0n);
    return ballots.slice(0, 1).map(({ holder }) => ({ holder, counts, ballots }));
  });
  return voters.sort((a, b) => Number(a.counts < b.counts) - Number(a.counts > b.counts));
}

/** Votes by the address of their source, and what each wallet's count together; addresses in base58. */
interface Cast {
  readonly bySource: ReadonlyMap<string, VoteRecord>;
  readonly weights: ReadonlyMap<string, bigint>;
}

function castIn(votes: readonly VoteRecord[]): Cast {
  const weights = new Map<string, bigint>();
  for (const { voter, weight } of votes) {
    const key = voter.toBase58();
    weights.set(key, (weights.get(key) ?? 0n) + weight);
  }
  return { bySource: new Map(votes.map((vote) => [vote.source.toBase58(), vote])), weights };
}

function ballotsAfter({ bySource, weights }: Cast, proposal: Proposal, sources: readonly VoteSource[]): Ballot[] {
  const capped = capsVoters(proposal);
  const used = weights.get(sources[0]?.holder.toBase58() ?? '') ?? 0n;
  let left = proposal.voterCap > used ? proposal.voterCap - used : 0n;
  return sources.map((source) => {
    const vote = bySource.get(source.address.toBase58());
    const no = vote === undefined ? source.no : 'voted';
    if (no !== null) return { ...source, counts: 0n, no, vote };
    if (!capped) return { ...source, counts: source.weight, no, vote };
    const counts = source.weight < left ? source.weight : left;
    left -= counts;
    return { ...source, counts, no: counts === 0n ? 'atCap' : null, vote };
  });
}

function ofGrant({ address, grantId: number, beneficiary: holder }: Grant) {
  return { kind: 'grant', number, address, holder } as const;
}

function ofDeposit({ address, depositId: number, owner: holder }: Deposit) {
  return { kind: 'deposit', number, address, holder } as const;
}

function heaviestFirst(sources: readonly VoteSource[]): VoteSource[] {
  return [...sources].sort((a, b) => Number(a.weight < b.weight) - Number(a.weight > b.weight));
}
