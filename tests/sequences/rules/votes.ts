/** Rules of proposals and of votes on them. */
import { at, type CallAccounts } from '../calls';
import { depositSource, grantSource, type Proposal, type Source, votingEndsTs } from '../governance';
import type { Name, Plan, World } from '../state';
import { checkPlan, ensure, load, refuse, returnRent } from './checks';

/** The proposal that a call names. */
export function loadProposal(world: World, call: CallAccounts): Proposal {
  return load(world, world.proposals, at(call, 'proposal'));
}

/** What an account weighs in a vote of this governance that began at `createdTs`. */
export function weigh(world: World, name: Name, plan: Plan, governance: Name, createdTs: number): Source {
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

/** A grant or deposit is of who signs, old enough, and has a vote. */
export function checkSource(
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

/** Whoever votes with a grant has signed with it. */
export function sign(world: World, source: Name): void {
  const grant = world.grants.get(source);
  if (grant !== undefined) grant.unanswered = false;
}

/** Votes are taken until the vote ends or the proposal is withdrawn. */
export function checkVoting(proposal: Proposal, now: number): void {
  ensure(proposal.status === 'open', 'ProposalIsOver');
  ensure(now < votingEndsTs(proposal), 'VoteHasEnded');
}

/** Closes a record of votes; its rent goes back to who voted. */
export function closeRecord(
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
