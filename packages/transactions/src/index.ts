/**
 * Transactions from instructions to their end, in Node and the browser. An `InstructionPlan` is packed into
 * `PackedTransaction`s, each of which is simulated; executing these signs, sends and confirms them, and ends in
 * a `TransactionOutcome`.
 */
export type { InstructionGroup, InstructionPlan } from './instruction-plan';
export { requiredSigners } from './instruction-plan';
export { packTransaction, packTransactions, type PackOptions, type SimulatedTransaction } from './pack-transactions';
export { budgeted, feeOf, type PackedTransaction } from './packed-transaction';
export type { AccountChange, FundedAccount, Simulation } from './simulate';
export { exportTransaction } from './build-transaction';
export { keypairSigner, requireKeys, type TransactionSigner } from './transaction-signer';
export { latestBlockhashes, type Blockhashes, type SignedTransaction } from './sign-transactions';
export { latestPriorityFees, priorityFee, type PriorityFees } from './priority-fee';
export {
  executeTransaction,
  executeTransactions,
  type ExecuteProgress,
  type TransactionResult,
} from './execute-transactions';
export { COMMITMENTS, sendAndConfirm, TransactionSender } from './send-and-confirm';
export type { TransactionOutcome } from './transaction-outcome';
export { retryReads, type TransactionRpc } from './transaction-rpc';
export { fetchWithTimeout, isTransient, withRetry } from './retry';
export { EngineError, type EngineErrorName } from './engine-error';
