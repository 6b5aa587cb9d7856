/** `tenure milestone close` */
import { closeMilestone } from '@tenure/sdk';
import type { Command } from 'commander';
import { findMilestone, MILESTONE, milestoneInput } from '../../accounts/find-metric';
import { closerOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { performOnMilestone } from '../../operation/perform-on';

/** Adds the command. */
export function addMilestoneClose(milestone: Command, open: OpenSession): void {
  milestone
    .command('close')
    .description('close one that never pays again; its grant then takes no more; by beneficiary, operator or authority')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMilestone(session, text);
      const signer = closerOf(session, found);
      const input = { ...milestoneInput(found), signer, rentRecipient: found.plan.rentRecipient };
      await performOnMilestone(session, found, signer, 'Close', closeMilestone(input, session.programId));
    });
}
