import { expect } from 'chai';
import { decodeTombstone, type TenureErrorName } from '@tenure/sdk';
import { SystemProgram, type PublicKey } from '@solana/web3.js';
import { eventsOf } from '../support/events';
import { keypair } from '../support/transactions';
import { AT_ONCE, DAY, people, START_TS } from '../support/world';
import { forge } from './attacks';
import { scenario, STEADY, TEN_STEPS, unsigned, type Scenario } from './scenario';

const { authority, beneficiary, creator, guardian, operator, payroll, accelerationAuthority, rentRecipient, stranger } =
  people;
const steady = { total: 2_000n, shape: STEADY };

/** A grant that has paid all it ever will. */
function paidOut(test: Scenario, grantId = 1n): PublicKey {
  const grant = test.issue({ total: 5n, shape: AT_ONCE, grantId });
  test.run(test.claim(grant), beneficiary);
  return grant;
}

/** Closes a grant and says what came back to the rent recipient. */
function close(test: Scenario, grant: PublicKey): bigint {
  const before = test.world.chain.balance(rentRecipient.publicKey);
  test.run(test.closeGrant(grant), beneficiary);
  return test.world.chain.balance(rentRecipient.publicKey) - before;
}

describe('close_grant', () => {
  describe('leaves a tombstone while the plan issues', () => {
    for (const [who, signer] of [
      ['beneficiary', beneficiary],
      ['operator', operator],
      ['authority', authority],
    ] as const) {
      scenario(`by the ${who}; the rent beyond the tombstone's goes to the rent recipient`, (test) => {
        const { chain } = test.world;
        const grant = paidOut(test);
        const before = { rent: chain.balance(rentRecipient.publicKey), plan: test.planState(), vault: test.vault() };
        const outcome = test.run(test.closeGrant(grant, { signer: signer.publicKey }), signer);

        const told = { plan: test.plan.address.toBase58(), grant: grant.toBase58(), grantId: 1n };
        expect(eventsOf(outcome)).to.deep.equal([{ name: 'grantClosed', data: told }]);
        const left = chain.account(grant);
        expect(left?.data.toString('latin1', 0, 8)).to.equal('\u0001tombstn');
        expect(left?.data.length).to.equal(48);
        expect(decodeTombstone(grant, left)).to.deep.include({ grantId: 1n, plan: test.plan.address });
        expect(chain.balance(grant)).to.equal(chain.rent(48));
        expect(chain.balance(rentRecipient.publicKey) - before.rent).to.equal(chain.rent(160) - chain.rent(48));
        expect(test.planState()).to.deep.equal({ ...before.plan, grantCount: 0, tombstoneCount: 1 });
        expect(test.vault()).to.equal(before.vault);
      });
    }

    scenario('of the same size for every schedule; the longest one returns the most', (test) => {
      const { chain } = test.world;
      const segments = Array.from({ length: 24 }, () => ({ weight: 1n, span: 1, steps: 1, unit: 'seconds' as const }));
      const long = test.issue({ total: 24n, shape: segments });
      test.at(24);
      test.collect(long);
      expect(close(test, long)).to.equal(chain.rent(144 + 24 * 16) - chain.rent(48));
    });

    scenario('lamports that somebody sent to the grant go to the rent recipient too', (test) => {
      const grant = paidOut(test);
      test.world.chain.airdrop(grant, 12_345n);
      expect(close(test, grant)).to.equal(test.world.chain.rent(160) - test.world.chain.rent(48) + 12_345n);
    });
  });

  describe('leaves nothing in a sealed plan', () => {
    scenario("all the rent goes to the rent recipient, and the address is nobody's again", (test) => {
      const { chain } = test.world;
      const grant = paidOut(test);
      test.seal();
      expect(close(test, grant)).to.equal(chain.rent(160));
      expect(chain.account(grant)).to.equal(null);
      expect(test.planState()).to.deep.include({ grantCount: 0, tombstoneCount: 0 });
    });
  });

  describe('never lets an id live twice', () => {
    scenario('the id cannot be issued again, alone, in a batch or in the transaction that closes it', (test) => {
      const grant = paidOut(test);
      test.refuse([test.closeGrant(grant), test.issueGrants()], 'GrantAlreadyExists', beneficiary, operator);
      test.run(test.closeGrant(grant), beneficiary);
      for (const issuer of [operator, authority]) {
        const by = { issuer: issuer.publicKey, payer: issuer.publicKey };
        test.refuse(test.issueGrants(by), 'GrantAlreadyExists', issuer);
      }
      const batch = [2n, 1n].map((grantId) => test.newGrant({ grantId }));
      test.refuse(test.issueGrants({ grants: batch }), 'GrantAlreadyExists', operator);
      test.at(400 * DAY);
      test.refuse(test.issueGrants(), 'GrantAlreadyExists', operator);
    });

    scenario('lamports sent to a tombstone wake nothing up', (test) => {
      const { chain } = test.world;
      const grant = paidOut(test);
      test.run(test.closeGrant(grant), beneficiary);
      const revive = SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: grant, lamports: 10_000_000 });
      test.run(revive, stranger);
      expect(chain.account(grant)?.data.length).to.equal(48);
      test.refuse(test.issueGrants(), 'GrantAlreadyExists', operator);
      test.refuse(test.claim(grant), 'AccountDiscriminatorMismatch', beneficiary);
      test.refuse(test.closeGrant(grant), 'NotAGrant', beneficiary);
      test.refuse(test.settle(grant), 'AccountDiscriminatorMismatch');
      test.refuse(test.accelerate(grant, 1), 'AccountDiscriminatorMismatch', authority);
    });

    scenario(
      'lamports sent to a closed address in a sealed plan, in the same transaction or later, wake nothing up',
      (test) => {
        const { chain } = test.world;
        const grant = paidOut(test);
        test.seal();
        const lamports = Number(chain.rent(160));
        const revive = SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: grant, lamports });
        test.run([test.closeGrant(grant), revive], beneficiary, stranger);
        const left = chain.account(grant);
        expect([left?.data.length, left?.owner.toBase58()]).to.deep.equal([0, SystemProgram.programId.toBase58()]);
        test.run(revive, stranger);
        test.refuse(test.issueGrants(), 'PlanIsSealed', operator);
        test.refuse(test.claim(grant), 'AccountOwnedByWrongProgram', beneficiary);
        test.refuse(test.closeGrant(grant), 'NotAGrant', beneficiary);
      },
    );

    for (const sealed of [false, true]) {
      scenario(`it closes once, also within one transaction (${sealed ? 'sealed' : 'open'})`, (test) => {
        const grant = paidOut(test);
        if (sealed) test.seal();
        test.refuse([test.closeGrant(grant), test.closeGrant(grant)], 'NotAGrant', beneficiary);
        const revive = SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: grant, lamports: 9_000_000 });
        const twice = [test.closeGrant(grant), revive, test.closeGrant(grant)];
        test.refuse(twice, 'NotAGrant', beneficiary, stranger);
        const claimed: TenureErrorName = sealed ? 'AccountOwnedByWrongProgram' : 'AccountDiscriminatorMismatch';
        test.refuse([test.closeGrant(grant), revive, test.claim(grant)], claimed, beneficiary, stranger);
        test.run(test.closeGrant(grant), beneficiary);
        test.refuse(test.closeGrant(grant), 'NotAGrant', beneficiary);
      });
    }

    scenario('claiming the last and closing fit one transaction', (test) => {
      const grant = test.issue(steady);
      test.at(2_000);
      test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
      expect(test.paid()).to.equal(2_000n);
    });
  });

  describe('only what can never pay again', () => {
    scenario('not one base unit before', (test) => {
      const grant = test.issue({ total: 1_000n, shape: TEN_STEPS });
      for (const second of [0, 99, 100]) {
        test.at(second);
        if (second === 99) test.collect(grant);
        for (const signer of [beneficiary, operator, authority]) {
          test.refuse(test.closeGrant(grant, { signer: signer.publicKey }), 'GrantNotPaidOut', signer);
        }
      }
      test.collect(grant);
      close(test, grant);
    });

    scenario(
      'a terminated grant once it is settled and what had vested is claimed',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        test.run(test.terminate(grant), authority);
        test.at(700);
        test.collect(grant);
        test.refuse(test.closeGrant(grant), 'GrantNotPaidOut', beneficiary);
        test.run(test.settle(grant));
        test.run(test.closeGrant(grant), beneficiary);
      },
      { policy: { noticeSecs: 500 } },
    );

    scenario(
      'a settled grant not while any of what had vested is unclaimed',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        test.run(test.terminate(grant), authority);
        test.at(101);
        test.run(test.settle(grant));
        test.refuse(test.closeGrant(grant, { signer: authority.publicKey }), 'GrantNotPaidOut', authority);
        test.collect(grant);
        test.run(test.closeGrant(grant), beneficiary);
      },
      { policy: { noticeSecs: 0 } },
    );

    scenario(
      'a settled grant not while the unlock curve holds what had vested back',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        test.run(test.terminate(grant), authority);
        test.at(101);
        test.run(test.settle(grant));
        test.refuse(test.closeGrant(grant), 'GrantNotPaidOut', beneficiary);
        test.at(1_000);
        expect(test.collect(grant)).to.equal(100n);
        test.run(test.closeGrant(grant), beneficiary);
      },
      {
        policy: { noticeSecs: 0 },
        unlock: { startTs: START_TS, shape: [{ weight: 1_000_000_000n, span: 1_000, steps: 1, unit: 'seconds' }] },
      },
    );

    scenario('a fully released grant once all is claimed, though its schedule runs on', (test) => {
      const grant = test.issue(steady);
      test.run(test.accelerate(grant, 10_000), authority);
      test.refuse(test.closeGrant(grant), 'GrantNotPaidOut', beneficiary);
      test.collect(grant);
      close(test, grant);
    });

    scenario('withheld tokens stay owed to payroll', (test) => {
      const grant = test.issue({ ...steady, withholdingBps: 5_000 });
      test.at(2_000);
      test.collect(grant);
      close(test, grant);
      expect(test.planState().withheld).to.equal(1_000n);
    });
  });

  describe('is refused', () => {
    scenario('to anyone but beneficiary, operator and authority, and without a signature', (test) => {
      const grant = paidOut(test);
      for (const other of [stranger, creator, payroll, guardian, accelerationAuthority, rentRecipient]) {
        test.refuse(test.closeGrant(grant, { signer: other.publicKey }), 'NotBeneficiary', other);
      }
      test.refuse(unsigned(test.closeGrant(grant), beneficiary.publicKey), 'AccountNotSigner');
    });

    for (const sealed of [false, true]) {
      scenario(`with the rent to anyone but the plan's rent recipient (${sealed ? 'sealed' : 'open'})`, (test) => {
        const grant = paidOut(test);
        if (sealed) test.seal();
        for (const { publicKey } of [beneficiary, authority, operator, stranger]) {
          test.refuse(test.closeGrant(grant, { rentRecipient: publicKey }), 'WrongRentRecipient', beneficiary);
        }
        test.refuse(test.closeGrant(grant, { rentRecipient: test.plan.address }), 'WrongRentRecipient', beneficiary);
        test.refuse(test.closeGrant(grant, { rentRecipient: grant }), 'WrongRentRecipient', beneficiary);
      });
    }

    scenario("to another plan's grant, also to who has every power there", (test) => {
      const grant = paidOut(test);
      const foreign = test.foreignPlan();
      const theirs = { signer: stranger.publicKey, plan: foreign.address };
      test.refuse(test.closeGrant(grant, theirs), 'GrantOfAnotherPlan', stranger);
      test.refuse(test.closeGrant(test.issueForeign(foreign)), 'GrantOfAnotherPlan', beneficiary);
    });

    scenario('to what is not a plan or a live grant of this program', (test) => {
      const grant = paidOut(test);
      const plan = forge(test, test.plan.address, 'forged plan', SystemProgram.programId);
      test.refuse(test.closeGrant(grant, { plan }), 'AccountOwnedByWrongProgram', beneficiary);
      test.refuse(test.closeGrant(grant, { plan: grant }), 'AccountDiscriminatorMismatch', beneficiary);
      for (const other of [
        forge(test, grant, 'forged grant', stranger.publicKey),
        keypair('nobody').publicKey,
        test.wallet,
      ]) {
        test.refuse(test.closeGrant(other), 'NotAGrant', beneficiary);
      }
    });

    scenario('refuses the plan itself in the place of the grant', (test) => {
      paidOut(test);
      test.refuse(test.closeGrant(test.plan.address), 'NotAGrant', beneficiary);
    });
  });
});
