/** Accounts as plain objects. */
export { StateError, type RawAccount, type StateErrorCode } from './account';
export { decodeGrant, type Grant, type GrantStatus } from './grant';
export { decodeMetric, type Attestation, type Metric, type MetricStatus } from './metric';
export { decodeMilestone, type Milestone, type MilestoneStatus } from './milestone';
export { announcedOracles, decodeOracleSet, requiredOf, seatOf, seatsFor, type Oracles, type OracleSet } from './oracle-set';
export { decodePlan, surplusOf, type Plan, type PlanStatus, type Release, type UnlockCurve } from './plan';
export { decodeTombstone, type Tombstone } from './tombstone';
export { decodeTransfer, type Transfer } from './transfer';
