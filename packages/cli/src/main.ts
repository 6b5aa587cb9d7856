/** The process's own command line. */
import { runCommand } from './command-line';
import { buildProgram } from './program';
import { processTerminal, type Terminal } from './terminal';

/**
 * Runs `tenure` with these arguments. Returns the exit code: 0 done, 1 failed, 2 wrong usage. Never throws.
 */
export function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  return runCommand(buildProgram(terminal), argv, terminal);
}

/** Runs it with the process's arguments. */
export function main(): void {
  void run(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
}
