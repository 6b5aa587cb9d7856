/** `tenure grant void` */
import { voidGrant } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT, grantInput } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { performOnGrant } from '../../operation/perform-on';

/** Adds the command. */
export function addGrantVoid(grant: Command, open: OpenSession): void {
  grant
    .command('void')
    .description('take a grant back in its void window, in which it pays nothing; signed by the authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      const { rentRecipient, authority } = found.plan;
      const input = { ...(await grantInput(session, found)), rentRecipient };
      await performOnGrant(session, found, authority, 'Void', voidGrant(input, session.programId));
    });
}
