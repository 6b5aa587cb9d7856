/** `tenure plan fund` */
import { fundPlan } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { transferAccountsFor, sourceFor } from '../../accounts/token-accounts';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';
import { tokens } from '../../output/values';

/** Adds the command. */
export function addPlanFund(plan: Command, open: OpenSession): void {
  plan
    .command('fund')
    .description('move tokens into the vault; anybody may')
    .argument('<plan>', PLAN)
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
      const transferAccounts = await transferAccountsFor(session, state, transfer);
      const input = { funder, plan, planState: state, source, amount, transferAccounts };
      const fund = fundPlan(input, session.programId);
      const title = `Fund plan ${state.planId} with ${tokens(amount, decimals)}`;
      await perform(session, { title, instructions: [fund], signer: funder, decimals });
    });
}
