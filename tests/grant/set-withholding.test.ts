import { expect } from 'chai';
import type { PublicKey } from '@solana/web3.js';
import { eventsOf, type Told } from '../support/events';
import { DAY, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY, type Scenario } from './scenario';

const { beneficiary, guardian, payroll } = people;
const HOUR = 3_600;
const steady = { total: 2_000n, shape: STEADY };
/** A thousand tokens a day for a hundred days. */
const slow = { total: 100_000n, shape: [{ weight: 1n, span: 100 * DAY, steps: 0, unit: 'seconds' as const }] };

/** The event of a withholding that counts from some second on. */
function told(test: Scenario, grant: PublicKey, withholdingBps: number, effectiveTs: number): Told {
  const data = { plan: test.plan.address.toBase58(), grant: grant.toBase58(), withholdingBps };
  return { name: 'withholdingSet', data: { ...data, effectiveTs: BigInt(effectiveTs) } };
}

describe('set_withholding', () => {
  describe('less', () => {
    scenario('applies at once, to later claims', (test) => {
      const grant = test.issue({ ...steady, withholdingBps: 4_000 });
      const before = test.grantState(grant);
      test.at(100);
      expect(test.collect(grant)).to.equal(60n);
      const outcome = test.run(test.setWithholding(grant, 1_000), payroll);
      expect(eventsOf(outcome)).to.deep.equal([told(test, grant, 1_000, test.now())]);
      expect(test.grantState(grant)).to.deep.equal({ ...before, claimed: 100n, withholdingBps: 1_000 });
      test.at(200);
      expect(test.collect(grant)).to.equal(90n);
      expect(test.planState().withheld).to.equal(50n);
    });

    scenario('down to nothing; the same again changes nothing', (test) => {
      const grant = test.issue({ ...steady, withholdingBps: 5_000 });
      const before = test.grantState(grant);
      test.run(test.setWithholding(grant, 5_000), payroll);
      expect(test.grantState(grant)).to.deep.equal(before);
      test.run(test.setWithholding(grant, 0), payroll);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(2_000n);
    });

    scenario('calls an announced raise off', (test) => {
      const grant = test.issue({ ...slow, withholdingBps: 1_000 });
      test.run(test.setWithholding(grant, 4_000), payroll);
      test.run(test.setWithholding(grant, 1_000), payroll);
      expect(test.grantState(grant)).to.deep.include({ withholdingBps: 1_000, nextWithholding: null });
      test.at(10 * DAY);
      expect(test.collect(grant)).to.equal(9_000n);
    });
  });

  describe('more', () => {
    scenario('applies from the day that is 7 days away at least, 0:00 UTC, on', (test) => {
      const grant = test.issue({ ...slow, withholdingBps: 1_000 });
      const before = test.grantState(grant);
      const outcome = test.run(test.setWithholding(grant, 4_000), payroll);
      // 7 days after noon of the 15th: the 23rd.
      const fromTs = Date.parse('2025-01-23T00:00:00Z') / 1_000;
      expect(eventsOf(outcome)).to.deep.equal([told(test, grant, 4_000, fromTs)]);
      expect(test.grantState(grant)).to.deep.equal({ ...before, nextWithholding: { bps: 4_000, fromTs } });
      test.world.chain.setTime(fromTs - 1);
      const claimed = test.vested(grant);
      expect(test.collect(grant)).to.equal(claimed - claimed / 10n);
      test.at(17.5 * DAY);
      const rest = test.vested(grant) - claimed;
      const due = (claimed * 1_000n + rest * 4_000n) / 10_000n - claimed / 10n;
      expect(test.collect(grant)).to.equal(rest - due);
      expect(test.grantState(grant)).to.deep.include({ withholdingBps: 4_000, nextWithholding: null });
    });

    for (const [when, ofDay, days] of [
      ['at midnight: 7 days to the second', 12 * HOUR, 7],
      ['a second after midnight: nearly 8 days', 12 * HOUR + 1, 8],
      ['a second before midnight: 7 days and a second', 12 * HOUR - 1, 7],
    ] as const) {
      scenario(`announced ${when}`, (test) => {
        const grant = test.issue(slow);
        test.at(ofDay);
        test.run(test.setWithholding(grant, 4_000), payroll);
        expect(test.grantState(grant).nextWithholding?.fromTs).to.equal(test.start + 12 * HOUR + days * DAY);
      });
    }

    scenario(
      "up to the plan's maximum",
      (test) => {
        const grant = test.issue({ ...slow, withholdingBps: 1 });
        for (const bps of [5_001, 6_500, 10_000, 65_535]) {
          test.refuse(test.setWithholding(grant, bps), 'WithholdingTooHigh', payroll);
        }
        test.run(test.setWithholding(grant, 5_000), payroll);
        test.at(100 * DAY);
        expect(test.collect(grant)).to.equal(50_000n);
      },
      { policy: { maxWithholdingBps: 5_000 } },
    );

    scenario(
      'up to 65 % where the plan allows the most that a plan can',
      (test) => {
        const grant = test.issue(slow);
        test.refuse(test.setWithholding(grant, 6_501), 'WithholdingTooHigh', payroll);
        test.run(test.setWithholding(grant, 6_500), payroll);
        test.at(100 * DAY);
        expect(test.collect(grant)).to.equal(35_000n);
      },
      { policy: { maxWithholdingBps: 6_500 } },
    );

    scenario(
      'nothing at all in a plan that allows none',
      (test) => {
        const grant = test.issue(steady);
        test.refuse(test.setWithholding(grant, 1), 'WithholdingTooHigh', payroll);
      },
      { policy: { maxWithholdingBps: 0 } },
    );

    scenario('another raise replaces the first, and has its own notice', (test) => {
      const grant = test.issue({ ...slow, withholdingBps: 1_000 });
      test.run(test.setWithholding(grant, 4_000), payroll);
      test.at(7.5 * DAY - 1);
      test.run(test.setWithholding(grant, 2_000), payroll);
      test.at(14.5 * DAY - 1);
      expect(test.grantState(grant)).to.deep.include({
        withholdingBps: 1_000,
        nextWithholding: { bps: 2_000, fromTs: test.start + 14.5 * DAY },
      });
      const claimed = test.vested(grant);
      expect(test.collect(grant)).to.equal(claimed - (claimed * 1_000n) / 10_000n);
    });

    scenario('another raise once the first has come counts from the higher share', (test) => {
      const grant = test.issue({ ...slow, withholdingBps: 1_000 });
      test.run(test.setWithholding(grant, 3_000), payroll);
      test.at(7.5 * DAY);
      test.run(test.setWithholding(grant, 2_000), payroll);
      expect(test.grantState(grant), 'less than the 30 % that count').to.deep.include({
        withholdingBps: 2_000,
        nextWithholding: null,
      });
      test.run(test.setWithholding(grant, 5_000), payroll);
      expect(test.grantState(grant).withholdingBps).to.equal(2_000);
    });

    scenario(
      'is not counted in a pause of claims that runs, nor in the void window',
      (test) => {
        const grant = test.issue(slow);
        test.run(test.setWithholding(grant, 4_000), payroll);
        // The void window ends at noon of the 20th.
        expect(test.grantState(grant).nextWithholding?.fromTs).to.equal(test.start + 12.5 * DAY);
        test.at(4 * DAY);
        test.run(test.pauseClaims(3 * DAY), guardian);
        test.run(test.setWithholding(grant, 4_000), payroll);
        expect(test.grantState(grant).nextWithholding?.fromTs).to.equal(test.start + 14.5 * DAY);
      },
      { policy: { voidSecs: 5 * DAY } },
    );
  });

  scenario(
    'keeps the fractions that earlier claims left over, also when an announced share begins to count',
    (test) => {
      const grant = test.issue({
        ...steady,
        total: 3n,
        shape: [{ weight: 1n, span: 30 * DAY, steps: 3, unit: 'seconds' }],
        withholdingBps: 3_333,
      });
      test.at(10 * DAY);
      expect(test.collect(grant)).to.equal(1n);
      test.run(test.setWithholding(grant, 5_000), payroll);
      expect(test.grantState(grant).withholdingCarry).to.equal(3_333);
      test.at(20 * DAY);
      expect(test.collect(grant)).to.equal(1n);
      test.at(30 * DAY);
      expect(test.collect(grant), '0.3333 and twice 0.5').to.equal(0n);
      expect(test.grantState(grant).withholdingCarry).to.equal(3_333);
    },
  );

  describe('is refused', () => {
    refusesAttacks({
      signer: payroll,
      refusal: 'NotPayroll',
      build: (test, grant, { signer, ...changed }) =>
        test.setWithholding(grant, 100, { ...changed, ...(signer && { payroll: signer }) }),
    });
  });

  scenario('cannot be raised by the beneficiary being payroll of another plan', (test) => {
    const grant = test.issue(steady);
    const foreign = test.foreignPlan({ roles: { payroll: beneficiary.publicKey } });
    const attack = test.setWithholding(grant, 0, { payroll: beneficiary.publicKey, plan: foreign.address });
    test.refuse(attack, 'GrantOfAnotherPlan', beneficiary);
  });
});
