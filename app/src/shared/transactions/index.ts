/** Operations: previewed, signed, sent, followed to their end. */
export type { Operation, Effect, Terms } from './operation';
export { gained, grown } from './accountChanges';
export { OperationsProvider, useStartOperation } from './provider';
export { TransactionLink } from './TransactionLink';
