/** Takes a proposal back. */
import { choose } from '../choose';
import { ensure, signer } from '../rules/checks';
import { checkVoting, loadProposal } from '../rules/votes';
import { agedTs, earliest } from '../time';
import { isVoting } from '../voting-rights';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const withdrawProposal: InstructionDefinition<NoArguments> = {
  weight: 3,
  leastAccepted: 30,
  encode: writeNothing,
  rule: (world, call) => {
    const proposer = signer(call, 'proposer');
    const proposal = loadProposal(world, call);
    ensure(proposal.proposer === proposer, 'NotProposer');
    checkVoting(proposal, world.now);
    proposal.status = 'withdrawn';
  },
  intent: (world, draw) => {
    const found = choose([...world.proposals.values()], draw, (one) => isVoting(world, one));
    if (found === undefined) return undefined;
    const { proposer, name: proposal } = found;
    return { instruction: 'withdrawProposal', accounts: { proposer, proposal }, args: {} };
  },
  before: 'openProposal',
  requires: ['openProposal', 'depositVotes', 'createGovernance'],
  dueTs: (world) => earliest(world.now, agedTs(world)),
};
