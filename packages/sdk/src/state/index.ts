/** Accounts as plain objects. */
export { kindOf, StateError, type AccountKind, type RawAccount, type StateErrorCode } from './account';
export { decodeGrant, type Grant, type GrantStatus } from './grant';
export {
  decodeDeposit,
  decodeGovernance,
  thereBy,
  type Checkpoints,
  type Deposit,
  type Governance,
} from './governance';
export { decodeMetric, type Attestation, type Metric, type MetricStatus } from './metric';
export { decodeMilestone, type Milestone, type MilestoneStatus } from './milestone';
export { announcedOracles, decodeOracleSet, requiredOf, seatOf, seatsFor, type Oracles, type OracleSet } from './oracle-set';
export { decodePlan, surplusOf, type Plan, type PlanStatus, type Acceleration, type UnlockCurve } from './plan';
export {
  ACTION_NAMES,
  decodeProposal,
  decodeVoteRecord,
  decodeVoterRecord,
  hasPassed,
  standingAt,
  type ActionName,
  type Proposal,
  type ProposalAction,
  type ProposalReason,
  type ProposalStanding,
  type VoteRecord,
  type VoterRecord,
} from './proposal';
export { decodeTombstone, type Tombstone } from './tombstone';
export { decodeTransfer, type Transfer } from './transfer';
