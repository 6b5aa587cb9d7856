/** The whole command line. */
import type { Command } from 'commander';
import { version } from '../package.json';
import { commandOn } from './command-line';
import { COMMANDS } from './commands';
import { openSessionOn } from './open-session';
import { addGlobalOptions } from './settings/options';
import type { Terminal } from './terminal';

/** Builds it for a terminal. Commander's own failures are thrown, not exited with. */
export function buildProgram(terminal: Terminal): Command {
  const program = commandOn(terminal, 'tenure')
    .description('Token vesting on Solana: plans, grants, milestones, votes, imports, claims')
    .version(version);
  addGlobalOptions(program);
  const open = openSessionOn(terminal);
  for (const add of COMMANDS) add(program, open);
  return program;
}
