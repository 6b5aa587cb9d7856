import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { people } from '../support/world';
import { refusesAttacks } from './attacks';
import { type PlanScenario, expectEvents, scenario } from './scenario';

const { authority, accelerationAuthority, stranger } = people;
/** One base unit a second for 2,000 seconds. */
const steady = { total: 2_000n, shape: STEADY };
const ALL_KEPT = 1_000_000_000n;

function release(test: PlanScenario, bps: number): void {
  test.run(test.acceleratePlan(bps), authority);
}

describe('accelerate_plan', () => {
  scenario('vests part of what every grant has not vested yet, at once and from then on', (test) => {
    const grants = [
      test.issue({ ...steady, grantId: 1n }),
      test.issue({ ...steady, grantId: 2n, startTs: test.start + 400 }),
    ];
    test.at(400);
    const outcome = test.run(test.acceleratePlan(2_500), authority);
    const told = {
      plan: test.plan.address,
      acceleratedBy: authority.publicKey,
      accelerationBps: 2_500,
      retained: 750_000_000,
    };
    expectEvents(outcome, ['planAccelerated', told]);
    // 400 + a quarter of 1,600; a quarter of 2,000.
    expect(grants.map((grant) => test.collect(grant))).to.deep.equal([800n, 500n]);
    test.at(1_000);
    // Of the 1,000 and the 1,400 that are left by the curve, three quarters are still unvested.
    expect(grants.map((grant) => test.collect(grant))).to.deep.equal([450n, 450n]);
    test.at(2_400);
    expect(grants.map((grant) => test.collect(grant))).to.deep.equal([750n, 1_050n]);
  });

  scenario('changes nothing that is owed: the tokens were reserved all along', (test) => {
    test.issue(steady);
    const before = test.totals();
    release(test, 9_999);
    expect(test.totals()).to.deep.equal(before);
    expect(test.planState().accelerations).to.deep.equal([{ ts: test.start, retained: 100_000 }]);
  });

  scenario('may be called by the acceleration authority as well', (test) => {
    const grant = test.issue(steady);
    test.run(test.acceleratePlan(5_000, { accelerator: accelerationAuthority.publicKey }), accelerationAuthority);
    expect(test.collect(grant)).to.equal(1_000n);
  });

  scenario('has the smallest share there is, and rounds for the escrow', (test) => {
    const [large, small] = [
      test.issue({ ...steady, total: 20_000n, grantId: 1n }),
      test.issue({ ...steady, total: 9_999n, grantId: 2n }),
    ];
    release(test, 1);
    expect(test.planState().accelerations.map(({ retained }) => retained)).to.deep.equal([999_900_000]);
    expect([test.collect(large), test.collect(small)]).to.deep.equal([2n, 0n]);
  });

  scenario('takes shares from 1 to 10,000 basis points', (test) => {
    test.refuse(test.acceleratePlan(0), 'BpsOutOfRange', authority);
    test.refuse(test.acceleratePlan(10_001), 'BpsOutOfRange', authority);
    test.refuse(test.acceleratePlan(65_535), 'BpsOutOfRange', authority);
  });

  scenario('released in full, everything is vested and the plan issues no more', (test) => {
    const grant = test.issue(steady);
    release(test, 10_000);
    expect(test.collect(grant)).to.equal(2_000n);
    test.refuse(
      test.issueGrants({ grants: [test.newGrant({ grantId: 9n })] }),
      'PlanFullyAccelerated',
      people.operator,
    );
    test.refuse(
      test.issueGrants({
        issuer: authority.publicKey,
        payer: authority.publicKey,
        grants: [test.newGrant({ grantId: 9n })],
      }),
      'PlanFullyAccelerated',
      authority,
    );
    test.refuse(test.acceleratePlan(1), 'PlanFullyAccelerated', authority);
  });

  scenario(
    'with less than 0.1 % kept, the plan issues no more, since later releases would be lost in rounding',
    (test) => {
      release(test, 9_990);
      test.issue({ ...steady, grantId: 8n });
      release(test, 1);
      test.refuse(
        test.issueGrants({ grants: [test.newGrant({ grantId: 9n })] }),
        'PlanFullyAccelerated',
        people.operator,
      );
      release(test, 5_000);
    },
  );

  scenario('can be made 16 times, and each compounds with those before', (test) => {
    const grant = test.issue({ ...steady, total: 2_000_000_000n });
    let retained = ALL_KEPT;
    for (let count = 0; count < 16; count += 1) {
      test.at(100 * count);
      release(test, 1_000 + count);
      retained = (retained * (10_000n - 1_000n - BigInt(count)) + 9_999n) / 10_000n;
      const unvested = (2_000_000_000n - 1_000_000n * BigInt(100 * count)) * retained;
      expect(test.vested(grant), `after ${count + 1} releases`).to.equal(
        2_000_000_000n - (unvested + ALL_KEPT - 1n) / ALL_KEPT,
      );
    }
    expect(test.planState().accelerations.map(({ ts }) => ts - test.start)).to.deep.equal(
      Array.from({ length: 16 }, (_, n) => 100 * n),
    );
    test.refuse(test.acceleratePlan(1), 'AccelerationsFull', authority);
    test.refuse(test.acceleratePlan(10_000), 'AccelerationsFull', authority);
    test.collect(grant);
    test.at(2_000);
    test.collect(grant);
    expect(test.paid()).to.equal(2_000_000_000n);
  });

  scenario('can end with a full one in the last place', (test) => {
    const grant = test.issue(steady);
    for (let count = 0; count < 15; count += 1) release(test, 1);
    release(test, 10_000);
    expect(test.collect(grant)).to.equal(2_000n);
    test.refuse(test.acceleratePlan(1), 'PlanFullyAccelerated', authority);
  });

  scenario('never ends by itself: shares of less than all leave something unvested', (test) => {
    const grant = test.issue({ ...steady, total: 2_000_000_000n });
    for (let count = 0; count < 16; count += 1) release(test, 9_999);
    expect(test.planState().accelerations.at(-1)?.retained).to.equal(1);
    expect(test.vested(grant)).to.equal(1_999_999_998n);
  });

  for (const first of ['the plan', 'the grant'] as const) {
    scenario(`composes with a release of one grant in any order: ${first} first`, (test) => {
      const [both, other] = [
        test.issue({ ...steady, grantId: 1n, total: 1_999n }),
        test.issue({ ...steady, grantId: 2n, total: 1_999n }),
      ];
      test.at(700);
      const acts = [test.acceleratePlan(3_333), test.accelerate(both, 777)];
      test.run(first === 'the plan' ? acts : acts.reverse(), authority);
      // What the curve left, times both factors, rounded up once.
      const left = 1_999n - (1_999n * 700n) / 2_000n;
      const kept = (left * 6_667n * 9_223n + 99_999_999n) / 100_000_000n;
      expect(test.collect(both)).to.equal(1_999n - kept);
      expect(test.collect(other)).to.equal(1_999n - (left * 6_667n + 9_999n) / 10_000n);
    });
  }

  scenario('reaches a paused grant, whose clock goes on standing still', (test) => {
    const grant = test.issue(steady);
    test.at(500);
    test.run(test.pause(grant, 1_000), authority);
    test.at(1_000);
    release(test, 5_000);
    expect(test.collect(grant)).to.equal(1_250n);
    test.at(1_500);
    expect(test.collect(grant)).to.equal(0n);
    test.at(3_000);
    expect(test.collect(grant)).to.equal(750n);
  });

  scenario(
    'does not open the void window, nor an unlock curve',
    (test) => {
      const grant = test.issue(steady);
      release(test, 10_000);
      test.at(99);
      test.refuse(test.claim(grant), 'NothingToClaim', people.beneficiary);
      test.at(100);
      expect(test.collect(grant)).to.equal(1_000n);
      test.at(1_000_000);
      expect(test.collect(grant)).to.equal(1_000n);
    },
    {
      policy: { voidSecs: 100 },
      unlock: {
        startTs: 0,
        shape: [
          { weight: 500_000_000n, span: 0, steps: 1, unit: 'seconds' },
          { weight: 500_000_000n, span: 1_737_942_400, steps: 1, unit: 'seconds' },
        ],
      },
    },
  );

  scenario('is still possible in a sealed plan', (test) => {
    const grant = test.issue(steady);
    test.run(test.sealPlan(), authority);
    release(test, 5_000);
    expect(test.collect(grant)).to.equal(1_000n);
  });

  scenario("leaves another plan's grants alone", (test) => {
    const sibling = test.world.plan({ planId: 1n, mint: test.plan.mintHandle });
    const grant = test.world.issue(sibling, steady);
    release(test, 10_000);
    expect(test.planState(sibling).accelerations).to.deep.equal([]);
    expect(test.grantState(grant).claimed).to.equal(0n);
  });

  scenario('refuses an old authority, and everybody where there is no acceleration authority', (test) => {
    const presigned = test.acceleratePlan(10_000);
    test.run(test.setRole('accelerationAuthority', null), authority);
    test.refuse(
      test.acceleratePlan(1, { accelerator: accelerationAuthority.publicKey }),
      'NotAccelerator',
      accelerationAuthority,
    );
    test.handOver(stranger);
    test.refuse(presigned, 'NotAccelerator', authority);
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      others: [accelerationAuthority],
      refusal: 'NotAccelerator',
      build: (test, { signer, ...changed }) =>
        test.acceleratePlan(1, { ...changed, ...(signer && { accelerator: signer }) }),
    });
  });
});
