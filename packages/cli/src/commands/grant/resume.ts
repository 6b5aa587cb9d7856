/** `tenure grant resume` */
import { resumeGrant } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT, grantInput } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { performOnGrant } from '../../operation/perform-on';

/** Adds the command. */
export function addGrantResume(grant: Command, open: OpenSession): void {
  grant
    .command('resume')
    .description('end a pause, or book one that has run out; signed by the authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      const resume = resumeGrant(await grantInput(session, found), session.programId);
      await performOnGrant(session, found, found.plan.authority, 'Resume', resume);
    });
}
