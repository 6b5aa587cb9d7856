import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { DAY, people } from '../support/world';
import { AGE, scenario } from './scenario';

const { authority, beneficiary, stranger } = people;

describe('withdraw_votes', () => {
  scenario('gives back all of it, to any account of the owner, and the rent', (test) => {
    test.run(test.createGovernance(), authority);
    const deposit = test.deposited(stranger, 700n);
    const destination = test.openOther(stranger, 'cold storage');
    const before = test.world.chain.balance(stranger.publicKey);
    const outcome = test.run(test.withdrawVotes(stranger, { destination }), stranger);
    const owner = stranger.publicKey;
    expectEvents(outcome, ['votesWithdrawn', { governance: test.governance(), deposit, owner, amount: 700n }]);
    expect(test.world.tokens(destination)).to.equal(700n);
    expect(test.governanceState().deposited).to.equal(0n);
    expect(test.world.chain.account(deposit)).to.equal(null);
    expect(test.world.chain.balance(stranger.publicKey) - before).to.equal(test.world.chain.rent(104));
  });

  scenario('to nobody but the owner', (test) => {
    test.run(test.createGovernance(), authority);
    const deposit = test.deposited(stranger, 700n);
    test.world.open(test.plan.mintHandle, beneficiary.publicKey);
    const destination = test.walletOf(beneficiary);
    test.refuse(test.withdrawVotes(stranger, { destination }), 'TokenAccountNotOwned', stranger);
    test.refuse(
      test.withdrawVotes(stranger, { destination: test.governanceState().vault }),
      'TokenAccountNotOwned',
      stranger,
    );
    const own = test.deposited(beneficiary, 1n);
    const call = test.withdrawVotes(beneficiary);
    const keys = call.keys.map((meta) => (meta.pubkey.equals(own) ? { ...meta, pubkey: deposit } : meta));
    test.refuse(Object.assign(call, { keys }), 'NotYourDeposit', beneficiary);
  });

  scenario('a deposit can be withdrawn once', (test) => {
    test.run(test.createGovernance(), authority);
    test.deposited(stranger, 700n);
    test.deposited(beneficiary, 700n);
    test.run(test.withdrawVotes(stranger), stranger);
    test.refuse(test.withdrawVotes(stranger), 'AccountOwnedByWrongProgram', stranger);
  });

  scenario('from the governance where it was made', (test) => {
    test.found();
    const plan = test.foreignGovernance();
    test.deposited(stranger, 700n);
    test.tokensOf(stranger, 700n);
    test.run(test.deposit(stranger, 700n, { plan }), stranger);
    const call = test.withdrawVotes(stranger, { plan });
    const foreign = sdk.depositAddress(sdk.governanceAddress(plan), stranger.publicKey, 0n);
    const keys = call.keys.map((meta) =>
      meta.pubkey.equals(foreign) ? { ...meta, pubkey: test.depositAt(stranger) } : meta,
    );
    test.refuse(Object.assign(call, { keys }), 'NotYourDeposit', stranger);
  });

  scenario('a vote on a proposal that was withdrawn holds it until that vote would have ended', (test) => {
    test.found();
    const deposit = test.deposited(stranger, 600n);
    test.world.chain.advance(AGE + DAY);
    test.run(test.openProposal(stranger, deposit), stranger);
    const proposal = sdk.proposalAddress(test.governance(), stranger.publicKey, 0n);
    test.run(test.castVote(proposal, stranger, deposit), stranger);
    test.run(sdk.withdrawProposal({ proposer: stranger.publicKey, proposal }), stranger);
    test.refuse(test.withdrawVotes(stranger), 'DepositIsLocked', stranger);
    test.world.chain.setTime(test.proposalState(proposal).votingEndsTs);
    test.run(test.withdrawVotes(stranger), stranger);
  });

  scenario('opening a proposal with it does not lock it', (test) => {
    test.found();
    const deposit = test.deposited(stranger, 600n);
    test.world.chain.advance(AGE + DAY);
    test.run(test.openProposal(stranger, deposit), stranger);
    test.run(test.withdrawVotes(stranger), stranger);
    const proposal = sdk.proposalAddress(test.governance(), stranger.publicKey, 0n);
    expect(test.proposalState(proposal), 'a deposit is in no quorum').to.deep.include({
      eligible: 4_000n,
      yes: 0n,
      no: 0n,
    });
  });

  scenario('a sealed plan, and paused claims, keep nobody from it', (test) => {
    test.run(test.createGovernance(), authority);
    test.deposited(stranger, 700n);
    test.run(test.pauseAllClaims(DAY), people.guardian);
    test.seal();
    test.run(test.withdrawVotes(stranger), stranger);
  });
});
