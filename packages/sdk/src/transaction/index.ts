/** What a transaction weighs and costs. */
export * from './base58';
export * from './fees';
export * from './size';
