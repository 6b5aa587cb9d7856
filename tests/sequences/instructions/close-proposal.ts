/** Closes a proposal of which nothing can come any more. */
import { at } from '../calls';
import { choose } from '../choose';
import { overTs } from '../governance';
import { requireCall } from '../require-call';
import { ensure, returnRent } from '../rules/checks';
import { loadProposal } from '../rules/votes';
import { earliest } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const closeProposal: InstructionDefinition<NoArguments> = {
  weight: 4,
  leastAccepted: 30,
  encode: writeNothing,
  rule: (world, call) => {
    const proposal = loadProposal(world, call);
    ensure(at(call, 'proposer') === proposal.proposer, 'WrongRentRecipient');
    ensure(world.now >= overTs(proposal), 'ProposalIsLive');
    world.proposals.delete(proposal.name);
    returnRent(world, proposal.name, proposal.proposer);
  },
  intent: (world, draw) => {
    const found = choose([...world.proposals.values()], draw, (one) => world.now >= overTs(one));
    if (found === undefined) return undefined;
    const { name: proposal, proposer } = found;
    return { instruction: 'closeProposal', accounts: { proposal, proposer }, args: {} };
  },
  requires: ['openProposal'],
  dueTs: ({ now, proposals }) => earliest(now, [...proposals.values()].map(overTs)),
  teardown: (run, plan) => {
    for (const { name: proposal, plan: of, proposer } of run.world.proposals.values()) {
      if (of !== plan.name) continue;
      requireCall(run, { instruction: 'closeProposal', accounts: { proposal, proposer }, args: {} });
    }
  },
};
