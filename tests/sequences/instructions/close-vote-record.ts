/** Closes the record of a vote when voting is over. */
import { at } from '../calls';
import { choose } from '../choose';
import { requireCall } from '../require-call';
import { closeRecord } from '../rules/votes';
import { earliest } from '../time';
import { isProposalOf } from '../voting-rights';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const closeVoteRecord: InstructionDefinition<NoArguments> = {
  weight: 4,
  leastAccepted: 30,
  encode: writeNothing,
  rule: (world, call) => {
    closeRecord(world, call, world.votes, at(call, 'voteRecord'));
  },
  intent: (world, draw) => {
    const found = choose([...world.votes], draw, ([, { endsTs }]) => world.now >= endsTs);
    return (
      found && { instruction: 'closeVoteRecord', accounts: { voteRecord: found[0], voter: found[1].voter }, args: {} }
    );
  },
  needs: 'votes',
  requires: ['castVote', 'openProposal'],
  dueTs: ({ now, votes }) =>
    earliest(
      now,
      [...votes.values()].map(({ endsTs }) => endsTs),
    ),
  teardown: (run, plan) => {
    for (const [voteRecord, { proposal, voter }] of run.world.votes) {
      if (!isProposalOf(proposal, plan)) continue;
      requireCall(run, { instruction: 'closeVoteRecord', accounts: { voteRecord, voter }, args: {} });
    }
  },
};
