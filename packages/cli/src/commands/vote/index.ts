/** `tenure vote`: tokens that are locked to vote with. */
import type { Command } from 'commander';
import type { OpenSession } from '../../open-session';
import { addVoteDeposit } from './deposit';
import { addVoteWithdraw } from './withdraw';

/** Its verbs, in the order of the help. */
const VERBS = [addVoteDeposit, addVoteWithdraw];

/** Adds the noun with its verbs. */
export function addVote(program: Command, open: OpenSession): void {
  const vote = program.command('vote').description('tokens that vote, besides grants').copyInheritedSettings(program);
  for (const add of VERBS) add(vote, open);
}
