import { TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { AT_ONCE, DAY, people } from '../support/world';
import { AGE, member, scenario, WEIGHT } from './scenario';

const { stranger } = people;
/** Half at once, half in ten years. */
const HALVES: sdk.ShapeSegment[] = [
  { weight: 1n, span: 0, steps: 1, unit: 'seconds' },
  { weight: 1n, span: 120, steps: 1, unit: 'months' },
];

describe('cast_vote', () => {
  scenario('counts what a grant can still be paid, once', (test) => {
    test.found();
    const proposal = test.propose1();
    const grant = test.addressOf(2n);
    const outcome = test.run(test.castVote(proposal, member(2), grant), member(2));
    const told = {
      plan: test.plan.address,
      proposal,
      source: grant,
      voter: member(2).publicKey,
      approve: true,
      weight: WEIGHT,
    };
    expectEvents(outcome, ['voteCast', told]);
    expect(test.proposalState(proposal)).to.deep.include({ yes: WEIGHT, no: 0n });
    test.refuse(test.castVote(proposal, member(2), grant, { approve: false }), 'AlreadyVoted', member(2));
    test.refuse(test.castVote(proposal, stranger, test.addressOf(3n)), 'NotVoteHolder', stranger);
  });

  scenario('to the last second of the vote and not after', (test) => {
    test.found();
    const proposal = test.propose1();
    const { votingEndsTs } = test.proposalState(proposal);
    test.world.chain.setTime(votingEndsTs - 1);
    test.vote(proposal, true);
    test.world.chain.setTime(votingEndsTs);
    test.refuse(test.castVote(proposal, member(2), test.addressOf(2n)), 'VoteHasEnded', member(2));
  });

  scenario("not on one's own grant, where the rules say so, which then is not eligible either", (test) => {
    test.found({ excludeOwnGrant: true });
    const proposal = test.propose1({ kind: 'accelerateGrant', grant: test.addressOf(2n), accelerationBps: 5_000 });
    expect(test.proposalState(proposal).eligible).to.equal(3n * WEIGHT);
    test.refuse(test.castVote(proposal, member(2), test.addressOf(2n)), 'OwnGrantExcluded', member(2));
    test.vote(proposal, true);
  });

  scenario('a wallet counts no more than its cap, with all it has together', (test) => {
    test.found({ maxVoterBps: 3_000 });
    const deposit = test.deposited(member(1), 700n);
    const later = test.deposited(member(1), 700n, 1n);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    const { voterCap } = test.proposalState(proposal);
    expect(voterCap, 'three tenths of what grants can vote').to.equal((4n * WEIGHT * 3n) / 10n);
    test.refuse(test.castVote(proposal, member(1), test.addressOf(1n)), 'VoterRecordMissing', member(1));
    test.run(test.castVote(proposal, member(1), test.addressOf(1n), { capped: true }), member(1));
    test.run(test.castVote(proposal, member(1), deposit, { capped: true }), member(1));
    expect(test.proposalState(proposal).yes).to.equal(voterCap);
    test.refuse(test.castVote(proposal, member(1), later, { capped: true }), 'VoterAtCap', member(1));
  });

  scenario('a capped wallet has one record, which tells what it has cast together', (test) => {
    test.found({ maxVoterBps: 2_500 });
    const deposit = test.deposited(member(1), 300n);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    const record = sdk.voterRecordAddress(proposal, member(1).publicKey);
    const weight = () => sdk.decodeVoterRecord(record, test.world.chain.account(record)).weight;
    test.run(test.castVote(proposal, member(1), deposit, { capped: true, approve: false }), member(1));
    expect(weight()).to.equal(300n);
    test.run(test.castVote(proposal, member(1), test.addressOf(1n), { capped: true }), member(1));
    expect(weight()).to.equal(WEIGHT);
    expect(test.proposalState(proposal)).to.deep.include({ yes: weight() - 300n, no: 300n });
  });

  scenario('a grant that was paid out has no weight', (test) => {
    test.found();
    const grant = test.issue({ beneficiary: stranger.publicKey, grantId: 9n, total: 600n, shape: AT_ONCE });
    const wallet = test.world.open(test.plan.mintHandle, stranger.publicKey);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    test.run(test.claim(grant, { claimant: stranger.publicKey, destination: wallet }), stranger);
    test.refuse(test.castVote(proposal, stranger, grant), 'NoWeight', stranger);
  });

  scenario('weighs what is left after a claim, whoever claimed', (test) => {
    test.found();
    const grant = test.issue({ beneficiary: stranger.publicKey, grantId: 9n, total: 600n, shape: HALVES });
    const wallet = test.world.open(test.plan.mintHandle, stranger.publicKey);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    test.run(sdk.setAutoClaim({ beneficiary: stranger.publicKey, grant, enabled: true }), stranger);
    test.run(test.claim(grant, { claimant: member(1).publicKey, destination: wallet }), member(1));
    test.run(test.castVote(proposal, stranger, grant), stranger);
    expect(test.proposalState(proposal).yes).to.equal(300n);
  });

  scenario('keeps a record of who cast what, and is told', (test) => {
    test.found();
    const deposit = test.deposited(stranger, 70n);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    const outcome = test.run(test.castVote(proposal, stranger, deposit, { approve: false }), stranger);
    const voter = stranger.publicKey;
    expectEvents(outcome, [
      'voteCast',
      { plan: test.plan.address, proposal, source: deposit, voter, approve: false, weight: 70n },
    ]);
    const address = test.voteRecordOf(proposal, deposit);
    const { votingEndsTs } = test.proposalState(proposal);
    expect(sdk.decodeVoteRecord(address, test.world.chain.account(address))).to.deep.equal({
      ...{ address, proposal, source: deposit, voter, weight: 70n, approve: false, votingEndsTs },
    });
    expect(test.depositState(deposit).lockedUntilTs).to.equal(votingEndsTs);
  });

  scenario('takes no deposit of another governance, and no record of another vote', (test) => {
    test.found();
    const plan = test.foreignGovernance();
    const foreign = sdk.depositAddress(sdk.governanceAddress(plan), stranger.publicKey, 0n);
    test.tokensOf(stranger, 9n);
    test.run(test.deposit(stranger, 9n, { plan }), stranger);
    test.world.chain.advance(AGE + DAY);
    const proposal = test.propose1();
    test.refuse(test.castVote(proposal, stranger, foreign), 'GovernanceOfAnotherPlan', stranger);
    const vote = test.castVote(proposal, member(2), test.addressOf(2n));
    const other = test.voteRecordOf(proposal, test.addressOf(3n));
    const own = test.voteRecordOf(proposal, test.addressOf(2n));
    const moved = new TransactionInstruction({
      ...vote,
      keys: vote.keys.map((meta) => (meta.pubkey.equals(own) ? { ...meta, pubkey: other } : meta)),
    });
    test.refuse(moved, 'VoteAddressMismatch', member(2));
  });
});
