import { expect } from 'chai';
import * as fc from 'fast-check';
import { collectWithheld } from '@tenure/sdk';
import { SEED } from '../support/seed';
import { people } from '../support/world';
import { scenario, STEADY } from './scenario';

const { beneficiary, payroll } = people;

/** A total whose every second leaves a fraction. */
const odd = { total: 1_000_003n, shape: STEADY };

describe(`claim, withholding (TENURE_SEED=${SEED})`, () => {
  scenario('withholds over all claims the floor of the exact sum, however they are split and the rate changes', (test) => {
    const grant = test.issue({ ...odd, withholdingBps: 3_333 });
    const claims = fc.array(fc.record({ secs: fc.integer({ min: 1, max: 40 }), bps: fc.integer({ min: 0, max: 5_000 }) }), {
      minLength: 60,
      maxLength: 60,
    });
    const [drawn = []] = fc.sample(claims, { seed: SEED, numRuns: 1 });
    let [exact, bps, second] = [0n, 3_333, 0];
    for (const next of drawn) {
      second += next.secs;
      test.at(second);
      const before = test.grantState(grant).claimed;
      test.run(test.claim(grant), beneficiary);
      exact += (test.grantState(grant).claimed - before) * BigInt(bps);
      const { withheld, claimed } = test.planState();
      expect(withheld).to.equal(exact / 10_000n);
      expect(test.paid()).to.equal(claimed - withheld);
      test.run(test.setWithholding(grant, next.bps), payroll);
      bps = next.bps;
    }
  });

  scenario('a claim of one unit at a time escapes nothing', (test) => {
    const split = test.issue({ total: 2_000n, shape: STEADY, withholdingBps: 4_999 });
    for (let second = 1; second <= 100; second += 1) {
      test.at(second);
      test.run(test.claim(split), beneficiary);
    }
    expect(test.planState().withheld).to.equal(49n);
    expect(test.paid()).to.equal(51n);
  });

  scenario('all of it, where the plan lets payroll withhold all: the claim is booked, payroll collects it', (test) => {
    const grant = test.issue({ ...odd, withholdingBps: 10_000 });
    const destination = test.world.open(test.plan.mintHandle, payroll.publicKey);
    test.at(2_000);
    expect(test.collect(grant)).to.equal(0n);
    expect(test.planState()).to.deep.include({ reserved: 0n, withheld: 1_000_003n, claimed: 1_000_003n });
    const collect = { payroll: payroll.publicKey, plan: test.plan.address, planState: test.plan, destination };
    test.refuse(collectWithheld({ ...collect, amount: 1_000_004n }), 'WithheldTooSmall', payroll);
    test.run(collectWithheld({ ...collect, amount: 1_000_003n }), payroll);
    expect(test.world.tokens(destination)).to.equal(1_000_003n);
  }, { policy: { maxWithholdingBps: 10_000 } });

  scenario('each grant carries its own fractions', (test) => {
    const first = test.issue({ total: 2_000n, shape: STEADY, withholdingBps: 5_000 });
    const second = test.issue({ total: 2_000n, shape: STEADY, withholdingBps: 5_000, grantId: 2n });
    test.at(1);
    test.run([test.claim(first), test.claim(second)], beneficiary);
    expect(test.planState().withheld, 'not 1: half a unit of each').to.equal(0n);
    test.at(2);
    test.run(test.claim(first), beneficiary);
    expect(test.planState().withheld).to.equal(1n);
    expect([test.grantState(first).withholdingCarry, test.grantState(second).withholdingCarry]).to.deep.equal([0, 5_000]);
  });

  scenario('does not depend on any account of payroll', (test) => {
    const grant = test.issue({ ...odd, withholdingBps: 5_000 });
    test.run(test.setRole('payroll', null), people.authority);
    test.at(2_000);
    expect(test.collect(grant)).to.equal(500_002n);
  });
});
