/** `tenure oracle`: who attests, and what they do. */
import type { Command } from 'commander';
import type { OpenSession } from '../../open-session';
import { addOracleApply } from './apply';
import { addOracleCheck } from './check';
import { addOracleClose } from './close';
import { addOracleRun } from './run';
import { addOracleSet } from './set';
import { addOracleShow } from './show';

/** Its verbs, in the order of the help. */
const VERBS = [addOracleSet, addOracleApply, addOracleShow, addOracleClose, addOracleRun, addOracleCheck];

/** Adds the noun with its verbs. */
export function addOracle(program: Command, open: OpenSession): void {
  const oracle = program
    .command('oracle')
    .description('who attests results, and attesting them')
    .copyInheritedSettings(program);
  for (const add of VERBS) add(oracle, open);
}
