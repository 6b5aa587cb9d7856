/** Failures that the command line itself finds, in the form of the SDK's: name, message, remedy. */

/** Exit codes: 0 done, 1 refused or failed, 2 wrong usage. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** Why a command does nothing, or not all of it. Exit code 1. */
export class CliError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    /** What to do about it. */
    readonly remedy: string,
    /** More lines to show, such as the problems of a file. */
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

/** An argument or a flag that can't be read. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
