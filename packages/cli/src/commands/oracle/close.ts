/** `tenure oracle close` */
import { closeOraclesOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addOracleClose(oracle: Command, open: OpenSession): void {
  oracle
    .command('close')
    .description('close the oracles of a sealed plan without metrics; their rent comes back; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      await performOperation(session, plan, closeOraclesOperation(session.operations, plan));
    });
}
