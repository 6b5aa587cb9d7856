/** Promise 7: nothing counts twice, whatever is closed, opened again or tried once more. */
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { DAY } from '../support/world';
import { AGE, member, scenario, VOTING, WEIGHT } from './scenario';

describe('promise 7: once', () => {
  scenario('nobody votes on the proposals of another plan', (test) => {
    test.found();
    const proposal = test.propose1();
    const plan = test.foreignGovernance();
    test.refuse(test.castVote(proposal, member(2), test.addressOf(2n), { plan }), 'GovernanceOfAnotherPlan', member(2));
    test.refuse(test.execute(proposal, { plan }), 'GovernanceOfAnotherPlan');
  });

  scenario('a vote, closed after the end, can not be cast again', (test) => {
    test.found();
    const proposal = test.propose1();
    test.vote(proposal, true, true);
    test.world.chain.advance(VOTING);
    const source = test.addressOf(2n);
    const voteRecord = test.voteRecordOf(proposal, source);
    test.run(sdk.closeVoteRecord({ voteRecord, voter: member(2).publicKey }));
    test.refuse(test.castVote(proposal, member(2), source), 'VoteHasEnded', member(2));
  });

  scenario('a vote, closed sooner, would be cast again: it is not closed sooner', (test) => {
    test.found();
    const proposal = test.propose1();
    test.vote(proposal, true, true);
    test.world.chain.setTime(test.proposalState(proposal).votingEndsTs - 1);
    const source = test.addressOf(2n);
    const voteRecord = test.voteRecordOf(proposal, source);
    test.refuse(sdk.closeVoteRecord({ voteRecord, voter: member(2).publicKey }), 'VoteIsRunning');
    test.refuse(test.castVote(proposal, member(2), source), 'AlreadyVoted', member(2));
    expect(test.proposalState(proposal).yes).to.equal(2n * WEIGHT);
  });

  scenario("a capped wallet's record, closed sooner, would lift its cap: it is not closed sooner", (test) => {
    test.found({ maxVoterBps: 3_000 });
    const deposit = test.deposited(member(2), WEIGHT);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    test.run(test.castVote(proposal, member(2), test.addressOf(2n), { capped: true }), member(2));
    const voterRecord = sdk.voterRecordAddress(proposal, member(2).publicKey);
    test.refuse(sdk.closeVoterRecord({ voterRecord, voter: member(2).publicKey }), 'VoteIsRunning');
    test.run(test.castVote(proposal, member(2), deposit, { capped: true }), member(2));
    expect(test.proposalState(proposal).yes, 'three tenths of four').to.equal((4n * WEIGHT * 3n) / 10n);
  });

  scenario(
    'a closed proposal never comes back under its number, so old votes never count for one at its address',
    (test) => {
      test.found();
      const proposal = test.propose1();
      test.vote(proposal, true, false);
      const before = test.proposalState(proposal);
      const voteRecord = test.voteRecordOf(proposal, test.addressOf(1n));
      test.world.chain.setTime(before.votingEndsTs);
      test.run(sdk.closeProposal({ proposer: member(1).publicKey, proposal }));
      test.refuse(test.execute(proposal), 'AccountOwnedByWrongProgram');
      test.run(test.openProposal(member(1), test.addressOf(1n), { proposalId: before.proposalId }), member(1));
      expect(test.world.chain.account(voteRecord), 'the old vote is still there').not.to.equal(null);
      expect(test.proposalState(proposal)).to.deep.include({
        proposalId: before.proposalId,
        number: before.number + 1n,
        yes: 0n,
        no: 0n,
      });
      test.vote(proposal, true);
      expect(test.proposalState(proposal).yes, 'who voted on the old one votes on this').to.equal(WEIGHT);
      test.refuse(test.castVote(proposal, member(1), test.addressOf(1n)), 'AlreadyVoted', member(1));
      test.refuse(test.execute(proposal), 'VoteIsRunning');
    },
  );

  scenario('a proposal is carried out once, also where it could be twice', (test) => {
    test.found();
    const proposal = test.passed({ kind: 'acceleratePlan', accelerationBps: 2_500 });
    test.due(proposal);
    test.refuse([test.execute(proposal), test.execute(proposal)], 'ProposalIsOver');
    test.run(test.execute(proposal));
    test.refuse(test.execute(proposal), 'ProposalIsOver');
    expect(test.planState().accelerations).to.have.length(1);
    test.run(sdk.closeProposal({ proposer: member(1).publicKey, proposal }));
    test.refuse(test.execute(proposal), 'AccountOwnedByWrongProgram');
  });
});
