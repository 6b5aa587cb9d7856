/** `tenure milestone show` */
import type { Command } from 'commander';
import { findMilestone, MILESTONE } from '../../accounts/find-metric';
import type { OpenSession } from '../../open-session';
import { milestoneJson, milestoneLines } from '../../output/milestone-text';
import { report } from '../../output/report';

/** Adds the command. */
export function addMilestoneShow(milestone: Command, open: OpenSession): void {
  milestone
    .command('show')
    .description('what decides it and by whom, what it pays at which value, until when, and how to dispute')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMilestone(session, text);
      const now = await session.now();
      const { columns, colors } = session.terminal;
      report(session, { ...milestoneJson(found, now), now }, () => milestoneLines(found, now, columns, colors.bold));
    });
}
