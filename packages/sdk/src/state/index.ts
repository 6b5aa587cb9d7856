/** Accounts as plain objects. */
export { kindOf, StateError, type AccountKind, type RawAccount, type StateErrorCode } from './account';
export { decodeGrant, withholdingAt, type Grant, type GrantStatus } from './grant';
export {
  decodeDeposit,
  decodeGovernance,
  freeDepositId,
  periodDays,
  thereBy,
  type PeriodTotals,
  type Deposit,
  type Governance,
  type GovernanceSettings,
} from './governance';
export { decodeMetric, type Attestation, type Metric, type MetricStatus } from './metric';
export { decodeMilestone, type Milestone, type MilestoneStatus } from './milestone';
export {
  announcedOracles,
  decodeOracleSet,
  joiningOracles,
  onlyVotesChange,
  requiredOf,
  sameOracles,
  seatOf,
  seatsFor,
  type AnnouncedOracles,
  type Oracles,
  type OracleSet,
} from './oracle-set';
export {
  decodePlan,
  guardianAt,
  payrollAt,
  surplusOf,
  type Acceleration,
  type Plan,
  type PlanStatus,
  type PlanTokens,
  type RoleChange,
  type TransferRule,
  type UnlockCurve,
} from './plan';
export { announcedHolder, holderAt, type Holder } from './role-holders';
export {
  ACTION_NAMES,
  DEPOSIT_ACTION_NAMES,
  assignSeats,
  decodeProposal,
  decodeVoteRecord,
  decodeVoterRecord,
  freeProposalId,
  hasPassed,
  isProposalOver,
  maxAccelerations,
  proposalStatusAt,
  type ActionName,
  type Proposal,
  type ProposalAction,
  type ProposalReason,
  type ProposalStatus,
  type TerminationCause,
  type VoteRecord,
  type VoterRecord,
} from './proposal';
export type { ActionSubjects, Voting } from './snapshot';
export { decodeTombstone, type Tombstone } from './tombstone';
export { decodeTransfer, isStaleTransfer, type Transfer } from './transfer';
