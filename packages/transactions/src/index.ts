/** Transactions from instructions to their end, for Node and the browser: pack, simulate, sign, send, confirm, retry. */
export * from './simulate';
