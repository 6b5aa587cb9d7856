/** Schedules and durations as people write them. */
export * from './format';
export * from './parse';
export * from './duration';
