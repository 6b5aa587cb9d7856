/** All instructions of the program. */
import type { IDL } from '@tenure/sdk';
import { accelerateGrant } from './accelerate-grant';
import { acceleratePlan } from './accelerate-plan';
import { acceptAuthority } from './accept-authority';
import { acceptTransfer } from './accept-transfer';
import { applyOracleSet } from './apply-oracle-set';
import { attestMetric } from './attest-metric';
import { castVote } from './cast-vote';
import { claim } from './claim';
import { claimMilestone } from './claim-milestone';
import { closeGovernance } from './close-governance';
import { closeGrant } from './close-grant';
import { closeMetric } from './close-metric';
import { closeMilestone } from './close-milestone';
import { closeOracleSet } from './close-oracle-set';
import { closePlan } from './close-plan';
import { closeProposal } from './close-proposal';
import { closeVoteRecord } from './close-vote-record';
import { closeVoterRecord } from './close-voter-record';
import { collectWithheld } from './collect-withheld';
import { createGovernance } from './create-governance';
import { createMetric } from './create-metric';
import { createOracleSet } from './create-oracle-set';
import { createPlan } from './create-plan';
import type { InstructionDefinition } from './definition';
import { depositVotes } from './deposit-votes';
import { disputeMetric } from './dispute-metric';
import { executeProposal } from './execute-proposal';
import { finalizeMetric } from './finalize-metric';
import { fundPlan } from './fund-plan';
import { issueGrants } from './issue-grants';
import { issueMilestone } from './issue-milestone';
import { openProposal } from './open-proposal';
import { pauseClaims } from './pause-claims';
import { pauseGrant } from './pause-grant';
import { proposeAuthority } from './propose-authority';
import { proposeOracleSet } from './propose-oracle-set';
import { proposeTransfer } from './propose-transfer';
import { rejectTransfer } from './reject-transfer';
import { resumeClaims } from './resume-claims';
import { resumeGrant } from './resume-grant';
import { sealPlan } from './seal-plan';
import { setAutoClaim } from './set-auto-claim';
import { setRole } from './set-role';
import { setWithholding } from './set-withholding';
import { settleMilestone } from './settle-milestone';
import { settleTermination } from './settle-termination';
import { sweepTombstone } from './sweep-tombstone';
import { terminateGrant } from './terminate-grant';
import { voidGrant } from './void-grant';
import { voidMilestone } from './void-milestone';
import { withdrawProposal } from './withdraw-proposal';
import { withdrawSurplus } from './withdraw-surplus';
import { withdrawTermination } from './withdraw-termination';
import { withdrawVotes } from './withdraw-votes';

/** Names in the program's interface. */
type InterfaceName = (typeof IDL)['instructions'][number]['name'];

/** By name, in the order in which they are drawn: another order draws other sequences of the same seed. */
const ALL = {
  claim,
  issueGrants,
  fundPlan,
  accelerateGrant,
  acceleratePlan,
  terminateGrant,
  withdrawTermination,
  settleTermination,
  pauseGrant,
  resumeGrant,
  proposeTransfer,
  acceptTransfer,
  rejectTransfer,
  voidGrant,
  setAutoClaim,
  setWithholding,
  collectWithheld,
  withdrawSurplus,
  setRole,
  proposeAuthority,
  acceptAuthority,
  pauseClaims,
  resumeClaims,
  sealPlan,
  closeGrant,
  sweepTombstone,
  closePlan,
  createPlan,
  createOracleSet,
  proposeOracleSet,
  applyOracleSet,
  closeOracleSet,
  createMetric,
  attestMetric,
  disputeMetric,
  finalizeMetric,
  closeMetric,
  issueMilestone,
  voidMilestone,
  settleMilestone,
  claimMilestone,
  closeMilestone,
  createGovernance,
  depositVotes,
  withdrawVotes,
  openProposal,
  castVote,
  withdrawProposal,
  executeProposal,
  closeProposal,
  closeVoteRecord,
  closeVoterRecord,
  closeGovernance,
} satisfies Record<InterfaceName, InstructionDefinition<never>>;

/** What each of them is told. */
export type Arguments = {
  readonly [N in keyof typeof ALL]: (typeof ALL)[N] extends InstructionDefinition<infer A> ? A : never;
};

/** The same, each with the type of its arguments. */
export const INSTRUCTIONS: { readonly [N in keyof Arguments]: InstructionDefinition<Arguments[N]> } = ALL;

/** Whether a command is one of them. */
export function isInstruction(name: string): name is keyof Arguments {
  return name in INSTRUCTIONS;
}

/** Their names, in that order. */
export const INSTRUCTION_NAMES: readonly (keyof Arguments)[] = Object.keys(INSTRUCTIONS).filter(isInstruction);
