import * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { member, scenario } from './scenario';

describe('withdraw_proposal', () => {
  scenario('its proposer takes it back while it is voted on, and nobody votes on it or executes it', (test) => {
    test.found();
    const proposal = test.passed();
    const withdraw = (proposer = member(1)) => sdk.withdrawProposal({ proposer: proposer.publicKey, proposal });
    test.refuse(withdraw(member(2)), 'NotProposer', member(2));
    expectEvents(test.run(withdraw(), member(1)), ['proposalWithdrawn', { plan: test.plan.address, proposal }]);
    test.refuse(withdraw(), 'ProposalIsOver', member(1));
    test.refuse(test.castVote(proposal, member(4), test.addressOf(4n)), 'ProposalIsOver', member(4));
    test.due(proposal);
    test.refuse(test.execute(proposal), 'ProposalIsOver');
  });

  scenario('in the last second of the vote, and not after it', (test) => {
    test.found();
    const [first, second] = [test.passed(), test.passed()];
    const withdraw = (proposal = first) => sdk.withdrawProposal({ proposer: member(1).publicKey, proposal });
    const { votingEndsTs } = test.proposalState(first);
    test.world.chain.setTime(votingEndsTs - 1);
    test.run(withdraw(), member(1));
    test.world.chain.setTime(votingEndsTs);
    test.refuse(withdraw(second), 'VoteHasEnded', member(1));
  });
});
