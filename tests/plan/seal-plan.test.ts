import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { people } from '../support/world';
import { refusesAttacks } from './attacks';
import { expectEvents, scenario } from './scenario';

const { authority, beneficiary, operator, stranger } = people;
/** One base unit a second for 2,000 seconds. */
const steady = { total: 2_000n, shape: STEADY };

describe('seal_plan', () => {
  scenario('ends issuing for good, for the operator and the authority', (test) => {
    const before = test.planState();
    const outcome = test.run(test.sealPlan(), authority);
    expectEvents(outcome, ['planSealed', { plan: test.plan.address }]);
    expect(test.planState()).to.deep.equal({ ...before, status: 'sealed' });
    test.refuse(test.issueGrants(), 'PlanIsSealed', operator);
    test.refuse(
      test.issueGrants({ issuer: authority.publicKey, payer: authority.publicKey }),
      'PlanIsSealed',
      authority,
    );
  });

  scenario(
    'leaves grants as they are: they vest, are claimed, paused, terminated and transferred as before',
    (test) => {
      const grants = [1n, 2n, 3n].map((grantId) => test.issue({ ...steady, grantId }));
      const [claimed = beneficiary.publicKey, ended = claimed, moved = claimed] = grants;
      test.run(test.sealPlan(), authority);
      test.at(500);
      expect(test.collect(claimed)).to.equal(500n);
      test.run(test.terminate(ended), authority);
      test.at(501);
      test.run(test.settle(ended));
      test.run(test.withdraw(1_500n), authority);
      test.run(test.proposeTransfer(moved, stranger.publicKey), beneficiary);
      test.run(test.acceptTransfer(moved, authority), authority);
      expect(test.grantState(moved).beneficiary.equals(stranger.publicKey)).to.be.true;
      test.run(test.pause(claimed, 100), authority);
      test.at(1_000_000);
      expect([test.collect(claimed), test.collect(ended)]).to.deep.equal([1_500n, 500n]);
    },
    { funding: 6_000n, policy: { noticeSecs: 0 } },
  );

  scenario('can be done once', (test) => {
    test.run(test.sealPlan(), authority);
    test.refuse(test.sealPlan(), 'PlanIsSealed', authority);
  });

  scenario('a grant closed afterwards leaves nothing behind, one closed before its tombstone', (test) => {
    const [before, after] = [test.issue({ ...steady, grantId: 1n }), test.issue({ ...steady, grantId: 2n })];
    test.at(2_000);
    test.collect(before);
    test.collect(after);
    test.run(test.closeGrant(before), beneficiary);
    test.run(test.sealPlan(), authority);
    test.run(test.closeGrant(after), beneficiary);
    expect(test.world.chain.account(before)?.data.length).to.equal(48);
    expect(test.world.chain.account(after)).to.be.null;
    expect(test.totals()).to.include({ grantCount: 0, tombstoneCount: 1 });
    test.refuse(test.issueGrants({ grants: [test.newGrant({ grantId: 2n })] }), 'PlanIsSealed', operator);
  });

  scenario(
    'a grant can still be voided in its window, and leaves nothing behind',
    (test) => {
      const grant = test.issue(steady);
      test.run(test.sealPlan(), authority);
      test.at(99);
      test.run(test.voidGrant(grant), authority);
      expect(test.totals()).to.include({ allocated: 0n, reserved: 0n, grantCount: 0, tombstoneCount: 0 });
      expect(test.world.chain.account(grant)).to.be.null;
    },
    { policy: { voidSecs: 100 } },
  );

  scenario('refuses an old authority', (test) => {
    const presigned = test.sealPlan();
    test.handOver(stranger);
    test.refuse(presigned, 'NotAuthority', authority);
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      build: (test, { signer, ...changed }) => test.sealPlan({ ...changed, ...(signer && { authority: signer }) }),
    });
  });
});
