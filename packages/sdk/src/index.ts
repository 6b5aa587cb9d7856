/** TypeScript client of the Tenure vesting program. Amounts are `bigint` base units, times unix seconds. */
export * from './audit';
export * from './errors';
export * from './fetch';
export * from './governance';
export * from './import';
export * from './instructions';
export * from './math';
export * from './preview';
export * from './program';
export * as realms from './realms';
export * from './schedule';
export * from './state';
export * from './token';
export * from './transaction';
