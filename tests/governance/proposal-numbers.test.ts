/** Promise 7: nobody takes the numbers of others, and an address that lives twice neither takes votes over nor loses any. */
import type { Keypair, PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { DAY, people } from '../support/world';
import { AGE, type GovernanceScenario, member, scenario, VOTING, WEIGHT } from './scenario';

const { stranger } = people;
const CAPPED = { maxVoterBps: 2_000 };
const CAP = (4n * WEIGHT) / 5n;

function addressOf(test: GovernanceScenario, proposer: Keypair, proposalId: bigint): PublicKey {
  return sdk.proposalAddress(test.governance(), proposer.publicKey, proposalId);
}

/** Opens a proposal under an id, with the grant of a member. */
function open(test: GovernanceScenario, number: number, proposalId: bigint): PublicKey {
  test.run(test.openProposal(member(number), test.addressOf(BigInt(number)), { proposalId }), member(number));
  return addressOf(test, member(number), proposalId);
}

/** Votes with a member's grant under a cap. */
function voteCapped(test: GovernanceScenario, proposal: PublicKey, number: number): void {
  test.run(test.castVote(proposal, member(number), test.addressOf(BigInt(number)), { capped: true }), member(number));
}

/** Closes a proposal whose vote has ended without passing, and opens another with the same id. */
function openAgain(test: GovernanceScenario, proposal: PublicKey): void {
  const { proposalId } = test.proposalState(proposal);
  test.world.chain.advance(VOTING);
  test.run(sdk.closeProposal({ proposer: member(1).publicKey, proposal }));
  open(test, 1, proposalId);
}

function voterRecord(test: GovernanceScenario, proposal: PublicKey, number: number): sdk.VoterRecord {
  const address = sdk.voterRecordAddress(proposal, member(number).publicKey);
  return sdk.decodeVoterRecord(address, test.world.chain.account(address));
}

describe('numbers of proposals', () => {
  scenario('two proposers use the same id, each for a proposal with a number and votes of its own', (test) => {
    test.found();
    const [first, second] = [open(test, 1, 7n), open(test, 2, 7n)];
    expect(first.equals(second)).to.equal(false);
    expect([first, second].map((proposal) => test.proposalState(proposal).number)).to.deep.equal([0n, 1n]);
    test.vote(first, true, true, true);
    test.vote(second, false);
    expect(test.proposalState(first)).to.deep.include({ proposalId: 7n, yes: 3n * WEIGHT, no: 0n });
    expect(test.proposalState(second)).to.deep.include({ proposalId: 7n, yes: 0n, no: WEIGHT });
    const again = test.openProposal(member(1), test.addressOf(1n), { proposalId: 7n });
    test.refuse(again, 'ProposalAlreadyExists', member(1));
  });

  scenario('nobody opens one at the address of another proposer', (test) => {
    test.found();
    const own = addressOf(test, stranger, 0n);
    const call = test.openProposal(member(1), test.addressOf(1n), { proposalId: 0n });
    const keys = call.keys.map((meta) =>
      meta.pubkey.equals(addressOf(test, member(1), 0n)) ? { ...meta, pubkey: own } : meta,
    );
    test.refuse(Object.assign(call, { keys }), 'ConstraintSeeds', member(1));
  });

  scenario('dust without end takes no id of honest proposals, nor holds them up', (test) => {
    test.found({ proposalThreshold: 0n });
    const dust = test.deposited(stranger, 1n);
    test.world.chain.advance(AGE);
    const signed = test.openProposal(member(1), test.addressOf(1n), { proposalId: 0n });
    for (let proposalId = 0n; proposalId < 20n; proposalId += 1n) {
      test.run(test.openProposal(stranger, dust, { proposalId }), stranger);
    }
    test.run(signed, member(1));
    const honest = addressOf(test, member(1), 0n);
    expect(test.proposalState(honest)).to.deep.include({ number: 20n, proposalId: 0n });
    test.vote(honest, true, true);
    test.due(honest);
    test.run(test.execute(honest));
    test.refuse(test.execute(addressOf(test, stranger, 0n)), 'ProposalFailed');
  });
});

describe('an id that is used again', () => {
  scenario('keeps nobody from voting: records that are left count for nothing', (test) => {
    test.found();
    const proposal = open(test, 1, 3n);
    test.vote(proposal, true, false, false);
    const old = [1n, 2n, 3n].map((id) => test.voteRecordOf(proposal, test.addressOf(id)));
    openAgain(test, proposal);
    for (const record of old) expect(test.world.chain.account(record), 'is left').not.to.equal(null);
    expect(test.proposalState(proposal)).to.deep.include({ number: 1n, yes: 0n, no: 0n });
    test.vote(proposal, true, true, true);
    expect(test.proposalState(proposal)).to.deep.include({ yes: 3n * WEIGHT, no: 0n });
    const records = [...old, ...[1n, 2n, 3n].map((id) => test.voteRecordOf(proposal, test.addressOf(id)))];
    const read = records.map((record) => sdk.decodeVoteRecord(record, test.world.chain.account(record)));
    expect(sdk.votesOn(test.proposalState(proposal), read).map(({ address }) => address)).to.deep.equal(
      records.slice(3),
    );
  });

  scenario('and counts nobody twice, also once the old records are closed', (test) => {
    test.found();
    const proposal = open(test, 1, 3n);
    test.vote(proposal, true, false, false);
    const [old] = [test.voteRecordOf(proposal, test.addressOf(1n))];
    openAgain(test, proposal);
    test.vote(proposal, true);
    test.run(sdk.closeVoteRecord({ voteRecord: old, voter: member(1).publicKey }));
    test.refuse(test.castVote(proposal, member(1), test.addressOf(1n)), 'AlreadyVoted', member(1));
    const own = test.voteRecordOf(proposal, test.addressOf(1n));
    test.refuse(sdk.closeVoteRecord({ voteRecord: own, voter: member(1).publicKey }), 'VoteIsRunning');
    expect(test.proposalState(proposal).yes).to.equal(WEIGHT);
  });

  scenario(
    "a wallet's old count under a cap is set back, once, and so neither keeps it from voting nor lets it vote more",
    (test) => {
      test.found(CAPPED);
      const deposit = test.deposited(member(2), WEIGHT);
      test.world.chain.advance(AGE);
      const proposal = open(test, 1, 3n);
      voteCapped(test, proposal, 2);
      expect(voterRecord(test, proposal, 2)).to.deep.include({ weight: CAP, proposalNumber: 0n });
      openAgain(test, proposal);
      voteCapped(test, proposal, 2);
      expect(voterRecord(test, proposal, 2)).to.deep.include({ weight: CAP, proposalNumber: 1n });
      test.refuse(test.castVote(proposal, member(2), deposit, { capped: true }), 'VoterAtCap', member(2));
      const close = sdk.closeVoterRecord({
        ...{ voterRecord: sdk.voterRecordAddress(proposal, member(2).publicKey), voter: member(2).publicKey },
      });
      test.refuse(close, 'VoteIsRunning');
      expect(test.proposalState(proposal).yes).to.equal(CAP);
    },
  );

  scenario('an old count that is closed while the new vote runs lifts no cap', (test) => {
    test.found(CAPPED);
    const deposit = test.deposited(member(2), WEIGHT);
    test.world.chain.advance(AGE);
    const proposal = open(test, 1, 3n);
    voteCapped(test, proposal, 2);
    openAgain(test, proposal);
    const record = sdk.voterRecordAddress(proposal, member(2).publicKey);
    test.run(sdk.closeVoterRecord({ voterRecord: record, voter: member(2).publicKey }));
    voteCapped(test, proposal, 2);
    test.refuse(test.castVote(proposal, member(2), deposit, { capped: true }), 'VoterAtCap', member(2));
    expect(test.proposalState(proposal).yes).to.equal(CAP);
  });

  scenario('clients tell who can still vote: who voted on the old one can', (test) => {
    test.found();
    const proposal = open(test, 1, 3n);
    test.vote(proposal, false, false);
    const left = [1n, 2n].map((id) => test.voteRecordOf(proposal, test.addressOf(id)));
    openAgain(test, proposal);
    const votes = left.map((record) => sdk.decodeVoteRecord(record, test.world.chain.account(record)));
    const state = test.proposalState(proposal);
    const holdings = { grants: [1n, 2n, 3n, 4n].map((id) => test.grantState(test.addressOf(id))), deposits: [] };
    const sources = sdk.voteSources(test.planState(), state, holdings, test.now());
    expect(sdk.votersLeft(state, sources, votes).map(({ counts }) => counts)).to.deep.equal([
      WEIGHT,
      WEIGHT,
      WEIGHT,
      WEIGHT,
    ]);
    expect(sdk.ballotsOf(state, sources.slice(0, 1), votes).map(({ no }) => no)).to.deep.equal([null]);
  });
});

describe('a deposit id that is used again', () => {
  scenario('is another deposit at the same address: it votes by its own age, once', (test) => {
    test.found();
    const deposit = test.deposited(stranger, 500n);
    test.world.chain.advance(AGE);
    const first = test.propose1();
    test.run(test.castVote(first, stranger, deposit), stranger);
    test.world.chain.setTime(test.proposalState(first).votingEndsTs);
    test.run([test.withdrawVotes(stranger), test.deposit(stranger, 500n)], stranger);
    test.refuse(test.castVote(first, stranger, deposit), 'VoteHasEnded', stranger);
    test.world.chain.advance(AGE - 1);
    test.refuse(test.castVote(test.propose1(), stranger, deposit), 'TooYoungToVote', stranger);
    test.world.chain.advance(1);
    const next = test.propose1();
    test.run(test.castVote(next, stranger, deposit), stranger);
    test.refuse(test.castVote(next, stranger, deposit), 'AlreadyVoted', stranger);
    expect(test.proposalState(next).yes).to.equal(500n);
    test.world.chain.advance(DAY);
    test.refuse(test.withdrawVotes(stranger), 'DepositIsLocked', stranger);
  });
});
