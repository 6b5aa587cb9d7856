/** The program as its interface tells it: addresses, constants, events. */
export * from './addresses';
export * from './events';
export { IDL, PROGRAM_ID, bytesConstant, numberConstant, type ConstantName, type Vesting } from './idl';
