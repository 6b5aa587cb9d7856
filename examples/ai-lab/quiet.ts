/** Imported first: bigint-buffer need not warn that its native part is missing; its JavaScript is enough. */
const { warn } = console;

console.warn = (...words: unknown[]): void => {
  if (!String(words[0]).startsWith('bigint: Failed to load bindings')) warn(...words);
};
