/** What grants and deposits weigh in a vote, by the program's own rules. Weights are base units. */
import { vestedAt } from '../preview/grant';
import { thereBy, type Deposit, type Governance, type Grant, type Plan, type Proposal } from '../state';

/** What grants can vote at most on what is proposed at `ts`; deposits don't raise it. */
export function eligibleAt(plan: Plan, governance: Governance, ts: number): bigint {
  return thereBy(plan.recentGrants, plan.reserved - plan.reservedByMilestones, ts - governance.minAgeSecs);
}

/**
 * What a grant weighs in a vote that was opened at `createdTs`: what it can still be paid. A termination that was announced
 * from then on takes nothing from it.
 */
export function grantWeight(plan: Plan, grant: Grant, createdTs: number, ts: number): bigint {
  const stops = grant.status === 'terminating' || grant.status === 'settled';
  const counts = stops && grant.statusTs - plan.noticeSecs < createdTs && ts >= grant.statusTs;
  const most = counts ? vestedAt(plan, grant, ts) : grant.total;
  return most > grant.claimed ? most - grant.claimed : 0n;
}

/** Why a grant or deposit has no vote on a proposal; null where it has one. */
export type NoVote = 'tooYoung' | 'ownGrant' | 'noWeight' | 'isDeposit' | null;

/** Whether a grant may vote on a proposal. */
export function grantVote(plan: Plan, proposal: Proposal, grant: Grant, ts: number): { weight: bigint; no: NoVote } {
  const weight = grantWeight(plan, grant, proposal.createdTs, ts);
  const about = 'grant' in proposal.action ? proposal.action.grant : null;
  if (proposal.excludeOwnGrant && about?.equals(grant.address) === true) return { weight, no: 'ownGrant' };
  if (grant.issuedTs > proposal.agedBeforeTs) return { weight, no: 'tooYoung' };
  return { weight, no: weight === 0n ? 'noWeight' : null };
}

/** Whether a deposit may vote on a proposal. */
export function depositVote(proposal: Proposal, deposit: Deposit): { weight: bigint; no: NoVote } {
  const { amount: weight, madeTs } = deposit;
  if (!proposal.depositsVote) return { weight, no: 'isDeposit' };
  return { weight, no: madeTs > proposal.agedBeforeTs ? 'tooYoung' : null };
}
