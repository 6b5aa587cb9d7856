import { expect } from 'chai';
import * as fc from 'fast-check';
import { collectWithheld, type ShapeSegment } from '@tenure/sdk';
import { SEED } from '../support/seed';
import { DAY, people } from '../support/world';
import { scenario, STEADY } from './scenario';

const { beneficiary, payroll } = people;

/** A total whose every second leaves a fraction. */
const odd = { total: 1_000_003n, shape: STEADY };

describe(`claim, withholding (TENURE_SEED=${SEED})`, () => {
  scenario(
    'withholds over all claims the floor of the exact sum, however they are split and the rate changes',
    (test) => {
      const shape: ShapeSegment[] = [{ weight: 1n, span: 300 * DAY, steps: 0, unit: 'seconds' }];
      const grant = test.issue({ ...odd, shape, withholdingBps: 3_333 });
      const secs = fc.oneof(fc.integer({ min: 20_000, max: DAY }), fc.integer({ min: DAY, max: 9 * DAY }));
      const claims = fc.array(fc.record({ secs, bps: fc.option(fc.integer({ min: 0, max: 5_000 })) }), {
        minLength: 60,
        maxLength: 60,
      });
      const [drawn = []] = fc.sample(claims, { seed: SEED, numRuns: 1 });
      let [exact, bps, next] = [0n, 3_333, { bps: 0, fromTs: Infinity }];
      const counted = { lowered: 0, raised: 0 };
      for (const { secs, bps: set } of drawn) {
        test.world.chain.advance(secs);
        if (test.now() >= next.fromTs) {
          [bps, next] = [next.bps, { bps: 0, fromTs: Infinity }];
          counted.raised += 1;
        }
        const before = test.grantState(grant).claimed;
        test.run(test.claim(grant), beneficiary);
        exact += (test.grantState(grant).claimed - before) * BigInt(bps);
        const { withheld, claimed } = test.planState();
        expect(withheld).to.equal(exact / 10_000n);
        expect(test.paid()).to.equal(claimed - withheld);
        if (set === null) continue;
        test.run(test.setWithholding(grant, set), payroll);
        // Less at once, more from the first midnight that is 7 days away.
        if (set > bps) {
          next = { bps: set, fromTs: Math.ceil((test.now() + 7 * DAY) / DAY) * DAY };
        } else {
          [bps, next] = [set, { bps: 0, fromTs: Infinity }];
          counted.lowered += 1;
        }
      }
      expect(Math.min(...Object.values(counted)), 'both were tried').to.be.at.least(2);
    },
  );

  scenario('a claim of one unit at a time escapes nothing', (test) => {
    const split = test.issue({ total: 2_000n, shape: STEADY, withholdingBps: 4_999 });
    for (let second = 1; second <= 100; second += 1) {
      test.at(second);
      test.run(test.claim(split), beneficiary);
    }
    expect(test.planState().withheld).to.equal(49n);
    expect(test.paid()).to.equal(51n);
  });

  scenario(
    'the most that any plan lets payroll withhold leaves a third; payroll collects the rest',
    (test) => {
      const grant = test.issue({ ...odd, withholdingBps: 6_500 });
      const destination = test.world.open(test.plan.mintHandle, payroll.publicKey);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(350_002n);
      expect(test.planState()).to.deep.include({ reserved: 0n, withheld: 650_001n, claimed: 1_000_003n });
      const accounts = { payroll: payroll.publicKey, plan: test.plan.address, planState: test.plan, destination };
      const collect = (amount: bigint) => collectWithheld({ ...accounts, amount, expiresTs: 'never' });
      test.refuse(collect(650_002n), 'WithheldTooSmall', payroll);
      test.run(collect(650_001n), payroll);
      expect(test.world.tokens(destination)).to.equal(650_001n);
    },
    { policy: { maxWithholdingBps: 6_500 } },
  );

  scenario(
    'a claim of which rounding withholds all is booked all the same',
    (test) => {
      const grant = test.issue({ total: 2_000n, shape: STEADY, withholdingBps: 6_500 });
      test.at(1);
      expect(test.collect(grant), '0.65 are carried').to.equal(1n);
      test.at(2);
      expect(test.collect(grant), 'the second unit is withheld').to.equal(0n);
      expect(test.planState()).to.deep.include({ withheld: 1n, claimed: 2n });
      expect(test.grantState(grant).withholdingCarry).to.equal(3_000);
    },
    { policy: { maxWithholdingBps: 6_500 } },
  );

  scenario('each grant carries its own fractions', (test) => {
    const first = test.issue({ total: 2_000n, shape: STEADY, withholdingBps: 5_000 });
    const second = test.issue({ total: 2_000n, shape: STEADY, withholdingBps: 5_000, grantId: 2n });
    test.at(1);
    test.run([test.claim(first), test.claim(second)], beneficiary);
    expect(test.planState().withheld, 'not 1: half a unit of each').to.equal(0n);
    test.at(2);
    test.run(test.claim(first), beneficiary);
    expect(test.planState().withheld).to.equal(1n);
    expect([test.grantState(first).withholdingCarry, test.grantState(second).withholdingCarry]).to.deep.equal([
      0, 5_000,
    ]);
  });

  scenario('does not depend on any account of payroll', (test) => {
    const grant = test.issue({ ...odd, withholdingBps: 5_000 });
    test.run(test.setRole('payroll', null), people.authority);
    test.at(2_000);
    expect(test.collect(grant)).to.equal(500_002n);
  });
});
