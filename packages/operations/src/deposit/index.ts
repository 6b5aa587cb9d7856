/** What people do with tokens that are deposited for voting. */
export { depositVotesOperation } from './deposit-votes';
export { returnDepositsOperation } from './return-deposits';
export { withdrawVotesOperation } from './withdraw-votes';
