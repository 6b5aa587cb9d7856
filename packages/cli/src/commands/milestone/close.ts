/** `tenure milestone close` */
import { closeMilestoneOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findMilestone, MILESTONE } from '../../accounts/find-metric';
import { closerOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addMilestoneClose(milestone: Command, open: OpenSession): void {
  milestone
    .command('close')
    .description('close one that never pays again; its grant then takes no more; by beneficiary, operator or authority')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMilestone(session, text);
      const operation = closeMilestoneOperation(session.operations, found, closerOf(session, found));
      await performOperation(session, found.plan, operation);
    });
}
