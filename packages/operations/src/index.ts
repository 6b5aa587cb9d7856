/**
 * What people do on the chain, each as an `Operation`: its title, who signs, which instructions, what it changes. One file
 * an operation, by what it is done to; whoever shows them renders and sends.
 */
export type { Effect, Operation, Terms } from './operation';
export type { OperationContext, ValueFormat } from './operation-context';
export * from './claim';
export * from './deposit';
export * from './governance';
export * from './grant';
export * from './metric';
export * from './milestone';
export * from './oracle-set';
export * from './plan';
export * from './proposal';
