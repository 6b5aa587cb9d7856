/** `tenure grant withholding` */
import { setWithholdingOperation } from '@tenure/operations';
import { payrollAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addGrantWithholding(grant: Command, open: OpenSession): void {
  grant
    .command('withholding')
    .description('set what is withheld of later claims: less at once, more after 7 days; signed by payroll')
    .argument('<grant>', GRANT)
    .argument('<share>', "at most the plan's maximum, such as 25%")
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const withholdingBps = args.share(typed, 'The share');
      const found = await findGrant(session, text);
      const now = await session.now();
      const payroll = payrollAt(found.plan, now);
      if (payroll === null) {
        throw new CliError('NoPayroll', 'Nobody is payroll here', 'Set it with `plan roles --set payroll=ADDRESS`.');
      }
      const operation = setWithholdingOperation(session.operations, found, payroll, withholdingBps, now);
      await performOperation(session, found.plan, operation);
    });
}
