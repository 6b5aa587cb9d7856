/** `tenure plan withdraw` */
import { withdrawSurplusOperation } from '@tenure/operations';
import { fetchVaultAmount, surplusOf } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import { tokens } from '../../output/values';

/** Adds the command. */
export function addPlanWithdraw(plan: Command, open: OpenSession): void {
  plan
    .command('withdraw')
    .description('take out tokens that are owed to nobody; signed by the authority')
    .argument('<plan>', PLAN)
    .argument('<tokens|all>', 'at most the surplus')
    .option('--to <account>', 'token account of the authority (its associated one, opened if there is none)')
    .action(async (text: string, typed: string, { to }: { to?: string }, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const { decimals } = state;
      const surplus = surplusOf(state, await fetchVaultAmount(session.reader, state));
      const amount = typed === 'all' ? surplus : args.amount(typed, decimals, 'The amount');
      if (amount > surplus) {
        const message = `Only ${tokens(surplus, decimals)} are owed to nobody`;
        throw new CliError('SurplusTooSmall', message, 'Withdraw at most that, or write all.');
      }
      const destination = to === undefined ? undefined : args.address(to, '--to');
      const operation = withdrawSurplusOperation(session.operations, state, { amount, destination });
      await performOperation(session, state, operation);
    });
}
