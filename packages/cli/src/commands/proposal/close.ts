/** `tenure proposal close` */
import { closeProposalOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findProposal, PROPOSAL } from '../../accounts/find-proposal';
import type { OpenSession } from '../../open-session';
import { performParts } from '../../operation/perform-operation';

/** Adds the command. */
export function addProposalClose(parent: Command, open: OpenSession): void {
  parent
    .command('close')
    .description('close what is over, and the votes on it; each gets their rent back; anybody may')
    .argument('<proposal>', PROPOSAL)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const { plan, proposal } = await findProposal(session, text);
      await performParts(session, plan, closeProposalOperation(session.operations, proposal), 'Nothing was closed.');
    });
}
