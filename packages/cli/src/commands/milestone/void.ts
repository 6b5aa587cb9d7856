/** `tenure milestone void` */
import { voidMilestoneOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findMilestone, MILESTONE } from '../../accounts/find-metric';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addMilestoneVoid(milestone: Command, open: OpenSession): void {
  milestone
    .command('void')
    .description('take it back in its void window; signed by the authority')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMilestone(session, text);
      await performOperation(session, found.plan, voidMilestoneOperation(session.operations, found));
    });
}
