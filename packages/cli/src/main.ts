/** Runs a command line and tells how it ended. */
import { CommanderError } from 'commander';
import { buildProgram } from './program';
import { EXIT, UsageError } from './refusal';
import { processTerminal, type Terminal } from './terminal';
import { tellFailure } from './told';

/**
 * Runs `tenure` with these arguments. Returns the exit code: 0 done, 1 failed, 2 wrong usage. Never throws.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await buildProgram(terminal).parseAsync([...argv], { from: 'user' });
    return EXIT.done;
  } catch (failure) {
    // Commander has printed its own words: help and version end with 0.
    if (failure instanceof CommanderError) return failure.exitCode === 0 ? EXIT.done : EXIT.usage;
    tellFailure(failure, terminal, argv.includes('--json'));
    return failure instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

/** The process's own command line. */
export function main(): void {
  void run(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
}
