/** Transactions from instructions to their end, in Node and the browser: pack, simulate, sign, send, confirm, retry. */
export * from './engine-error';
export * from './retry';
export * from './simulate';
