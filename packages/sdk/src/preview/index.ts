/** What the program would compute, without asking it. */
export * from './capacity';
export * from './forecast';
export * from './grant';
export * from './metric';
export * from './milestone';
export * from './outstanding';
