/** The design's promises by their numbers. */
export class BrokenPromise extends Error {
  constructor(promise: number, words: string) {
    super(`promise ${promise} is broken: ${words}`);
  }
}

export function keep(promise: number, holds: boolean, words: () => string): void {
  if (!holds) throw new BrokenPromise(promise, words());
}
