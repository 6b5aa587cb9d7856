/** `tenure governance`: the rules of votes. */
import type { Command } from 'commander';
import type { OpenSession } from '../../open-session';
import { addGovernanceClose } from './close';
import { addGovernanceCreate } from './create';
import { addGovernanceShow } from './show';

/** Its verbs, in the order of the help. */
const VERBS = [addGovernanceCreate, addGovernanceShow, addGovernanceClose];

/** Adds the noun with its verbs. */
export function addGovernance(program: Command, open: OpenSession): void {
  const governance = program
    .command('governance')
    .description('whether and how the members of a plan vote')
    .copyInheritedSettings(program);
  for (const add of VERBS) add(governance, open);
}
