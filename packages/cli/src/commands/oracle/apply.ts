/** `tenure oracle apply` */
import { applyOracleSet } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { anybodyOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';

/** Adds the command. */
export function addOracleApply(oracle: Command, open: OpenSession): void {
  oracle
    .command('apply')
    .description('let an announced change take effect once it is due, within 3 days; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      await perform(session, {
        title: `Apply the announced oracles of plan ${plan.planId}`,
        instructions: [applyOracleSet(plan.address, session.programId)],
        signer: anybodyOf(session, plan),
        decimals: plan.decimals,
      });
    });
}
