/** `tenure plan collect` */
import { collectWithheld, payrollAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { destinationFor, transferAccountsOut } from '../../accounts/token-accounts';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';
import { tokens } from '../../output/values';

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
      const payer = session.feePayer(payroll);
      const place = await destinationFor(session, state, payroll, to, payer);
      const transferAccounts = await transferAccountsOut(session, state, place, amount);
      const { destination, opening } = place;
      const expiresTs = await session.expiry();
      const input = { payroll, plan: state.address, planState: state, destination, amount, transferAccounts, expiresTs };
      const instructions = [...opening, collectWithheld(input, session.programId)];
      const title = `Collect ${tokens(amount, decimals)} withheld in plan ${state.planId}`;
      await perform(session, { title, instructions, signer: payroll, decimals });
    });
}
