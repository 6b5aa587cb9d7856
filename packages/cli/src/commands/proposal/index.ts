/** `tenure proposal`: from its opening to its end. */
import type { Command } from 'commander';
import type { OpenSession } from '../../open-session';
import { addProposalClose } from './close';
import { addProposalExecute } from './execute';
import { addProposalList } from './list';
import { addProposalOpen } from './open';
import { addProposalShow } from './show';
import { addProposalVote } from './vote';
import { addProposalWithdraw } from './withdraw';

/** Its verbs, in the order of the help. */
const VERBS = [
  addProposalOpen,
  addProposalList,
  addProposalShow,
  addProposalVote,
  addProposalExecute,
  addProposalWithdraw,
  addProposalClose,
];

/** Adds the noun with its verbs. */
export function addProposal(program: Command, open: OpenSession): void {
  const proposal = program
    .command('proposal')
    .description('what members decide: release, terminate, issue cap, oracles')
    .copyInheritedSettings(program);
  for (const add of VERBS) add(proposal, open);
}
