import { expect } from 'chai';
import { decodeTombstone } from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { AT_ONCE, DAY, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY } from './scenario';

const { authority, beneficiary, operator, rentRecipient, stranger } = people;
const WINDOW = { policy: { voidSecs: DAY, noticeSecs: 500 }, funding: 10_000n };
const steady = { total: 2_000n, shape: STEADY };

describe('void_grant', () => {
  describe('takes a grant back in its void window', () => {
    scenario(
      'frees its tokens and its share of the cap, and leaves a tombstone with just its rent',
      (test) => {
        const { chain } = test.world;
        const grant = test.issue(steady);
        const { lamports = 0 } = chain.account(grant) ?? {};
        const rentBefore = chain.balance(rentRecipient.publicKey);
        const outcome = test.run(test.voidGrant(grant), authority);

        const told = { plan: test.plan.address.toBase58(), grant: grant.toBase58(), grantId: 1n, total: 2_000n };
        expect(eventsOf(outcome)).to.deep.equal([{ name: 'grantVoided', data: told }]);
        const { reserved, allocated, claimed, forfeited, grantCount, tombstoneCount } = test.planState();
        expect({ reserved, allocated, claimed, forfeited, grantCount, tombstoneCount }).to.deep.equal({
          reserved: 0n,
          allocated: 0n,
          claimed: 0n,
          forfeited: 0n,
          grantCount: 0,
          tombstoneCount: 1,
        });
        expect(test.vault()).to.equal(10_000n);
        const left = chain.account(grant);
        expect(decodeTombstone(grant, left)).to.deep.include({ grantId: 1n, plan: test.plan.address });
        expect(BigInt(left?.lamports ?? 0)).to.equal(chain.rent(48));
        expect(chain.balance(rentRecipient.publicKey) - rentBefore).to.equal(BigInt(lamports) - chain.rent(48));
      },
      WINDOW,
    );

    scenario(
      'up to its last second',
      (test) => {
        const grants = [1n, 2n, 3n].map((grantId) => test.issue({ ...steady, grantId }));
        const [before, last, after] = grants;
        if (!before || !last || !after) throw new Error('three grants were issued');
        test.at(DAY - 2);
        test.run(test.voidGrant(before), authority);
        test.at(DAY - 1);
        test.run(test.voidGrant(last), authority);
        test.at(DAY);
        test.refuse(test.voidGrant(after), 'VoidWindowOver', authority);
        test.at(DAY + 1);
        test.refuse(test.voidGrant(after), 'VoidWindowOver', authority);
      },
      WINDOW,
    );

    scenario(
      'counted from its issue, not from its start',
      (test) => {
        const early = test.issue({ ...steady, startTs: test.start - 3_000 });
        const late = test.issue({ ...steady, grantId: 2n, startTs: test.start + 9 * DAY });
        test.at(DAY);
        for (const grant of [early, late]) test.refuse(test.voidGrant(grant), 'VoidWindowOver', authority);
      },
      WINDOW,
    );

    scenario(
      'also one that is paused, released, under notice or handed on',
      (test) => {
        const grants = [1n, 2n, 3n, 4n].map((grantId) => test.issue({ ...steady, grantId }));
        const [paused, released, terminating, moved] = grants;
        if (!paused || !released || !terminating || !moved) throw new Error('four grants were issued');
        test.run(test.pause(paused, 60), authority);
        test.run(test.accelerate(released, 10_000), authority);
        test.run(test.terminate(terminating), authority);
        test.run(test.proposeTransfer(moved, stranger.publicKey), beneficiary);
        test.run(test.acceptTransfer(moved, authority), authority);
        test.at(600);
        test.run(
          grants.map((grant) => test.voidGrant(grant)),
          authority,
        );
        expect(test.planState()).to.deep.include({ reserved: 0n, allocated: 0n, forfeited: 0n });
      },
      WINDOW,
    );
  });

  describe('takes nothing that anybody could have had', () => {
    scenario(
      'nothing can be claimed in the window, by whatever way it vested, and all of it after',
      (test) => {
        const grant = test.issue({ total: 2_000n, shape: AT_ONCE });
        const released = test.issue({ ...steady, grantId: 2n });
        test.run(test.accelerate(released, 10_000), authority);
        for (const second of [0, 1, DAY - 1]) {
          test.at(second);
          test.refuse(test.claim(grant), 'NothingToClaim', beneficiary);
          test.refuse(test.claim(released, { claimant: stranger.publicKey }), 'NothingToClaim', stranger);
        }
        test.at(DAY);
        test.run([test.claim(grant), test.claim(released)], beneficiary);
        expect(test.paid()).to.equal(4_000n);
      },
      WINDOW,
    );

    scenario(
      'in one second either a void or a claim goes through, never both',
      (test) => {
        const grant = test.issue({ total: 2_000n, shape: AT_ONCE });
        test.at(DAY - 1);
        test.refuse([test.claim(grant), test.voidGrant(grant)], 'NothingToClaim', beneficiary, authority);
        test.at(DAY);
        test.refuse([test.claim(grant), test.voidGrant(grant)], 'VoidWindowOver', beneficiary, authority);
      },
      WINDOW,
    );

    scenario(
      'a plan without a window voids nothing, not in the second of the issue',
      (test) => {
        const grant = test.issue(steady);
        test.refuse(test.voidGrant(grant), 'VoidWindowOver', authority);
      },
      { policy: { voidSecs: 0 } },
    );
  });

  describe('never lets an id live twice', () => {
    scenario(
      'a voided id cannot be issued again, by operator or authority, now or later',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.voidGrant(grant), authority);
        for (const issuer of [operator, authority]) {
          const again = test.issueGrants({ issuer: issuer.publicKey, payer: issuer.publicKey });
          test.refuse(again, 'GrantAlreadyExists', issuer);
        }
        test.refuse([test.voidGrant(grant)], 'NotAGrant', authority);
        test.at(10 * DAY);
        test.refuse(test.issueGrants(), 'GrantAlreadyExists', operator);
        test.refuse(test.claim(grant), 'AccountDiscriminatorMismatch', beneficiary);
      },
      WINDOW,
    );

    scenario(
      'nor twice in one transaction',
      (test) => {
        const grant = test.issue(steady);
        test.refuse([test.voidGrant(grant), test.voidGrant(grant)], 'NotAGrant', authority);
        test.refuse([test.voidGrant(grant), test.issueGrants()], 'GrantAlreadyExists', authority, operator);
      },
      WINDOW,
    );

    scenario(
      'in a sealed plan, where no id is issued again, nothing is left',
      (test) => {
        const { chain } = test.world;
        const grant = test.issue(steady);
        const lamports = chain.balance(grant);
        test.seal();
        const before = chain.balance(rentRecipient.publicKey);
        test.run(test.voidGrant(grant), authority);
        expect(chain.account(grant)).to.equal(null);
        expect(chain.balance(rentRecipient.publicKey) - before).to.equal(lamports);
        expect(test.planState()).to.deep.include({ grantCount: 0, tombstoneCount: 0, reserved: 0n });
        test.refuse(test.issueGrants(), 'PlanIsSealed', operator);
      },
      WINDOW,
    );
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      options: { policy: { voidSecs: DAY } },
      grantCheckedBy: 'handler',
      tombstone: (test) => {
        const grant = test.issue({ ...steady, grantId: 77n });
        test.run(test.voidGrant(grant), authority);
        return grant;
      },
      build: (test, grant, { signer, ...changed }) =>
        test.voidGrant(grant, { ...changed, ...(signer && { authority: signer }) }),
    });

    scenario(
      "where the rent would go to anyone but the plan's rent recipient",
      (test) => {
        const grant = test.issue(steady);
        for (const other of [authority, beneficiary, stranger]) {
          test.refuse(test.voidGrant(grant, { rentRecipient: other.publicKey }), 'WrongRentRecipient', authority);
        }
        test.refuse(test.voidGrant(grant, { rentRecipient: test.plan.address }), 'WrongRentRecipient', authority);
      },
      WINDOW,
    );
  });
});
