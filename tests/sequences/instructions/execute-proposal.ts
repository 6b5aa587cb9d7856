/** Carries a proposal out. */
import { oraclesName } from '../addresses';
import type { Call } from '../calls';
import { choose } from '../choose';
import { aboutGrant, executableTs, expiresTs, hasPassed, type Proposal, votingEndsTs } from '../governance';
import { MOST_ACCELERATIONS, MOST_WITH_DEPOSITS, releaseGrant, releasePlan } from '../rules/acceleration';
import { ensure, load, loadPlan, refuse } from '../rules/checks';
import { checkGovernancePlan } from '../rules/governance';
import { announceSeats } from '../rules/metrics';
import { terminateByVote } from '../rules/termination';
import { loadProposal } from '../rules/votes';
import type { Name, Plan, World } from '../state';
import { earliest } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

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
        releasePlan(world, plan, action.accelerationBps, mostAccelerations(proposal));
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
      if (action.kind === 'accelerateGrant') releaseGrant(world, target, action.accelerationBps);
      else terminateByVote(world, plan, target, action.cause);
    }
  }
}

/** Carries a proposal out, with the grant or the oracle set that it is about. */
export function executeProposalCall({ name: proposal, plan, action }: Proposal): Call {
  const grant = aboutGrant(action);
  const oracles = action.kind === 'replaceOracles' ? { oracleSet: oraclesName(plan) } : {};
  const accounts = { plan, proposal, ...(grant === undefined ? {} : { grant }), ...oracles };
  return { instruction: 'executeProposal', accounts, args: {} };
}

export const executeProposal: InstructionDefinition<NoArguments> = {
  weight: 7,
  leastAccepted: 15,
  encode: writeNothing,
  rule: (world, call) => {
    const plan = loadPlan(world, call);
    const proposal = loadProposal(world, call);
    const { grant, oracleSet } = call.accounts;
    if (grant !== undefined) load(world, world.grants, grant);
    if (oracleSet !== undefined) load(world, world.oracleSets, oracleSet);
    const { now } = world;
    checkGovernancePlan(plan, proposal);
    ensure(proposal.status === 'open', 'ProposalIsOver');
    ensure(now >= votingEndsTs(proposal), 'VoteIsRunning');
    ensure(hasPassed(proposal), 'ProposalFailed');
    ensure(now >= executableTs(proposal), 'ProposalNotDue');
    ensure(now < expiresTs(proposal), 'ProposalExpired');
    carryOut(world, plan, proposal, [grant, oracleSet]);
    proposal.status = 'executed';
  },
  intent: (world, draw) => {
    const { now } = world;
    const hasty = draw.who % 6 === 5;
    const due = (one: Proposal): boolean => hasty || (now >= executableTs(one) && now < expiresTs(one));
    const proposals = [...world.proposals.values()];
    const found = choose(proposals, draw, (one) => one.status === 'open' && hasPassed(one) && due(one));
    return found && executeProposalCall(found);
  },
  needs: 'votes',
  requires: ['castVote', 'openProposal', 'depositVotes', 'createGovernance'],
  dueTs: ({ now, proposals }) =>
    earliest(
      now,
      [...proposals.values()].map((one) => (one.status === 'open' && hasPassed(one) ? executableTs(one) : undefined)),
    ),
};
