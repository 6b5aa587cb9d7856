/** `tenure governance close` */
import { closeGovernanceOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { PLAN } from '../../accounts/find-grant';
import { findGovernance } from '../../accounts/find-proposal';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addGovernanceClose(governance: Command, open: OpenSession): void {
  governance
    .command('close')
    .description('close the governance of a sealed plan without grants and deposits; rent back; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const { plan } = await findGovernance(session, text);
      await performOperation(session, plan, closeGovernanceOperation(session.operations, plan));
    });
}
