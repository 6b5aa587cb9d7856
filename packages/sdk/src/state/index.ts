/** Accounts as plain objects. */
export { StateError, type RawAccount, type StateErrorCode } from './account';
export { decodeGrant, type Grant, type GrantStatus } from './grant';
export { decodePlan, surplusOf, type Plan, type PlanStatus, type Release, type UnlockCurve } from './plan';
export { decodeTombstone, type Tombstone } from './tombstone';
export { decodeTransfer, type Transfer } from './transfer';
