import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { member, scenario, type GovernanceScenario } from './scenario';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';

function close(proposal: PublicKey, proposer = member(1)): TransactionInstruction {
  return sdk.closeProposal({ proposer: proposer.publicKey, proposal });
}

/** Lamports of member 1, who opened what is closed. */
function purse(test: GovernanceScenario): bigint {
  return test.world.chain.balance(member(1).publicKey);
}

describe('close_proposal', () => {
  scenario('once it was executed, and its rent goes to who opened it', (test) => {
    test.found();
    const proposal = test.passed();
    test.refuse(close(proposal), 'ProposalIsLive');
    test.due(proposal);
    test.refuse(close(proposal), 'ProposalIsLive');
    test.run(test.execute(proposal));
    test.refuse(close(proposal, member(2)), 'WrongRentRecipient');
    const before = purse(test);
    test.run(close(proposal));
    expect(purse(test) - before).to.equal(test.world.chain.rent(432));
    expect(test.world.chain.account(proposal)).to.equal(null);
  });

  scenario('once its vote has ended without passing', (test) => {
    test.found();
    const proposal = test.propose1();
    test.vote(proposal, true, false);
    const { votingEndsTs } = test.proposalState(proposal);
    test.world.chain.setTime(votingEndsTs - 1);
    test.refuse(close(proposal), 'ProposalIsLive');
    test.world.chain.setTime(votingEndsTs);
    test.run(close(proposal));
  });

  scenario('once it has expired', (test) => {
    test.found();
    const proposal = test.passed();
    const { expiresTs } = test.proposalState(proposal);
    test.world.chain.setTime(expiresTs - 1);
    test.refuse(close(proposal), 'ProposalIsLive');
    test.world.chain.setTime(expiresTs);
    test.run(close(proposal));
  });

  scenario('one that was withdrawn, but not while votes on it could still be cast', (test) => {
    test.found();
    const proposal = test.passed();
    test.run(sdk.withdrawProposal({ proposer: member(1).publicKey, proposal }), member(1));
    test.refuse(close(proposal), 'ProposalIsLive');
    test.world.chain.setTime(test.proposalState(proposal).votingEndsTs);
    test.run(close(proposal));
  });

  scenario('with the rent of the seats that it carried', (test) => {
    test.found();
    test.createOracles();
    const oracles = { attestors: [member(1).publicKey, member(2).publicKey], threshold: 2 };
    const proposal = test.propose1({ kind: 'replaceOracles', oracles });
    test.world.chain.setTime(test.proposalState(proposal).votingEndsTs);
    const before = purse(test);
    test.run(close(proposal));
    expect(purse(test) - before).to.equal(test.world.chain.rent(432 + 16 * 32));
  });
});
