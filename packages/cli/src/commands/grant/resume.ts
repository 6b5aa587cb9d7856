/** `tenure grant resume` */
import { resumeGrantOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addGrantResume(grant: Command, open: OpenSession): void {
  grant
    .command('resume')
    .description('end a pause, or book one that has run out; signed by the authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      await performOperation(session, found.plan, resumeGrantOperation(session.operations, found));
    });
}
