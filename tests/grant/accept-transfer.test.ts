import { expect } from 'chai';
import { transferAddress } from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { keypair } from '../support/transactions';
import { DAY, people } from '../support/world';
import { forge } from './attacks';
import { scenario, STEADY, swapped, unsigned, type Scenario } from './scenario';
import { SystemProgram, type PublicKey } from '@solana/web3.js';

const { authority, beneficiary, creator, guardian, operator, stranger } = people;
const steady = { total: 2_000n, shape: STEADY };
const FREE = { policy: { transferRule: 'free' } } as const;
const FORBIDDEN = { policy: { transferRule: 'forbidden' } } as const;
const proposedByAuthority = { proposer: authority.publicKey };

/** The beneficiary proposes to hand a grant to the stranger. */
function proposed(test: Scenario): PublicKey {
  const grant = test.issue(steady);
  test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
  return grant;
}

/** Authority and guardian propose to recover it for the stranger, at second 0. */
function recovering(test: Scenario): PublicKey {
  const grant = test.issue(steady);
  test.run(test.proposeRecovery(grant), authority, guardian);
  return grant;
}

function owner(test: Scenario, grant: PublicKey): string {
  return test.grantState(grant).beneficiary.toBase58();
}

describe('accept_transfer', () => {
  describe('proposed by the beneficiary', () => {
    scenario('hands the grant over with the consent of the authority, and the rent back to the proposer', (test) => {
      const { chain } = test.world;
      const grant = proposed(test);
      const before = { grant: test.grantState(grant), rent: chain.balance(beneficiary.publicKey) };
      const outcome = test.run(test.acceptTransfer(grant, authority), authority);
      const told = {
        plan: test.plan.address.toBase58(),
        grant: grant.toBase58(),
        from: beneficiary.publicKey.toBase58(),
        to: stranger.publicKey.toBase58(),
      };
      expect(eventsOf(outcome)).to.deep.equal([{ name: 'grantTransferred', data: told }]);
      expect(test.grantState(grant)).to.deep.equal({ ...before.grant, beneficiary: stranger.publicKey });
      expect(chain.account(transferAddress(grant))).to.equal(null);
      expect(chain.balance(beneficiary.publicKey) - before.rent).to.equal(chain.rent(192));
    });

    scenario('never without that consent, which is good for 30 days, to their last second', (test) => {
      const grant = proposed(test);
      for (const secs of [0, 29 * DAY, 30 * DAY]) {
        test.at(secs);
        for (const signer of [stranger, beneficiary, operator, guardian]) {
          test.refuse(test.acceptTransfer(grant, signer), 'TransferNotReady', signer);
        }
      }
      for (const secs of [30 * DAY + 1, 10_000 * DAY]) {
        test.at(secs);
        for (const signer of [authority, stranger, beneficiary]) {
          test.refuse(test.acceptTransfer(grant, signer), 'TransferIsStale', signer);
        }
      }
      test.at(30 * DAY);
      test.run(test.acceptTransfer(grant, authority), authority);
      expect(owner(test, grant)).to.equal(stranger.publicKey.toBase58());
    });

    scenario(
      'where the plan leaves it free, for 30 days too',
      (test) => {
        const grant = proposed(test);
        test.at(30 * DAY + 1);
        for (const signer of [operator, beneficiary, stranger, authority]) {
          test.refuse(test.acceptTransfer(grant, signer), 'TransferIsStale', signer);
        }
        test.at(30 * DAY);
        test.run(test.acceptTransfer(grant, operator), operator);
      },
      FREE,
    );

    scenario(
      'at once and by anybody where the plan leaves it free',
      (test) => {
        const grant = proposed(test);
        test.run(test.acceptTransfer(grant, operator), operator);
        expect(owner(test, grant)).to.equal(stranger.publicKey.toBase58());
      },
      FREE,
    );

    scenario('with the consent of the authority of the day, not of the one before', (test) => {
      const grant = proposed(test);
      test.handOver(operator);
      test.refuse(test.acceptTransfer(grant, authority), 'TransferNotReady', authority);
      test.run(test.acceptTransfer(grant, operator), operator);
    });
  });

  describe('proposed by authority and guardian', () => {
    for (const options of [FORBIDDEN, FREE]) {
      scenario(
        `is completed by anybody from the last second of 30 days on (${options.policy.transferRule})`,
        (test) => {
          const grant = recovering(test);
          for (const secs of [0, 30 * DAY - 1]) {
            test.at(secs);
            for (const signer of [authority, stranger]) {
              test.refuse(test.acceptTransfer(grant, signer, proposedByAuthority), 'TransferNotReady', signer);
            }
          }
          test.at(30 * DAY);
          test.run(test.acceptTransfer(grant, operator, proposedByAuthority), operator);
          expect(owner(test, grant)).to.equal(stranger.publicKey.toBase58());
        },
        options,
      );
    }

    scenario(
      'sooner with the consent of the beneficiary',
      (test) => {
        const grant = recovering(test);
        const before = test.world.chain.balance(authority.publicKey);
        test.run(test.acceptTransfer(grant, beneficiary, proposedByAuthority), beneficiary);
        expect(owner(test, grant)).to.equal(stranger.publicKey.toBase58());
        expect(test.world.chain.balance(authority.publicKey) - before).to.equal(test.world.chain.rent(192));
      },
      FORBIDDEN,
    );

    scenario('is stale once the authority that proposed it has handed over', (test) => {
      const grant = recovering(test);
      test.handOver(operator);
      test.at(31 * DAY);
      for (const signer of [authority, operator, beneficiary]) {
        test.refuse(test.acceptTransfer(grant, signer, proposedByAuthority), 'TransferIsStale', signer);
      }
      test.run(test.rejectTransfer(grant, operator, proposedByAuthority), operator);
      test.run(test.proposeRecovery(grant, { proposer: operator.publicKey }), operator, guardian);
    });

    scenario('pays the new beneficiary only what others had not claimed for the old one by then', (test) => {
      const grant = recovering(test);
      test.at(1_000);
      test.run(test.claim(grant, { claimant: operator.publicKey }), operator);
      expect(test.paid()).to.equal(1_000n);
      test.at(30 * DAY);
      test.run(test.acceptTransfer(grant, stranger, proposedByAuthority), stranger);
      const destination = test.world.open(test.plan.mintHandle, stranger.publicKey);
      test.run(test.claim(grant, { claimant: stranger.publicKey, destination }), stranger);
      expect(test.world.tokens(destination)).to.equal(1_000n);
    });
  });

  describe('is bound to what the signer saw', () => {
    scenario('a proposal that was replaced by one to another wallet is not accepted', (test) => {
      const grant = proposed(test);
      const signedBefore = test.acceptTransfer(grant, authority);
      test.run([test.rejectTransfer(grant, beneficiary), test.proposeTransfer(grant, creator.publicKey)], beneficiary);
      test.refuse(signedBefore, 'TransferIsStale', authority);
      test.run(test.acceptTransfer(grant, authority, { to: creator.publicKey }), authority);
    });

    scenario('runs at its last second and not one later', (test) => {
      const grant = proposed(test);
      const instruction = test.acceptTransfer(grant, authority, { expiresTs: test.start + 60 });
      test.at(61);
      test.refuse(instruction, 'InstructionExpired', authority);
      test.at(60);
      test.run(instruction, authority);
    });

    scenario("another grant's transfer is not used, nor a forged one", (test) => {
      const grant = proposed(test);
      const other = test.issue({ ...steady, grantId: 2n });
      test.run(test.proposeTransfer(other, stranger.publicKey), beneficiary);
      const transfer = transferAddress(grant);
      const substituted = swapped(test.acceptTransfer(grant, authority), transfer, transferAddress(other));
      test.refuse(substituted, 'TransferIsStale', authority);
      const forged = forge(test, transfer, 'forged transfer', SystemProgram.programId);
      test.refuse(
        swapped(test.acceptTransfer(grant, authority), transfer, forged),
        'AccountOwnedByWrongProgram',
        authority,
      );
      const mistyped = swapped(test.acceptTransfer(grant, authority), transfer, other);
      test.refuse(mistyped, 'AccountDiscriminatorMismatch', authority);
    });

    scenario('a grant that has another beneficiary than when it was proposed is not moved', (test) => {
      // No sequence of instructions gets here, as a grant has one pending transfer: the beneficiary is written directly.
      const { chain } = test.world;
      const grant = proposed(test);
      const account = chain.account(grant);
      if (account === null) throw new Error('the grant exists');
      const data = Buffer.from(account.data);
      creator.publicKey.toBuffer().copy(data, 8 + 8 + 32);
      chain.setAccount(grant, { ...account, data });
      expect(owner(test, grant)).to.equal(creator.publicKey.toBase58());
      test.refuse(test.acceptTransfer(grant, authority), 'TransferIsStale', authority);
    });
  });

  describe('is refused', () => {
    scenario('with the rent to anyone but the proposer', (test) => {
      const grant = proposed(test);
      for (const { publicKey } of [authority, stranger]) {
        test.refuse(test.acceptTransfer(grant, authority, { proposer: publicKey }), 'WrongRentRecipient', authority);
      }
    });

    scenario("without the other side's signature", (test) => {
      const grant = proposed(test);
      test.refuse(unsigned(test.acceptTransfer(grant, authority), authority.publicKey), 'AccountNotSigner');
    });

    scenario('where nothing is pending, never was or not any more', (test) => {
      const grant = test.issue(steady);
      test.refuse(test.acceptTransfer(grant, authority), 'AccountOwnedByWrongProgram', authority);
      test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
      const twice = [test.acceptTransfer(grant, authority), test.acceptTransfer(grant, authority)];
      test.refuse(twice, 'AccountOwnedByWrongProgram', authority);
      test.run(test.acceptTransfer(grant, authority), authority);
      test.refuse(test.acceptTransfer(grant, authority), 'AccountOwnedByWrongProgram', authority);
    });

    scenario('to a plan in which somebody else is the authority', (test) => {
      const grant = proposed(test);
      const foreign = test.foreignPlan();
      const attack = test.acceptTransfer(grant, stranger, { plan: foreign.address });
      test.refuse(attack, 'GrantOfAnotherPlan', stranger);
      const forged = forge(test, foreign.address, 'forged plan', SystemProgram.programId);
      test.refuse(test.acceptTransfer(grant, stranger, { plan: forged }), 'AccountOwnedByWrongProgram', stranger);
    });

    scenario('to a grant that was closed meanwhile', (test) => {
      const grant = proposed(test);
      test.at(2_000);
      test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
      test.refuse(test.acceptTransfer(grant, authority), 'AccountDiscriminatorMismatch', authority);
      test.refuse(test.acceptTransfer(keypair('nobody').publicKey, authority), 'AccountOwnedByWrongProgram', authority);
      test.run(test.rejectTransfer(grant, beneficiary), beneficiary);
    });
  });
});
