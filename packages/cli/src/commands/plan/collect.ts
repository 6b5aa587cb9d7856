/** `tenure plan collect` */
import { collectWithheldOperation } from '@tenure/operations';
import { payrollAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addPlanCollect(plan: Command, open: OpenSession): void {
  plan
    .command('collect')
    .description('move withheld tokens to payroll; signed by payroll')
    .argument('<plan>', PLAN)
    .argument('<tokens|all>', 'at most what is withheld')
    .option('--to <account>', 'token account of payroll (its associated one, opened if there is none)')
    .action(async (text: string, typed: string, { to }: { to?: string }, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const { decimals, withheld } = state;
      const payroll = payrollAt(state, await session.now());
      if (payroll === null) {
        throw new CliError(
          'NoPayroll',
          'Nobody is payroll of this plan',
          'Set it with `plan roles --set payroll=ADDRESS`.',
        );
      }
      const amount = typed === 'all' ? withheld : args.amount(typed, decimals, 'The amount');
      const destination = to === undefined ? undefined : args.address(to, '--to');
      const operation = collectWithheldOperation(session.operations, state, { payroll, amount, destination });
      await performOperation(session, state, operation);
    });
}
