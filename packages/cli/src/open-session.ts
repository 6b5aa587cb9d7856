/** How a command's action gets its session. */
import type { Command } from 'commander';
import { Session } from './session';
import type { GlobalOptions } from './settings/options';
import type { Terminal } from './terminal';

/** Makes the session of a command from the flags that it was called with. */
export type OpenSession = (command: Command) => Session;

/** Sessions on a terminal. */
export function openSessionOn(terminal: Terminal): OpenSession {
  return (command) => new Session(command.optsWithGlobals<GlobalOptions>(), terminal);
}
