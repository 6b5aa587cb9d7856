/** TypeScript client of the Tenure vesting program. Amounts are `bigint` base units, times unix seconds. */
export * from './addresses';
export * from './amount';
export * from './audit';
export * from './capacity';
export * from './csv';
export * from './errors';
export * from './events';
export { IDL, PROGRAM_ID, bytesConstant, numberConstant, type ConstantName, type Vesting } from './idl';
export * from './instructions';
export * from './math';
export * from './preview';
export * from './read';
export * from './risks';
export * from './schedule-text';
export * from './schedule-words';
export * from './state';
export * from './transaction';
