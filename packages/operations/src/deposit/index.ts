/** What people do with tokens that are deposited for voting. */
export { depositVotesOperation, type DepositInput } from './deposit-votes';
export type { GovernedPlan } from './deposit-return';
export { returnDepositsOperation } from './return-deposits';
export { withdrawVotesOperation } from './withdraw-votes';
