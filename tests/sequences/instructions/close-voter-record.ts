/** Closes the record of what a wallet has cast when voting is over. */
import { at } from '../calls';
import { choose } from '../choose';
import { requireCall } from '../require-call';
import { closeRecord } from '../rules/votes';
import { earliest } from '../time';
import { isProposalOf } from '../voting-rights';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const closeVoterRecord: InstructionDefinition<NoArguments> = {
  weight: 3,
  leastAccepted: 20,
  encode: writeNothing,
  rule: (world, call) => {
    closeRecord(world, call, world.voters, at(call, 'voterRecord'));
  },
  intent: (world, draw) => {
    const found = choose([...world.voters], draw, ([, { endsTs }]) => world.now >= endsTs);
    return (
      found && { instruction: 'closeVoterRecord', accounts: { voterRecord: found[0], voter: found[1].voter }, args: {} }
    );
  },
  needs: 'votes',
  requires: ['castVote', 'openProposal'],
  dueTs: ({ now, voters }) =>
    earliest(
      now,
      [...voters.values()].map(({ endsTs }) => endsTs),
    ),
  teardown: (run, plan) => {
    for (const [voterRecord, { proposal, voter }] of run.world.voters) {
      if (!isProposalOf(proposal, plan)) continue;
      requireCall(run, { instruction: 'closeVoterRecord', accounts: { voterRecord, voter }, args: {} });
    }
  },
};
