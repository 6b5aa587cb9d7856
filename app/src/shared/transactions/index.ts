/** Operations: previewed, signed, sent, followed to their end. */
export type { Operation, Effect, Terms } from './operation';
export { instructionOperation, type InstructionOperation } from './instructionOperation';
export { gained, grown } from './accountChanges';
export { preferredSigner } from './preferredSigner';
export { SignedBy } from './SignedBy';
export { OperationsProvider, useStartOperation } from './OperationsProvider';
export { TransactionLink } from './TransactionLink';
