/** `tenure oracle apply` */
import { applyOraclesOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addOracleApply(oracle: Command, open: OpenSession): void {
  oracle
    .command('apply')
    .description('let an announced change take effect once it is due, within 3 days; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      await performOperation(session, plan, applyOraclesOperation(session.operations, plan));
    });
}
