import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { people, START_TS } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY } from './scenario';

const { authority, beneficiary, accelerationAuthority } = people;
const steady = { total: 2_000n, shape: STEADY };
const NOTICE = { policy: { noticeSecs: 500 } };

describe('accelerate_grant', () => {
  describe('releases a share of what is unvested', () => {
    for (const [who, accelerator] of [
      ['the authority', authority],
      ['the acceleration authority', accelerationAuthority],
    ] as const) {
      scenario(`for ${who}, at once, and the rest goes on in proportion`, (test) => {
        const grant = test.issue(steady);
        const before = test.planState();
        test.at(400);
        const outcome = test.run(test.accelerate(grant, 2_500, { accelerator: accelerator.publicKey }), accelerator);
        const told = {
          plan: test.plan.address.toBase58(),
          grant: grant.toBase58(),
          acceleratedBy: accelerator.publicKey.toBase58(),
          accelerationBps: 2_500,
        };
        expect(eventsOf(outcome)).to.deep.equal([{ name: 'grantAccelerated', data: told }]);
        expect(test.planState()).to.deep.equal(before);
        expect(test.grantState(grant).retained).to.equal(750_000_000);
        for (const [second, vested] of [
          [400, 800n],
          [401, 800n],
          [404, 803n],
          [1_200, 1_400n],
          [1_999, 1_999n],
          [2_000, 2_000n],
        ] as const) {
          test.at(second);
          test.collect(grant);
          expect(test.paid(), `second ${second}`).to.equal(vested);
        }
      });
    }

    scenario('all of it with 10,000 bps, and then there is nothing left to release', (test) => {
      const grant = test.issue(steady);
      test.run(test.accelerate(grant, 10_000), authority);
      expect(test.collect(grant)).to.equal(2_000n);
      test.run(test.accelerate(grant, 10_000), authority);
      expect(test.collect(grant)).to.equal(0n);
    });

    scenario("half and half again leaves a quarter, in either order with the plan's own releases", (test) => {
      const first = test.issue(steady);
      const second = test.issue({ ...steady, grantId: 2n });
      test.run(test.accelerate(first, 5_000), authority);
      test.run(test.acceleratePlan(5_000), authority);
      test.run(test.accelerate(second, 5_000), authority);
      expect([test.collect(first), test.collect(second)]).to.deep.equal([1_500n, 1_500n]);
      test.run(test.accelerate(first, 1), authority);
      expect(test.collect(first), 'one ten-thousandth of 500, rounded against the claimer').to.equal(0n);
    });

    scenario('never touches another grant, nor one issued later', (test) => {
      const first = test.issue(steady);
      const second = test.issue({ ...steady, grantId: 2n });
      test.run(test.accelerate(first, 5_000), authority);
      const third = test.issue({ ...steady, grantId: 3n });
      expect([test.collect(second), test.collect(third)]).to.deep.equal([0n, 0n]);
    });

    scenario(
      'also before the start, during a pause and under notice, up to its last second',
      (test) => {
        const waiting = test.issue({ ...steady, startTs: test.start + 10_000 });
        const paused = test.issue({ ...steady, grantId: 2n });
        const leaving = test.issue({ ...steady, grantId: 3n });
        test.run([test.pause(paused, 1_000), test.terminate(leaving)], authority);
        test.at(499);
        test.run(
          [waiting, paused, leaving].map((grant) => test.accelerate(grant, 5_000)),
          authority,
        );
        expect(test.collect(waiting)).to.equal(1_000n);
        expect(test.collect(paused)).to.equal(1_000n);
        expect(test.collect(leaving)).to.equal(1_249n);
      },
      NOTICE,
    );

    scenario(
      'what is released early still waits for the unlock curve',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.accelerate(grant, 10_000), authority);
        expect(test.collect(grant)).to.equal(0n);
        test.at(30);
        expect(test.collect(grant)).to.equal(600n);
      },
      { unlock: { startTs: START_TS, shape: [{ weight: 1_000_000_000n, span: 100, steps: 10, unit: 'seconds' }] } },
    );
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      others: [accelerationAuthority],
      refusal: 'NotAccelerator',
      build: (test, grant, { signer, ...changed }) =>
        test.accelerate(grant, 100, { ...changed, ...(signer && { accelerator: signer }) }),
    });

    scenario('for no share, or more than all', (test) => {
      const grant = test.issue(steady);
      for (const bps of [0, 10_001, 65_535]) test.refuse(test.accelerate(grant, bps), 'BpsOutOfRange', authority);
      test.run(test.accelerate(grant, 1), authority);
    });

    scenario(
      'from the second on in which the grant has stopped, settled or not',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.at(500);
        test.refuse(test.accelerate(grant, 5_000), 'GrantHasStopped', authority);
        test.at(501);
        test.run(test.settle(grant));
        test.refuse(test.accelerate(grant, 5_000), 'GrantHasStopped', authority);
      },
      NOTICE,
    );

    scenario(
      'at once where there is no notice',
      (test) => {
        const grant = test.issue(steady);
        test.refuse([test.terminate(grant), test.accelerate(grant, 5_000)], 'GrantHasStopped', authority);
      },
      { policy: { noticeSecs: 0 } },
    );

    scenario('to a acceleration authority that has been replaced', (test) => {
      const grant = test.issue(steady);
      const past = { accelerator: accelerationAuthority.publicKey };
      test.run(test.setRole('accelerationAuthority', beneficiary.publicKey), authority);
      test.refuse(test.accelerate(grant, 100, past), 'NotAccelerator', accelerationAuthority);
      test.run(test.accelerate(grant, 100, { accelerator: beneficiary.publicKey }), beneficiary);
    });
  });
});
