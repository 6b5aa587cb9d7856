/** `tenure milestone settle` */
import { settleMilestone } from '@tenure/sdk';
import type { Command } from 'commander';
import { findMilestone, MILESTONE, milestoneInput } from '../../accounts/find-metric';
import { anybodyOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { performOnMilestone } from '../../operation/perform-on';

/** Adds the command. */
export function addMilestoneSettle(milestone: Command, open: OpenSession): void {
  milestone
    .command('settle')
    .description('decide it by its metric, its deadline or the end of its grant; anybody may')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMilestone(session, text);
      const settle = settleMilestone(milestoneInput(found), session.programId);
      await performOnMilestone(session, found, anybodyOf(session, found.plan), 'Settle', settle);
    });
}
