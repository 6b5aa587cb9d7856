import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { member, scenario } from './scenario';

describe('close_voter_record', () => {
  scenario('once the vote has ended, and its rent goes to the wallet', (test) => {
    test.found({ maxVoterBps: 5_000 });
    const proposal = test.propose1();
    test.run(test.castVote(proposal, member(2), test.addressOf(2n), { capped: true }), member(2));
    const voterRecord = sdk.voterRecordAddress(proposal, member(2).publicKey);
    const close = (voter = member(2)) => sdk.closeVoterRecord({ voterRecord, voter: voter.publicKey });
    const { votingEndsTs } = test.proposalState(proposal);
    test.world.chain.setTime(votingEndsTs - 1);
    test.refuse(close(), 'VoteIsRunning');
    test.world.chain.setTime(votingEndsTs);
    test.refuse(close(member(3)), 'WrongRentRecipient');
    const before = test.world.chain.balance(member(2).publicKey);
    test.run(close());
    expect(test.world.chain.balance(member(2).publicKey) - before).to.equal(test.world.chain.rent(96));
  });
});
