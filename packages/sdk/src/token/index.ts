/** Mints and amounts of tokens. */
export * from './amount';
export * from './mint';
export * from './risks';
export * from './transfer-accounts';
