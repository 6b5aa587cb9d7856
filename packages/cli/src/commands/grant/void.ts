/** `tenure grant void` */
import { voidGrantOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addGrantVoid(grant: Command, open: OpenSession): void {
  grant
    .command('void')
    .description('take a grant back in its void window, in which it pays nothing; signed by the authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      await performOperation(session, found.plan, voidGrantOperation(session.operations, found));
    });
}
