/** `tenure plan withdraw` */
import { fetchVaultAmount, surplusOf, withdrawSurplus } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { destinationFor, transferAccountsOut } from '../../accounts/token-accounts';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';
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
      const { authority, decimals } = state;
      const surplus = surplusOf(state, await fetchVaultAmount(session.reader, state));
      const amount = typed === 'all' ? surplus : args.amount(typed, decimals, 'The amount');
      if (amount > surplus) {
        const message = `Only ${tokens(surplus, decimals)} are owed to nobody`;
        throw new CliError('SurplusTooSmall', message, 'Withdraw at most that, or write all.');
      }
      const payer = session.feePayer(authority);
      const place = await destinationFor(session, state, authority, to, payer);
      const transferAccounts = await transferAccountsOut(session, state, place, amount);
      const expiresTs = await session.expiry();
      const { destination, opening } = place;
      const input = { authority, plan: state.address, planState: state, destination, amount, transferAccounts };
      const instructions = [...opening, withdrawSurplus({ ...input, expiresTs }, session.programId)];
      const title = `Withdraw ${tokens(amount, decimals)} from plan ${state.planId}`;
      await perform(session, { title, instructions, signer: authority, decimals });
    });
}
