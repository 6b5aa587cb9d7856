/**
 * A command line on a terminal, and how it ends: the same for `tenure` and for other programs of this
 * repository.
 */
import { Command, CommanderError } from 'commander';
import { EXIT, UsageError } from './cli-error';
import { printError } from './output/describe-error';
import type { Terminal } from './terminal';

const PRINTED = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

/** A command without flags and arguments yet. Commander's own failures are thrown, not exited with. */
export function commandOn(terminal: Terminal, name: string): Command {
  return new Command(name)
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      // ErrorDescription like every other failure.
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(terminal.columns, 100),
      getErrHelpWidth: () => Math.min(terminal.columns, 100),
    })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride();
}

/**
 * Runs a command with these arguments. Returns the exit code: 0 done, 1 failed, 2 wrong usage. Never throws.
 */
export async function runCommand(command: Command, argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await command.parseAsync([...argv], { from: 'user' });
    return EXIT.done;
  } catch (failure) {
    // Help and version, which commander has printed; help also where no command was named.
    if (failure instanceof CommanderError && PRINTED.has(failure.code)) {
      return failure.exitCode === 0 ? EXIT.done : EXIT.usage;
    }
    const reason = failure instanceof CommanderError ? usageError(failure) : failure;
    printError(reason, terminal, argv.includes('--json'));
    return reason instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

/** Commander's words, which begin with `error: ` and may have a suggestion behind them. */
function usageError({ message }: CommanderError): UsageError {
  const [what = '', suggestion] = message.replace(/^error: /, '').split('\n');
  return new UsageError(what, suggestion ?? 'Write --help behind the command to see how it is called.');
}
