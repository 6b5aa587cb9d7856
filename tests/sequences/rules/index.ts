/** What a call does to the world, or why it is refused. */
import type { Call } from '../calls';
import type { World } from '../state';
import * as lifecycle from './grant-lifecycle';
import * as governance from './governance';
import * as grants from './grants';
import * as metrics from './metrics';
import * as milestones from './milestones';
import * as plans from './plans';
import * as proposals from './proposals';
import { Refusal } from './checks';

/** Applies a call to the model. Returns the predicted error, in which case nothing changed. */
export function predict(world: World, call: Call): string | undefined {
  try {
    apply(world, call);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

function apply(world: World, call: Call): void {
  switch (call.instruction) {
    case 'claim':
      return grants.claim(world, call);
    case 'createPlan':
      return plans.createPlan(world, call);
    case 'fundPlan':
      return plans.fundPlan(world, call);
    case 'withdrawSurplus':
      return plans.withdrawSurplus(world, call);
    case 'setRole':
      return plans.setRole(world, call);
    case 'proposeAuthority':
      return plans.proposeAuthority(world, call);
    case 'acceptAuthority':
      return plans.acceptAuthority(world, call);
    case 'pauseClaims':
      return plans.pauseClaims(world, call);
    case 'resumeClaims':
      return plans.resumeClaims(world, call);
    case 'acceleratePlan':
      return plans.acceleratePlan(world, call);
    case 'collectWithheld':
      return plans.collectWithheld(world, call);
    case 'sealPlan':
      return plans.sealPlan(world, call);
    case 'closePlan':
      return plans.closePlan(world, call);
    case 'issueGrants':
      return grants.issueGrants(world, call);
    case 'voidGrant':
      return grants.voidGrant(world, call);
    case 'setAutoClaim':
      return grants.setAutoClaim(world, call);
    case 'setWithholding':
      return grants.setWithholding(world, call);
    case 'accelerateGrant':
      return lifecycle.accelerateGrant(world, call);
    case 'terminateGrant':
      return lifecycle.terminateGrant(world, call);
    case 'withdrawTermination':
      return lifecycle.withdrawTermination(world, call);
    case 'settleTermination':
      return lifecycle.settleTermination(world, call);
    case 'pauseGrant':
      return lifecycle.pauseGrant(world, call);
    case 'resumeGrant':
      return lifecycle.resumeGrant(world, call);
    case 'proposeTransfer':
      return lifecycle.proposeTransfer(world, call);
    case 'acceptTransfer':
      return lifecycle.acceptTransfer(world, call);
    case 'rejectTransfer':
      return lifecycle.rejectTransfer(world, call);
    case 'closeGrant':
      return grants.closeGrant(world, call);
    case 'sweepTombstone':
      return grants.sweepTombstone(world, call);
    case 'createOracleSet':
      return metrics.createOracleSet(world, call);
    case 'proposeOracleSet':
      return metrics.proposeOracleSet(world, call);
    case 'applyOracleSet':
      return metrics.applyOracleSet(world, call);
    case 'closeOracleSet':
      return metrics.closeOracleSet(world, call);
    case 'createMetric':
      return metrics.createMetric(world, call);
    case 'attestMetric':
      return metrics.attestMetric(world, call);
    case 'disputeMetric':
      return metrics.disputeMetric(world, call);
    case 'finalizeMetric':
      return metrics.finalizeMetric(world, call);
    case 'closeMetric':
      return metrics.closeMetric(world, call);
    case 'issueMilestone':
      return milestones.issueMilestone(world, call);
    case 'voidMilestone':
      return milestones.voidMilestone(world, call);
    case 'settleMilestone':
      return milestones.settleMilestone(world, call);
    case 'claimMilestone':
      return milestones.claimMilestone(world, call);
    case 'closeMilestone':
      return milestones.closeMilestone(world, call);
    case 'createGovernance':
      return governance.createGovernance(world, call);
    case 'depositVotes':
      return governance.depositVotes(world, call);
    case 'withdrawVotes':
      return governance.withdrawVotes(world, call);
    case 'closeGovernance':
      return governance.closeGovernance(world, call);
    case 'openProposal':
      return proposals.openProposal(world, call);
    case 'castVote':
      return proposals.castVote(world, call);
    case 'withdrawProposal':
      return proposals.withdrawProposal(world, call);
    case 'executeProposal':
      return proposals.executeProposal(world, call);
    case 'closeProposal':
      return proposals.closeProposal(world, call);
    case 'closeVoteRecord':
      return proposals.closeVoteRecord(world, call);
    case 'closeVoterRecord':
      return proposals.closeVoterRecord(world, call);
  }
}
