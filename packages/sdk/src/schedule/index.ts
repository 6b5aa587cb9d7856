/** Schedules and spans of time as people write them. */
export * from './format';
export * from './parse';
export * from './span';
