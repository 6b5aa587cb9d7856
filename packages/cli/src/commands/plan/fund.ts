/** `tenure plan fund|withdraw|collect`: tokens in and out of the vault. */
import { collectWithheld, fetchVaultAmount, fundPlan, payrollAt, surplusOf, withdrawSurplus } from '@tenure/sdk';
import type { Command } from 'commander';
import { perform } from '../../operation/perform';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import { tokens } from '../../output/values';
import { destinationFor, findPlan, hookAccountsFor, hookAccountsOut, sourceFor } from '../../accounts/find-grant';
import type { Opener } from '../../open-session';

/** Adds the commands. */
export function addPlanMoney(plan: Command, open: Opener): void {
  addFund(plan, open);
  addWithdraw(plan, open);
  addCollect(plan, open);
}

function addFund(plan: Command, open: Opener): void {
  plan
    .command('fund')
    .description('move tokens into the vault; anybody may')
    .argument('<plan>', "the plan's address")
    .argument('<tokens>', 'what leaves the source, in decimal; after a transfer fee less arrives')
    .option('--source <account>', "token account that pays (the funder's associated one)")
    .option('--funder <address>', 'owner or delegate of the source, who signs (the key pair)')
    .action(async (text: string, typed: string, options: { source?: string; funder?: string }, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const { decimals } = state;
      const funder = options.funder === undefined ? session.self() : args.address(options.funder, '--funder');
      const amount = args.amount(typed, decimals, 'The amount');
      const source = await sourceFor(session, state, funder, options.source);
      const { vault: destination, address: plan } = state;
      const transfer = { source, destination, owner: funder, amount };
      const hookAccounts = await hookAccountsFor(session, state, transfer);
      const input = { funder, plan, planState: state, source, amount, hookAccounts };
      const fund = fundPlan(input, session.programId);
      const title = `Fund plan ${state.planId} with ${tokens(amount, decimals)}`;
      await perform(session, { title, instructions: [fund], signer: funder, decimals });
    });
}

function addWithdraw(plan: Command, open: Opener): void {
  plan
    .command('withdraw')
    .description('take out tokens that are owed to nobody; signed by the authority')
    .argument('<plan>', "the plan's address")
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
      const hookAccounts = await hookAccountsOut(session, state, place, amount);
      const expiresTs = await session.expiry();
      const { destination, opening } = place;
      const input = { authority, plan: state.address, planState: state, destination, amount, hookAccounts };
      const instructions = [...opening, withdrawSurplus({ ...input, expiresTs }, session.programId)];
      const title = `Withdraw ${tokens(amount, decimals)} from plan ${state.planId}`;
      await perform(session, { title, instructions, signer: authority, decimals });
    });
}

function addCollect(plan: Command, open: Opener): void {
  plan
    .command('collect')
    .description('move withheld tokens to payroll; signed by payroll')
    .argument('<plan>', "the plan's address")
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
      const hookAccounts = await hookAccountsOut(session, state, place, amount);
      const { destination, opening } = place;
      const expiresTs = await session.expiry();
      const input = { payroll, plan: state.address, planState: state, destination, amount, hookAccounts, expiresTs };
      const instructions = [...opening, collectWithheld(input, session.programId)];
      const title = `Collect ${tokens(amount, decimals)} withheld in plan ${state.planId}`;
      await perform(session, { title, instructions, signer: payroll, decimals });
    });
}
