/** `tenure oracle close` */
import { closeOracleSet } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { anybodyOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';

/** Adds the command. */
export function addOracleClose(oracle: Command, open: OpenSession): void {
  oracle
    .command('close')
    .description('close the oracles of a sealed plan without metrics; their rent comes back; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      const { address, rentRecipient, planId, decimals } = plan;
      await perform(session, {
        title: `Close the oracles of plan ${planId}`,
        instructions: [closeOracleSet({ plan: address, rentRecipient }, session.programId)],
        signer: anybodyOf(session, plan),
        decimals,
      });
    });
}
