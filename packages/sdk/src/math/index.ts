/** The one TypeScript port of the program's arithmetic, pinned by tests/vectors. */
export * from './calendar';
export * from './fraction';
export * from './metric';
export * from './payout';
export * from './acceleration';
export * from './schedule';
export * from './timeline';
export * from './unlock';
export * from './withholding';
