/** `tenure plan close` */
import { closePlanOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addPlanClose(plan: Command, open: OpenSession): void {
  plan
    .command('close')
    .description('close a sealed, empty plan; surplus and rent come back; signed by the authority')
    .argument('<plan>', PLAN)
    .option('--to <account>', 'token account of the authority for the surplus (its associated one)')
    .action(async (text: string, { to }: { to?: string }, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const destination = to === undefined ? undefined : args.address(to, '--to');
      await performOperation(session, state, closePlanOperation(session.operations, state, destination));
    });
}
