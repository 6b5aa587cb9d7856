/** `tenure plan fund` */
import { fundPlanOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { sourceFor } from '../../accounts/source-account';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

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
      const funder = options.funder === undefined ? session.self() : args.address(options.funder, '--funder');
      const amount = args.amount(typed, state.decimals, 'The amount');
      const source = await sourceFor(session, state, funder, options.source);
      const operation = fundPlanOperation(session.operations, state, { funder, amount, source });
      await performOperation(session, state, operation);
    });
}
