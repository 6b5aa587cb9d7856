/** Transactions from instructions to their end, in Node and the browser: pack, simulate, sign, send, confirm, retry. */
export * from './build-transaction';
export * from './cached';
export * from './compute-limit';
export * from './engine-error';
export * from './execute-transactions';
export * from './instruction-plan';
export * from './pack-transactions';
export * from './packed-transaction';
export * from './priority-fee';
export * from './retry';
export * from './send-and-confirm';
export * from './sign-transactions';
export * from './simulate';
export * from './transaction-outcome';
export * from './transaction-rpc';
export * from './transaction-signer';
