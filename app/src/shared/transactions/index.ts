/** Acts: previewed, signed, sent, followed to their end. */
export type { Act, Effect, Terms } from './act';
export { gained, grown } from './accountChanges';
export { ActsProvider, useAct } from './provider';
export { TransactionLink } from './TransactionLink';
