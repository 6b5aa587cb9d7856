/** Rules of proposals, of votes on them and of what comes of them. */
import { at, type CallOf } from '../calls';
import { voidEnd } from '../entitlement';
import { oraclesName, proposalName, voteName, voterName } from '../addresses';
import type { Name, Plan, World } from '../state';
import { proposalSize, VOTE_RECORD_SIZE, VOTER_RECORD_SIZE } from '../vote-layout';
import {
  aboutGrant,
  type Action,
  actionBit,
  capsVoters,
  depositSource,
  depositsVote,
  eligibleNow,
  executableTs,
  expiresTs,
  grantSource,
  hasPassed,
  overTs,
  type Proposal,
  type Settings,
  type Source,
  voterCap,
  votingEndsTs,
} from '../governance';
import { accelerate, terminateByVote } from './grant-lifecycle';
import {
  checkFresh,
  checkPlan,
  ensure,
  load,
  loadPlan,
  payRent,
  type CallAccounts,
  refuse,
  returnRent,
  signer,
} from './checks';
import { checkOfPlan, loadGovernance } from './governance';
import { announceSeats, checkSeats } from './metrics';
import { checkAcceleration, isFull, MOST_ACCELERATIONS, MOST_WITH_DEPOSITS, release } from './plans';

function loadProposal(world: World, call: CallAccounts): Proposal {
  return load(world, world.proposals, at(call, 'proposal'));
}

/** What an account weighs in a vote of this governance that began at `createdTs`. */
function weigh(world: World, name: Name, plan: Plan, governance: Name, createdTs: number): Source {
  ensure(world.isOurs(name), 'NotAVoteSource');
  const deposit = world.deposits.get(name);
  if (deposit !== undefined) {
    ensure(deposit.governance === governance, 'GovernanceOfAnotherPlan');
    return depositSource(deposit);
  }
  const grant = world.grants.get(name) ?? refuse('NotAGrant');
  checkPlan(grant, plan);
  return grantSource(grant, plan, createdTs, world.now);
}

function checkSource(
  { holder, sinceTs, weight, isDeposit }: Source,
  who: Name,
  agedBeforeTs: number,
  depositsToo: boolean,
): void {
  ensure(holder === who, 'NotVoteHolder');
  ensure(sinceTs <= agedBeforeTs, 'TooYoungToVote');
  ensure(weight > 0n, 'NoWeight');
  ensure(!isDeposit || depositsToo, 'DepositHasNoVote');
}

/** What is possible now stays so until it is carried out. */
function checkAction(world: World, plan: Plan, action: Action, { actions }: Settings): void {
  ensure((actions & actionBit(action.kind)) !== 0, 'ActionNotAllowed');
  if ('accelerationBps' in action) checkAcceleration(action.accelerationBps);
  if (action.kind === 'acceleratePlan') ensure(!isFull(plan), 'AccelerationsFull');
  if (action.kind !== 'replaceOracles') return;
  ensure(world.oracleSets.has(oraclesName(plan.name)), 'WrongProposalTarget');
  checkSeats(action.seats);
}

/** The same for the grant that it is about. */
function checkTarget(world: World, plan: Plan, action: Action, { votingSecs, delaySecs }: Settings): void {
  const grant = world.grants.get(aboutGrant(action) ?? '');
  if (grant === undefined) return;
  ensure(world.now >= voidEnd(grant, plan), 'VoidWindowIsRunning');
  ensure(action.kind !== 'terminateGrant' || !grant.endedByVote, 'GrantAlreadyTerminated');
  ensure((grant.stopTs ?? Infinity) > world.now + votingSecs + delaySecs, 'GrantHasStopped');
}

export function openProposal(world: World, call: CallOf<'openProposal'>): void {
  const proposer = signer(call, 'proposer');
  const plan = loadPlan(world, call);
  const governance = loadGovernance(world, call);
  const about = call.accounts['grant'];
  if (about !== undefined) load(world, world.grants, about);
  const { proposalId: id, action, reason, uri } = call.args;
  const { settings } = governance;
  const name = at(call, 'proposal');
  ensure(name === proposalName(governance.name, proposer, id), 'ConstraintSeeds');
  checkOfPlan(plan, governance);
  checkFresh(world, call.expiresTs);
  ensure(!world.proposals.has(name), 'ProposalAlreadyExists');
  const agedBeforeTs = world.now - settings.minAgeSecs;
  const source = weigh(world, at(call, 'source'), plan, governance.name, world.now);
  checkSource(source, proposer, agedBeforeTs, depositsVote(action.kind, settings));
  ensure(source.weight >= settings.proposalThreshold, 'BelowThreshold');
  ensure(/^[\x21-\x7e]{1,128}$/.test(uri), 'TermsUriInvalid');
  checkAction(world, plan, action, settings);
  ensure(aboutGrant(action) === about, 'WrongProposalTarget');
  const own = about === undefined ? undefined : weigh(world, about, plan, governance.name, world.now);
  const excluded = settings.excludeOwnGrant && own !== undefined && own.sinceTs <= agedBeforeTs ? own.weight : 0n;
  const eligible = eligibleNow(world, plan, governance) - excluded;
  ensure(eligible > 0n, 'NobodyCanVote');
  checkTarget(world, plan, action, settings);

  const number = governance.nextProposal;
  governance.nextProposal += 1n;
  sign(world, source.name);
  payRent(world, name, proposalSize(action), proposer);
  world.proposals.set(name, {
    name,
    governance: governance.name,
    plan: plan.name,
    proposer,
    id,
    number,
    action,
    reason,
    uri,
    settings,
    createdTs: world.now,
    eligible,
    votes: [],
    status: 'open',
  });
}

/** Whoever votes with a grant has signed with it. */
function sign(world: World, source: Name): void {
  const grant = world.grants.get(source);
  if (grant !== undefined) grant.unanswered = false;
}

function checkVoting(proposal: Proposal, now: number): void {
  ensure(proposal.status === 'open', 'ProposalIsOver');
  ensure(now < votingEndsTs(proposal), 'VoteHasEnded');
}

/** What of a weight still counts under the wallet's cap. */
function underCap(call: CallOf<'castVote'>, proposal: Proposal, voter: Name, weight: bigint): bigint {
  const record = call.accounts['voterRecord'];
  ensure(record !== undefined, 'VoterRecordMissing');
  ensure(record === voterName(proposal.name, voter), 'VoteAddressMismatch');
  const mine = proposal.votes.filter((vote) => vote.voter === voter);
  const left = voterCap(proposal) - mine.reduce((sum, vote) => sum + vote.weight, 0n);
  ensure(left > 0n, 'VoterAtCap');
  return weight < left ? weight : left;
}

export function castVote(world: World, call: CallOf<'castVote'>): void {
  const voter = signer(call, 'voter');
  const plan = loadPlan(world, call);
  const proposal = loadProposal(world, call);
  const source = at(call, 'source');
  const { settings, createdTs } = proposal;
  checkOfPlan(plan, proposal);
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

export function withdrawProposal(world: World, call: CallOf<'withdrawProposal'>): void {
  const proposer = signer(call, 'proposer');
  const proposal = loadProposal(world, call);
  ensure(proposal.proposer === proposer, 'NotProposer');
  checkVoting(proposal, world.now);
  proposal.status = 'withdrawn';
}

export function executeProposal(world: World, call: CallOf<'executeProposal'>): void {
  const plan = loadPlan(world, call);
  const proposal = loadProposal(world, call);
  const { grant, oracleSet } = call.accounts;
  if (grant !== undefined) load(world, world.grants, grant);
  if (oracleSet !== undefined) load(world, world.oracleSets, oracleSet);
  const { now } = world;
  checkOfPlan(plan, proposal);
  ensure(proposal.status === 'open', 'ProposalIsOver');
  ensure(now >= votingEndsTs(proposal), 'VoteIsRunning');
  ensure(hasPassed(proposal), 'ProposalFailed');
  ensure(now >= executableTs(proposal), 'ProposalNotDue');
  ensure(now < expiresTs(proposal), 'ProposalExpired');
  carryOut(world, plan, proposal, [grant, oracleSet]);
  proposal.status = 'executed';
}

/** What grants pass without deposits finds the last places. */
function mostAccelerations(proposal: Proposal): number {
  const votes = proposal.votes.filter(({ isGrant }) => isGrant);
  return hasPassed({ ...proposal, votes }) ? MOST_ACCELERATIONS : MOST_WITH_DEPOSITS;
}

/** Does what was decided, to the grant or the oracle set that the call names. */
function carryOut(world: World, plan: Plan, proposal: Proposal, [grant, oracleSet]: (Name | undefined)[]): void {
  const { action, number } = proposal;
  switch (action.kind) {
    case 'acceleratePlan':
      // Where everything was released since, nothing is left to do.
      if (plan.accelerations.at(-1)?.retained !== 0n)
        release(world, plan, action.accelerationBps, mostAccelerations(proposal));
      return;
    case 'setIssueCap': {
      // The members have decided anew since, where a newer one was carried out.
      ensure(number >= plan.minCapProposal, 'ProposalSuperseded');
      plan.minCapProposal = number + 1n;
      plan.policy = { ...plan.policy, issueCap: action.issueCap };
      return;
    }
    case 'replaceOracles': {
      ensure(number >= plan.minOraclesProposal, 'ProposalSuperseded');
      const set = world.oracleSets.get(oracleSet ?? '') ?? refuse('WrongProposalTarget');
      ensure(set.plan === plan.name, 'MetricOfAnotherPlan');
      announceSeats(world, set, action.seats, true);
      plan.minOraclesProposal = number + 1n;
      return;
    }
    case 'accelerateGrant':
    case 'terminateGrant': {
      const target = (grant === action.grant ? world.grants.get(grant) : undefined) ?? refuse('WrongProposalTarget');
      if (action.kind === 'accelerateGrant') accelerate(world, target, action.accelerationBps);
      else terminateByVote(world, plan, target, action.cause);
    }
  }
}

export function closeProposal(world: World, call: CallOf<'closeProposal'>): void {
  const proposal = loadProposal(world, call);
  ensure(at(call, 'proposer') === proposal.proposer, 'WrongRentRecipient');
  ensure(world.now >= overTs(proposal), 'ProposalIsLive');
  world.proposals.delete(proposal.name);
  returnRent(world, proposal.name, proposal.proposer);
}

function closeRecord(
  world: World,
  call: CallAccounts,
  kind: Map<Name, { readonly voter: Name; readonly endsTs: number }>,
  name: Name,
): void {
  const { voter, endsTs } = load(world, kind, name);
  ensure(at(call, 'voter') === voter, 'WrongRentRecipient');
  ensure(world.now >= endsTs, 'VoteIsRunning');
  kind.delete(name);
  returnRent(world, name, voter);
}

export function closeVoteRecord(world: World, call: CallOf<'closeVoteRecord'>): void {
  closeRecord(world, call, world.votes, at(call, 'voteRecord'));
}

export function closeVoterRecord(world: World, call: CallOf<'closeVoterRecord'>): void {
  closeRecord(world, call, world.voters, at(call, 'voterRecord'));
}
