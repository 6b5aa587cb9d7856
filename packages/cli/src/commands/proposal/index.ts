/** `tenure governance`, `tenure vote` and `tenure proposal`. */
import type { Command } from 'commander';
import { addGovernanceCreate } from '../governance/create';
import { addGovernanceShow } from '../governance/show';
import { addProposalCourse } from './execute';
import { addProposalOpen } from './open';
import { addProposalShow } from './show';
import { addProposalVote } from './vote';
import type { Opener } from '../../open-session';
import { addVoteDeposit } from '../vote/deposit';

/** Adds the three groups. */
export function addVoting(program: Command, open: Opener): void {
  const governance = program
    .command('governance')
    .description('whether and how the members of a plan vote')
    .copyInheritedSettings(program);
  addGovernanceCreate(governance, open);
  addGovernanceShow(governance, open);
  const vote = program.command('vote').description('tokens that vote, besides grants').copyInheritedSettings(program);
  addVoteDeposit(vote, open);
  const proposal = program
    .command('proposal')
    .description('what members decide: release, terminate, issue cap, oracles')
    .copyInheritedSettings(program);
  addProposalOpen(proposal, open);
  addProposalShow(proposal, open);
  addProposalVote(proposal, open);
  addProposalCourse(proposal, open);
}
