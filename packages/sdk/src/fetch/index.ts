/** Reading accounts of the program. */
export * from './governance';
export * from './grants';
export * from './metrics';
export * from './plans';
export * from './program-control';
export { ACCOUNTS_PER_CALL, keyFilter, kindFilter, type Reader } from './reader';
