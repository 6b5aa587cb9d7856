/** Values as people read them. */
export * from './amount';
export * from './text';
export * from './time';
