/** `tenure milestone`: parts of grants that pay by a metric. */
import type { Command } from 'commander';
import type { OpenSession } from '../../open-session';
import { addMilestoneClose } from './close';
import { addMilestoneIssue } from './issue';
import { addMilestoneSettle } from './settle';
import { addMilestoneShow } from './show';
import { addMilestoneVoid } from './void';

/** Its verbs, in the order of the help. */
const VERBS = [addMilestoneIssue, addMilestoneShow, addMilestoneSettle, addMilestoneVoid, addMilestoneClose];

/** Adds the noun with its verbs. */
export function addMilestone(program: Command, open: OpenSession): void {
  const milestone = program
    .command('milestone')
    .description('tranches of grants that a metric decides')
    .copyInheritedSettings(program);
  for (const add of VERBS) add(milestone, open);
}
