import { SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import { forge } from '../grant/attacks';
import { swapped } from '../grant/scenario';
import { people } from '../support/world';
import { expectEvents, scenario } from './scenario';

const { authority, beneficiary, creator, operator, rentRecipient, stranger } = people;

describe('sweep_tombstone', () => {
  scenario('returns the rent of a closed grant to its recipient, whoever sends it', (test) => {
    const grant = test.spent(7n);
    test.run(test.sealPlan(), authority);
    const { chain } = test.world;
    const [rent, before] = [chain.balance(grant), chain.balance(rentRecipient.publicKey)];
    expect(rent).to.equal(chain.rent(48));
    const outcome = test.run(test.sweep(grant));
    expectEvents(outcome, ['tombstoneSwept', { plan: test.plan.address, grantId: 7n }]);
    expect(chain.balance(rentRecipient.publicKey) - before).to.equal(rent);
    expect(chain.account(grant)).to.be.null;
    expect(test.totals()).to.include({ tombstoneCount: 0, grantCount: 0 });
  });

  scenario('sweeps several in one transaction, each once', (test) => {
    const grants = [1n, 2n, 3n].map((id) => test.spent(id));
    test.run(test.sealPlan(), authority);
    test.refuse(
      [...grants, grants[0] ?? stranger.publicKey].map((grant) => test.sweep(grant)),
      'AccountOwnedByWrongProgram',
    );
    test.run(grants.map((grant) => test.sweep(grant)));
    expect(test.totals().tombstoneCount).to.equal(0);
  });

  scenario('returns lamports that were sent to the tombstone as well', (test) => {
    const grant = test.spent(7n);
    test.run(SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: grant, lamports: 12_345 }), stranger);
    test.run(test.sealPlan(), authority);
    const before = test.world.chain.balance(rentRecipient.publicKey);
    test.run(test.sweep(grant));
    expect(test.world.chain.balance(rentRecipient.publicKey) - before).to.equal(test.world.chain.rent(48) + 12_345n);
  });

  scenario('waits until the plan issues no more: an id never lives twice', (test) => {
    const grant = test.spent(7n);
    test.refuse(test.sweep(grant), 'PlanNotSealed');
    const again = test.issueGrants({ grants: [test.newGrant({ grantId: 7n })] });
    test.refuse(again, 'GrantAlreadyExists', operator);
    test.run(
      SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: grant, lamports: 1_000_000_000 }),
      stranger,
    );
    test.refuse(again, 'GrantAlreadyExists', operator);
    test.run(test.sealPlan(), authority);
    test.run(test.sweep(grant));
    test.refuse(again, 'PlanIsSealed', operator);
  });

  scenario('is refused a second time', (test) => {
    const grant = test.spent(7n);
    test.run(test.sealPlan(), authority);
    test.run(test.sweep(grant));
    test.refuse(test.sweep(grant), 'AccountOwnedByWrongProgram');
    test.run(
      SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: grant, lamports: 1_000_000_000 }),
      stranger,
    );
    test.refuse(test.sweep(grant), 'AccountOwnedByWrongProgram');
  });

  scenario('is refused for a live grant, the plan itself and accounts of others', (test) => {
    const grant = test.spent(7n);
    const live = test.issue({ grantId: 8n });
    test.run(test.sealPlan(), authority);
    test.refuse(test.sweep(live), 'AccountDiscriminatorMismatch');
    test.refuse(test.sweep(test.plan.address), 'AccountDiscriminatorMismatch');
    const forged = forge(test, grant, 'forged tombstone', SystemProgram.programId);
    test.refuse(test.sweep(forged), 'AccountOwnedByWrongProgram');
    test.refuse(test.sweep(test.plan.vault), 'AccountOwnedByWrongProgram');
    test.refuse(swapped(test.sweep(grant), test.plan.address, live), 'AccountDiscriminatorMismatch');
  });

  scenario("is refused for another plan's tombstone, in either direction", (test) => {
    const grant = test.spent(7n);
    const foreign = test.foreignPlan();
    test.run(test.sealPlan(), authority);
    test.refuse(test.sweep(grant, { plan: foreign.address }), 'GrantOfAnotherPlan');
    test.refuse(
      test.sweep(grant, { plan: test.world.plan({ planId: 1n, mint: test.plan.mintHandle }).address }),
      'GrantOfAnotherPlan',
    );
  });

  scenario('is refused with the rent going elsewhere', (test) => {
    const grant = test.spent(7n);
    test.run(test.sealPlan(), authority);
    for (const other of [stranger, authority, beneficiary, creator]) {
      test.refuse(test.sweep(grant, { rentRecipient: other.publicKey }), 'WrongRentRecipient');
    }
  });

  scenario(
    "a voided grant's tombstone is swept like any other",
    (test) => {
      const grant = test.issue({ grantId: 4n });
      test.run(test.voidGrant(grant), authority);
      test.refuse(test.issueGrants({ grants: [test.newGrant({ grantId: 4n })] }), 'GrantAlreadyExists', operator);
      test.run(test.sealPlan(), authority);
      test.run(test.sweep(grant));
      test.run(test.closePlan(), authority);
    },
    { policy: { voidSecs: 100 } },
  );
});
