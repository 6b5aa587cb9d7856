/** What can be proposed and voted on now, and by whom. */
import { PROPOSAL_IDS, proposalName, PROPOSALS_A_GOVERNANCE, voteName } from './addresses';
import {
  aboutGrant,
  type Action,
  depositsVote,
  type Governance,
  type Proposal,
  type Source,
  sources,
  votingEndsTs,
} from './governance';
import type { Name, Plan, World } from './state';

/** A governance with its plan. */
export interface Assembly {
  readonly plan: Plan;
  readonly governance: Governance;
}

/** All governances with their plans. */
export function assemblies(world: World): Assembly[] {
  return [...world.governances.values()].flatMap((governance) => {
    const plan = world.plans.get(governance.plan);
    return plan === undefined ? [] : [{ plan, governance }];
  });
}

/** Ids that somebody can give a proposal. */
export function freeIds(world: World, { name }: Governance, proposer: Name): bigint[] {
  return PROPOSAL_IDS.filter((id) => !world.proposals.has(proposalName(name, proposer, id)));
}

/** What could open a proposal about this now; without an action, about anything. */
export function openers(world: World, { plan, governance }: Assembly, action?: Action): Source[] {
  const { settings } = governance;
  const { minAgeSecs, proposalThreshold, depositActions } = settings;
  const depositsToo = action === undefined ? depositActions !== 0 : depositsVote(action.kind, settings);
  return sources(world, plan, governance.name, world.now).filter(({ holder, sinceTs, weight, isDeposit }) => {
    const able = sinceTs <= world.now - minAgeSecs && weight > 0n && weight >= proposalThreshold;
    return able && (depositsToo || !isDeposit) && freeIds(world, governance, holder).length > 0;
  });
}

/** Whether there is room for another proposal. */
export function takesProposals({ governance }: Assembly): boolean {
  return governance.nextProposal < PROPOSALS_A_GOVERNANCE;
}

/** What has a vote on a proposal and has not cast it. */
export function undecided(world: World, proposal: Proposal): Source[] {
  const plan = world.plans.get(proposal.plan);
  if (plan === undefined) return [];
  const { createdTs, settings, action } = proposal;
  const depositsToo = depositsVote(action.kind, settings);
  return sources(world, plan, proposal.governance, createdTs).filter(({ name, sinceTs, weight, isDeposit }) => {
    const own = settings.excludeOwnGrant && aboutGrant(action) === name;
    if (isDeposit && !depositsToo) return false;
    return (
      sinceTs <= createdTs - settings.minAgeSecs &&
      weight > 0n &&
      !own &&
      !world.votes.has(voteName(name, proposal.number))
    );
  });
}

/** Whether votes are taken on it, which have a place. */
export function isVoting(world: World, proposal: Proposal): boolean {
  const hasPlaces = proposal.number < PROPOSALS_A_GOVERNANCE;
  return hasPlaces && proposal.status === 'open' && world.now < votingEndsTs(proposal);
}

/** Whether a proposal was one of this plan's: a record outlives its proposal, whose name tells the plan. */
export function isProposalOf(proposal: Name, plan: Plan): boolean {
  return proposal.startsWith(`${plan.name}.`);
}
