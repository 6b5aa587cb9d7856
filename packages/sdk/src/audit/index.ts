/** Whether a plan keeps its promises, and which of its values protect people badly. */
export * from './plan';
export * from './warnings';
