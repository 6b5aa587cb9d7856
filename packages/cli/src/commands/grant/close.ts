/** `tenure grant close` */
import { closeGrantOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import { closerOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addGrantClose(grant: Command, open: OpenSession): void {
  grant
    .command('close')
    .description('close a grant that can never pay again; signed by beneficiary, operator or authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      const operation = closeGrantOperation(session.operations, found, closerOf(session, found));
      await performOperation(session, found.plan, operation);
    });
}
