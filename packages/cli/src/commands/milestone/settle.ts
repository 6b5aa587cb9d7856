/** `tenure milestone settle` */
import { settleMilestoneOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findMilestone, MILESTONE } from '../../accounts/find-metric';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addMilestoneSettle(milestone: Command, open: OpenSession): void {
  milestone
    .command('settle')
    .description('decide it by its metric, its deadline or the end of its grant; anybody may')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMilestone(session, text);
      await performOperation(session, found.plan, settleMilestoneOperation(session.operations, found));
    });
}
