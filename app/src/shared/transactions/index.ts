/** Operations: previewed, signed, sent, followed to their end. */
export { preferredSigner } from './preferredSigner';
export { SignedBy } from './SignedBy';
export { OperationsProvider, useStartOperation } from './OperationsProvider';
export { TransactionLink } from './TransactionLink';
