/** Whether a plan's votes and deposits are what its governance says, from what stands on the chain. */
import type { PublicKey } from '@solana/web3.js';
import { voteRecordAddress } from '../program/addresses';
import { hasPassed, type Grant, type Plan, type Proposal, type VoteRecord, type Voting } from '../state';

/** What a promise says, whether it holds, and what was compared. */
interface Comparison {
  readonly says: string;
  readonly holds: boolean;
  readonly figures: string;
}

/** Whether the governance's vault covers the deposits, and they are all there. */
export function auditDeposits({ governance, deposits, vaultAmount }: Voting): Comparison {
  const { deposited } = governance;
  const sum = deposits.reduce((total, { amount }) => total + amount, 0n);
  return {
    says: "The governance's vault covers every deposit.",
    holds: vaultAmount >= deposited && deposited === sum,
    figures: `vault ${vaultAmount} >= deposited ${deposited} = ${sum} in ${deposits.length} deposits`,
  };
}

/** What a grant can still be paid, base units, and since when it is there. */
export interface OwedGrant {
  readonly issuedTs: number;
  readonly owed: bigint;
}

/** Whether what is said to be still there of each of the last periods is what its grants can still be paid. */
export function auditRecentGrants(
  { recentGrants: { days, period, totals } }: Plan,
  grants: readonly OwedGrant[],
): Comparison {
  const { length } = totals;
  const periodOf = (ts: number): number => Math.floor(ts / 86_400 / days);
  const wrong = totals.filter((total, slot) => {
    const number = period - ((((period - slot) % length) + length) % length);
    const came = grants.filter(({ issuedTs }) => periodOf(issuedTs) === number);
    return total !== came.reduce((sum, { owed }) => sum + owed, 0n);
  });
  return {
    says: 'A quorum looks back to what can still be paid of the grants that were there.',
    holds: wrong.length === 0,
    figures:
      wrong.length === 0 ? `${length} periods of ${days} days` : `broken in ${wrong.length} of ${length} periods`,
  };
}

/** Whether each proposal counts what its records say: old enough, each once, under the cap, within what can vote. */
export function auditVotes(
  plan: Plan,
  voting: Voting,
  grants: readonly Grant[],
  now: number,
  programId: PublicKey,
): Comparison {
  const broken = voting.proposals.filter((proposal) => !isCounted({ plan, voting, grants, now, programId }, proposal));
  const ids = broken.map(({ number }) => number).join(', ');
  return {
    says: 'Every grant and deposit that votes was old enough and counts once, and no vote passed without its quorum.',
    holds: broken.length === 0,
    figures:
      broken.length === 0
        ? `${voting.votes.length} votes on ${voting.proposals.length} proposals`
        : `broken by proposals ${ids}`,
  };
}

interface Context {
  readonly plan: Plan;
  readonly voting: Voting;
  readonly grants: readonly Grant[];
  readonly now: number;
  readonly programId: PublicKey;
}

function isCounted(context: Context, proposal: Proposal): boolean {
  const { voting, plan, now } = context;
  // Another proposal may have had this address before.
  const isOfIts = ({ source, address }: VoteRecord): boolean =>
    address.equals(voteRecordAddress(source, proposal.number, context.programId));
  const votes = voting.votes.filter((vote) => vote.proposal.equals(proposal.address) && isOfIts(vote));
  const ofDeposits = votes.filter(({ source }) => voting.deposits.some(({ address }) => address.equals(source)));
  const [yes, no, depositsYes, depositsNo] = [votes, ofDeposits].flatMap((some) =>
    [true, false].map((side) => sumOf(some.filter(({ approve }) => approve === side))),
  );
  const { eligible } = proposal;
  // Records are there until the vote ends, and then anybody can close them; a deposit stays as long.
  const counts =
    now < proposal.votingEndsTs
      ? yes === proposal.yes &&
        no === proposal.no &&
        depositsYes === proposal.depositsYes &&
        depositsNo === proposal.depositsNo
      : isWithin(yes, no, proposal);
  return (
    counts &&
    proposal.plan.equals(plan.address) &&
    proposal.number < voting.governance.nextProposal &&
    // Deposits are not eligible, but may vote beside grants.
    proposal.yes - proposal.depositsYes + (proposal.no - proposal.depositsNo) <= eligible &&
    (proposal.depositsVote || proposal.depositsYes + proposal.depositsNo === 0n) &&
    (proposal.status !== 'executed' || hasPassed(proposal)) &&
    votes.every((vote) => isGenuine(context, proposal, vote)) &&
    wallets(votes).every((cast) => sumOf(cast) <= proposal.voterCap || proposal.voterCap >= eligible)
  );
}

function isWithin(yes = 0n, no = 0n, proposal: Proposal): boolean {
  return yes <= proposal.yes && no <= proposal.no;
}

function sumOf(votes: readonly VoteRecord[]): bigint {
  return votes.reduce((sum, { weight }) => sum + weight, 0n);
}

/** The votes of each wallet. */
function wallets(votes: readonly VoteRecord[]): VoteRecord[][] {
  const cast = new Map<string, VoteRecord[]>();
  for (const vote of votes) {
    const voter = vote.voter.toBase58();
    cast.set(voter, [...(cast.get(voter) ?? []), vote]);
  }
  return [...cast.values()];
}

/** A record at its one address, of something that was there in time; what has been closed since is not looked at. */
function isGenuine({ voting, grants, programId }: Context, proposal: Proposal, vote: VoteRecord): boolean {
  const deposit = voting.deposits.find(({ address }) => address.equals(vote.source));
  const grant = grants.find(({ address }) => address.equals(vote.source));
  const sinceTs = deposit?.madeTs ?? grant?.issuedTs ?? 0;
  // A deposit stays while its vote runs; one that was made after it is another one with the same number.
  const isAnother = sinceTs >= proposal.votingEndsTs;
  const about = 'grant' in proposal.action ? proposal.action.grant : undefined;
  return (
    vote.address.equals(voteRecordAddress(vote.source, proposal.number, programId)) &&
    (deposit === undefined || proposal.depositsVote) &&
    (isAnother || sinceTs <= proposal.agedBeforeTs) &&
    !(proposal.excludeOwnGrant && about?.equals(vote.source) === true)
  );
}
