/** `tenure milestone void` */
import { voidMilestone } from '@tenure/sdk';
import type { Command } from 'commander';
import { findMilestone, MILESTONE, milestoneInput } from '../../accounts/find-metric';
import type { OpenSession } from '../../open-session';
import { performOnMilestone } from '../../operation/perform-on';

/** Adds the command. */
export function addMilestoneVoid(milestone: Command, open: OpenSession): void {
  milestone
    .command('void')
    .description('take it back in its void window; signed by the authority')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMilestone(session, text);
      const { authority } = found.plan;
      const input = { ...milestoneInput(found), authority, expiresTs: await session.expiry() };
      await performOnMilestone(session, found, authority, 'Void', voidMilestone(input, session.programId));
    });
}
