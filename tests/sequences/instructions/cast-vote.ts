/** Votes on a proposal. */
import { voteName, voterName } from '../addresses';
import { at, type Call, type CallAccounts } from '../calls';
import { choose } from '../choose';
import {
  aboutGrant,
  capsVoters,
  depositsVote,
  type Proposal,
  type Source,
  sources,
  voterCap,
  votingEndsTs,
} from '../governance';
import { ensure, loadPlan, payRent, signer } from '../rules/checks';
import { checkGovernancePlan } from '../rules/governance';
import { checkSource, checkVoting, loadProposal, sign, weigh } from '../rules/votes';
import type { Name, World } from '../state';
import { agedTs, earliest, pick } from '../time';
import { VOTE_RECORD_SIZE, VOTER_RECORD_SIZE } from '../vote-layout';
import { isVoting, undecided } from '../voting-rights';
import type { InstructionDefinition } from './definition';

/** What of a weight still counts under the wallet's cap. */
function underCap(call: CallAccounts, proposal: Proposal, voter: Name, weight: bigint): bigint {
  const record = call.accounts['voterRecord'];
  ensure(record !== undefined, 'VoterRecordMissing');
  ensure(record === voterName(proposal.name, voter), 'VoteAddressMismatch');
  const mine = proposal.votes.filter((vote) => vote.voter === voter);
  const left = voterCap(proposal) - mine.reduce((sum, vote) => sum + vote.weight, 0n);
  ensure(left > 0n, 'VoterAtCap');
  return weight < left ? weight : left;
}

function countVoter(world: World, proposal: Proposal, voter: Name, weight: bigint): void {
  const name = voterName(proposal.name, voter);
  const known = world.voters.get(name);
  if (known === undefined) payRent(world, name, VOTER_RECORD_SIZE, voter);
  // One that is left from a proposal that had this address before begins anew.
  const before = known?.number === proposal.number ? known.weight : 0n;
  const { name: of, number } = proposal;
  world.voters.set(name, { proposal: of, voter, endsTs: votingEndsTs(proposal), number, weight: before + weight });
}

/** A vote on a proposal; an `odd` one names the voter's own record where there is no cap, or leaves it out where there is. */
export function castVoteCall(
  proposal: Proposal,
  { name: source, holder: voter }: Source,
  approve: boolean,
  odd = false,
): Call {
  const capped = capsVoters(proposal) !== odd;
  const voteRecord = voteName(source, proposal.number);
  const accounts = { voter, plan: proposal.plan, proposal: proposal.name, source, voteRecord };
  const more = capped ? { voterRecord: voterName(proposal.name, voter) } : {};
  return { instruction: 'castVote', accounts: { ...accounts, ...more }, args: { approve } };
}

export const castVote: InstructionDefinition<{ readonly approve: boolean }> = {
  weight: 7,
  leastAccepted: 30,
  encode: (writer, { approve }) => writer.flag(approve),
  rule: (world, call) => {
    const voter = signer(call, 'voter');
    const plan = loadPlan(world, call);
    const proposal = loadProposal(world, call);
    const source = at(call, 'source');
    const { settings, createdTs } = proposal;
    checkGovernancePlan(plan, proposal);
    checkVoting(proposal, world.now);
    ensure(!(settings.excludeOwnGrant && source === aboutGrant(proposal.action)), 'OwnGrantExcluded');
    const weighed = weigh(world, source, plan, proposal.governance, createdTs);
    checkSource(weighed, voter, createdTs - settings.minAgeSecs, depositsVote(proposal.action.kind, settings));
    const capped = capsVoters(proposal);
    const weight = capped ? underCap(call, proposal, voter, weighed.weight) : weighed.weight;
    const record = at(call, 'voteRecord');
    ensure(record === voteName(source, proposal.number), 'VoteAddressMismatch');
    ensure(!world.votes.has(record), 'AlreadyVoted');

    const endsTs = votingEndsTs(proposal);
    const vote = { source, voter, weight, approve: call.args.approve, isGrant: !weighed.isDeposit };
    proposal.votes.push(vote);
    if (capped) countVoter(world, proposal, voter, weight);
    payRent(world, record, VOTE_RECORD_SIZE, voter);
    world.votes.set(record, { ...vote, proposal: proposal.name, endsTs });
    sign(world, source);
    const deposit = world.deposits.get(source);
    if (deposit !== undefined) deposit.lockedUntilTs = Math.max(deposit.lockedUntilTs, endsTs);
  },
  intent: (world, draw) => {
    const found = choose(
      [...world.proposals.values()],
      draw,
      (one) => isVoting(world, one) && undecided(world, one).length > 0,
    );
    const plan = found && world.plans.get(found.plan);
    if (found === undefined || plan === undefined) return undefined;
    const all = sources(world, plan, found.governance, found.createdTs);
    const able = undecided(world, found);
    // Somebody too young, or who has voted already, or whom it is about, tries it now and then.
    const about = all.filter(({ name }) => name === aboutGrant(found.action));
    const others = draw.who % 4 === 1 && about.length > 0 ? about : all;
    const from = draw.who % 5 < 2 || able.length === 0 ? others : able;
    return from.length === 0
      ? undefined
      : castVoteCall(found, pick(from, draw.who >> 3), draw.amount % 4 !== 3, draw.detail % 16 === 7);
  },
  requires: ['openProposal', 'depositVotes', 'createGovernance'],
  dueTs: (world) => earliest(world.now, agedTs(world)),
};
