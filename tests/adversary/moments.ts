/** The seconds at which something changes: right before, in and after them an adversary acts. */
import { proposalStatusAt, stopTs, voidEndTs } from '@tenure/sdk';
import type { Life } from './life';
import type { State } from './state';

function ofMetrics(state: State): (number | null)[] {
  return state.metrics.flatMap((key) => {
    const metric = state.metric(key);
    if (metric === null || metric.status === 'final') return [];
    return [metric.dueTs, metric.challengeEndsTs, metric.retryUntilTs];
  });
}

function ofMilestones(state: State): (number | null)[] {
  return state.milestones.flatMap((place) => {
    const milestone = state.milestone(place);
    if (milestone?.status !== 'pending') return [];
    return [milestone.deadlineTs, milestone.deadlineTs, voidEndTs(state.planNow(), milestone)];
  });
}

function ofGrants(state: State): (number | null)[] {
  return state.grants.flatMap((id) => {
    const grant = state.grant(id);
    if (grant === null) return [];
    const transfer = state.transfer(id);
    return [
      stopTs(grant),
      voidEndTs(state.planNow(), grant),
      grant.nextWithholding?.fromTs ?? null,
      transfer?.readyTs ?? null,
      transfer?.expiresTs ?? null,
    ];
  });
}

function ofProposals(state: State): (number | null)[] {
  return state.proposals.flatMap(({ ref }) => {
    const proposal = state.proposal(ref);
    if (proposal === null || !['voting', 'waiting', 'executable'].includes(proposalStatusAt(proposal, state.now)))
      return [];
    return [proposal.votingEndsTs, proposal.executableTs, proposal.expiresTs];
  });
}

function ofPlan(state: State): (number | null)[] {
  const { claimsPausedUntilTs, nextPayroll, nextGuardian, pendingAuthorityUntilTs } = state.planNow();
  const next = state.oracles()?.next ?? null;
  return [
    claimsPausedUntilTs,
    pendingAuthorityUntilTs,
    nextPayroll?.fromTs ?? null,
    nextGuardian?.fromTs ?? null,
    next?.readyTs ?? null,
    next?.expiresTs ?? null,
  ];
}

/** Moments to come, unix seconds, in their order, each once. What honest people will do next is one of them. */
export function momentsOf({
  state,
  nextWake,
}: {
  readonly state: State;
  readonly nextWake: Life['nextWake'];
}): number[] {
  const all = [
    nextWake()?.ts ?? null,
    ...ofPlan(state),
    ...ofMetrics(state),
    ...ofMilestones(state),
    ...ofGrants(state),
    ...ofProposals(state),
  ];
  const coming = all.flatMap((ts) => (ts !== null && ts > state.now ? [ts] : []));
  return [...new Set(coming)].sort((a, b) => a - b);
}
