/** `tenure grant withholding` */
import { payrollAt, setWithholding } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT, grantInput } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOnGrant } from '../../operation/perform-on';
import { percent } from '../../output/values';

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
      const payroll = payrollAt(found.plan, await session.now());
      if (payroll === null) {
        throw new CliError('NoPayroll', 'Nobody is payroll here', 'Set it with `plan roles --set payroll=ADDRESS`.');
      }
      const { plan, grant: at, expiresTs } = await grantInput(session, found);
      const set = setWithholding({ payroll, plan, grant: at, withholdingBps, expiresTs }, session.programId);
      await performOnGrant(session, found, payroll, `Withhold ${percent(withholdingBps)} of later claims`, set);
    });
}
