/** Form fields: from what was typed to values of the program, or what to change. */
export * from './fields';
