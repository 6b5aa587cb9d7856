/** `tenure proposal withdraw` */
import { withdrawProposal } from '@tenure/sdk';
import type { Command } from 'commander';
import { findProposal, PROPOSAL } from '../../accounts/find-proposal';
import type { OpenSession } from '../../open-session';
import { performOnProposal } from '../../operation/perform-on';

/** Adds the command. */
export function addProposalWithdraw(proposal: Command, open: OpenSession): void {
  proposal
    .command('withdraw')
    .description('take a proposal back while it is voted on; signed by who opened it')
    .argument('<proposal>', PROPOSAL)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findProposal(session, text);
      const { address, proposer } = found.proposal;
      const withdraw = withdrawProposal({ proposer, proposal: address }, session.programId);
      await performOnProposal(session, found, proposer, 'Withdraw', withdraw);
    });
}
