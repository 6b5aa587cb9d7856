import { expect } from 'chai';
import { closePlan, transferAddress } from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { DAY, people } from '../support/world';
import { forge } from './attacks';
import { Scenario, scenario, STEADY, swapped, unsigned } from './scenario';
import { SystemProgram, type Keypair, type PublicKey } from '@solana/web3.js';

const { authority, beneficiary, creator, guardian, operator, payroll, accelerationAuthority, stranger } = people;
const steady = { total: 2_000n, shape: STEADY };
const proposedByAuthority = { proposer: authority.publicKey };

/** The beneficiary, or authority and guardian, propose to hand a grant to the stranger. */
function propose(test: Scenario, grant: PublicKey, proposer: Keypair): void {
  if (proposer === beneficiary) test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
  else test.run(test.proposeRecovery(grant), authority, guardian);
}

describe('reject_transfer', () => {
  describe('ends a transfer and returns its rent to who proposed it', () => {
    for (const [why, proposer, signer] of [
      ['the beneficiary vetoes a recovery', authority, beneficiary],
      ['the authority takes a recovery back', authority, authority],
      ['the beneficiary takes a wish back', beneficiary, beneficiary],
      ['the authority refuses a wish', beneficiary, authority],
    ] as const) {
      scenario(why, (test) => {
        const { chain } = test.world;
        const grant = test.issue(steady);
        const state = test.grantState(grant);
        propose(test, grant, proposer);
        const before = chain.balance(proposer.publicKey);
        const by = { proposer: proposer.publicKey };
        const outcome = test.run(test.rejectTransfer(grant, signer, by), signer);
        const told = {
          plan: test.plan.address.toBase58(),
          grant: grant.toBase58(),
          rejectedBy: signer.publicKey.toBase58(),
        };
        expect(eventsOf(outcome)).to.deep.equal([{ name: 'transferRejected', data: told }]);
        expect(chain.balance(proposer.publicKey) - before).to.equal(chain.rent(192));
        expect(chain.account(transferAddress(grant))).to.equal(null);
        // What is left of a recovery that was proposed is good for nothing without a pending transfer.
        expect(test.grantState(grant)).to.deep.equal({ ...state, recoveryUnanswered: proposer === authority });
        test.refuse(test.acceptTransfer(grant, authority, by), 'AccountOwnedByWrongProgram', authority);
      });
    }

    scenario(
      'a veto is good until somebody completes the recovery, also after the 30 days and after its expiry',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.proposeRecovery(grant), authority, guardian);
        test.at(70 * DAY);
        test.refuse(test.acceptTransfer(grant, stranger, proposedByAuthority), 'TransferIsStale', stranger);
        test.at(40 * DAY);
        test.run(test.rejectTransfer(grant, beneficiary, proposedByAuthority), beneficiary);
        test.refuse(test.acceptTransfer(grant, stranger, proposedByAuthority), 'AccountOwnedByWrongProgram', stranger);
      },
    );

    scenario('a new recovery after a veto waits its own 30 days', (test) => {
      const grant = test.issue(steady);
      test.run(test.proposeRecovery(grant), authority, guardian);
      test.at(29 * DAY);
      test.run(test.rejectTransfer(grant, beneficiary, proposedByAuthority), beneficiary);
      test.run(test.proposeRecovery(grant), authority, guardian);
      test.at(59 * DAY - 1);
      test.refuse(test.acceptTransfer(grant, stranger, proposedByAuthority), 'TransferNotReady', stranger);
      test.at(59 * DAY);
      test.run(test.acceptTransfer(grant, stranger, proposedByAuthority), stranger);
    });

    scenario('after the grant was closed, the proposer still gets the rent back', (test) => {
      const grant = test.issue(steady);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      test.seal();
      test.at(2_000);
      test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
      test.run(test.rejectTransfer(grant, beneficiary), beneficiary);
    });

    it('after the plan was closed, the proposer still gets the rent back', () => {
      const test = new Scenario({ funding: 2_000n });
      const grant = test.issue(steady);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      test.seal();
      test.at(2_000);
      test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
      const destination = test.world.open(test.plan.mintHandle, authority.publicKey);
      const accounts = { authority: authority.publicKey, plan: test.plan.address, planState: test.plan, destination };
      test.run(closePlan({ ...accounts, expiresTs: 'never' }), authority);
      test.run(test.rejectTransfer(grant, beneficiary), beneficiary);
      expect(test.world.chain.account(transferAddress(grant))).to.equal(null);
    });
  });

  describe('is refused', () => {
    scenario('to who has no part in it, the next beneficiary included', (test) => {
      const grant = test.issue(steady);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      for (const other of [stranger, creator, guardian, operator, payroll, accelerationAuthority]) {
        test.refuse(test.rejectTransfer(grant, other), 'NotTransferParty', other);
      }
      test.refuse(unsigned(test.rejectTransfer(grant, authority), authority.publicKey), 'AccountNotSigner');
    });

    scenario('to an authority of the past that did not propose it; one that did may still take it back', (test) => {
      const wish = test.issue(steady);
      const recovery = test.issue({ ...steady, grantId: 2n });
      test.run(test.proposeTransfer(wish, stranger.publicKey), beneficiary);
      test.run(test.proposeRecovery(recovery), authority, guardian);
      test.handOver(operator);
      test.refuse(test.rejectTransfer(wish, authority), 'NotTransferParty', authority);
      test.run(test.rejectTransfer(recovery, authority, proposedByAuthority), authority);
      test.run(test.rejectTransfer(wish, operator), operator);
    });

    scenario('with the rent to anyone but the proposer', (test) => {
      const grant = test.issue(steady);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      for (const other of [authority, stranger]) {
        const attack = test.rejectTransfer(grant, authority, { proposer: other.publicKey });
        test.refuse(attack, 'WrongRentRecipient', authority);
      }
    });

    scenario('by the authority of another plan, and to what is not a transfer', (test) => {
      const grant = test.issue(steady);
      test.run(test.proposeTransfer(grant, creator.publicKey), beneficiary);
      const foreign = test.foreignPlan();
      test.refuse(test.rejectTransfer(grant, stranger, { plan: foreign.address }), 'GrantOfAnotherPlan', stranger);
      const transfer = transferAddress(grant);
      const forged = forge(test, transfer, 'forged transfer', SystemProgram.programId);
      const reject = () => test.rejectTransfer(grant, authority);
      test.refuse(swapped(reject(), transfer, forged), 'AccountOwnedByWrongProgram', authority);
      test.refuse(swapped(reject(), transfer, grant), 'AccountDiscriminatorMismatch', authority);
      test.refuse([reject(), reject()], 'AccountOwnedByWrongProgram', authority);
    });
  });
});
