import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { member, scenario } from './scenario';

describe('close_vote_record', () => {
  scenario('once the vote has ended, and its rent goes to who voted', (test) => {
    test.found();
    const proposal = test.passed();
    const voteRecord = test.voteRecordOf(proposal, test.addressOf(2n));
    const close = (voter = member(2)) => sdk.closeVoteRecord({ voteRecord, voter: voter.publicKey });
    const { votingEndsTs } = test.proposalState(proposal);
    test.world.chain.setTime(votingEndsTs - 1);
    test.refuse(close(), 'VoteIsRunning');
    test.world.chain.setTime(votingEndsTs);
    test.refuse(close(member(3)), 'WrongRentRecipient');
    const before = test.world.chain.balance(member(2).publicKey);
    test.run(close());
    expect(test.world.chain.balance(member(2).publicKey) - before).to.equal(test.world.chain.rent(128));
  });

  scenario('not sooner where the proposal was withdrawn', (test) => {
    test.found();
    const proposal = test.passed();
    test.run(sdk.withdrawProposal({ proposer: member(1).publicKey, proposal }), member(1));
    const voteRecord = test.voteRecordOf(proposal, test.addressOf(2n));
    test.refuse(sdk.closeVoteRecord({ voteRecord, voter: member(2).publicKey }), 'VoteIsRunning');
  });

  scenario('also when the proposal is gone', (test) => {
    test.found();
    const proposal = test.passed();
    const voteRecord = test.voteRecordOf(proposal, test.addressOf(2n));
    test.due(proposal);
    test.run(test.execute(proposal));
    test.run(sdk.closeProposal({ proposer: member(1).publicKey, proposal }));
    test.run(sdk.closeVoteRecord({ voteRecord, voter: member(2).publicKey }));
  });
});
