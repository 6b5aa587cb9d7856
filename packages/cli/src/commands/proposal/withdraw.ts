/** `tenure proposal withdraw` */
import { withdrawProposalOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findProposal, PROPOSAL } from '../../accounts/find-proposal';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addProposalWithdraw(parent: Command, open: OpenSession): void {
  parent
    .command('withdraw')
    .description('take a proposal back while it is voted on; signed by who opened it')
    .argument('<proposal>', PROPOSAL)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const { plan, proposal } = await findProposal(session, text);
      await performOperation(session, plan, withdrawProposalOperation(session.operations, proposal));
    });
}
