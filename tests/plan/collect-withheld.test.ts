import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { DAY, people } from '../support/world';
import { refusesAttacks, refusesDestinations, refusesSubstitutes } from './attacks';
import { type PlanScenario, expectEvents, scenario } from './scenario';

const { authority, payroll, stranger } = people;

/** Leaves 600 withheld of a grant of 2,000 that is paid out. */
function withhold(test: PlanScenario): PublicKey {
  const grant = test.issue({ total: 2_000n, shape: STEADY, withholdingBps: 3_000 });
  test.at(2_000);
  expect(test.collect(grant)).to.equal(1_400n);
  return grant;
}

describe('collect_withheld', () => {
  scenario(
    'pays payroll what was withheld, in parts as it likes',
    (test) => {
      withhold(test);
      const destination = test.payrollWallet();
      const before = test.totals();
      expect(before).to.include({ withheld: 600n, reserved: 0n, claimed: 2_000n });
      const outcome = test.run(test.collectWithheld(599n), payroll);
      expectEvents(outcome, ['withheldCollected', { plan: test.plan.address, destination, amount: 599n }]);
      expect(test.totals()).to.deep.equal({ ...before, withheld: 1n });
      test.run(test.collectWithheld(1n), payroll);
      expect(test.totals()).to.deep.equal({ ...before, withheld: 0n });
      expect([test.world.tokens(destination), test.vault()]).to.deep.equal([600n, 0n]);
    },
    { funding: 2_000n },
  );

  scenario(
    'never touches what is owed to grants, nor the surplus',
    (test) => {
      withhold(test);
      test.issue({ grantId: 2n, total: 1_000n });
      test.refuse(test.collectWithheld(601n), 'WithheldTooSmall', payroll);
      test.refuse(test.collectWithheld(18_446_744_073_709_551_615n), 'WithheldTooSmall', payroll);
      test.run(test.collectWithheld(600n), payroll);
      test.refuse(test.collectWithheld(1n), 'WithheldTooSmall', payroll);
      expect(test.vault()).to.equal(7_400n);
    },
    { funding: 9_400n },
  );

  scenario('finds nothing before anything was withheld', (test) => {
    test.issue({ withholdingBps: 5_000 });
    test.refuse(test.collectWithheld(1n), 'WithheldTooSmall', payroll);
  });

  scenario('collects the withholdings of many grants from one pool, to the base unit', (test) => {
    for (const grantId of [1n, 2n, 3n]) {
      const grant = test.issue({ grantId, total: 3_333n, shape: STEADY, withholdingBps: 1_111, startTs: test.start });
      for (const secs of [7, 700, 1_301, 2_000]) {
        test.at(secs);
        test.collect(grant);
      }
    }
    // Each grant's withholding is 1,111 bps of all it claimed, rounded down once, however claims were split.
    const each = (3_333n * 1_111n) / 10_000n;
    expect(test.totals().withheld).to.equal(3n * each);
    test.run(test.collectWithheld(3n * each), payroll);
    expect(test.paid()).to.equal(3n * (3_333n - each));
  });

  scenario('pays any token account of payroll', (test) => {
    withhold(test);
    const destination = test.openOther(payroll, 'second account of payroll');
    test.run(test.collectWithheld(1n, { destination }), payroll);
    expect(test.world.tokens(destination)).to.equal(1n);
  });

  scenario('pays a new payroll once it is in office', (test) => {
    withhold(test);
    test.run(test.setRole('payroll', stranger.publicKey), authority);
    test.at(2_000 + 7 * DAY);
    const destination = test.tokensOf(stranger, 5n);
    test.run(test.collectWithheld(600n, { payroll: stranger.publicKey, destination }), stranger);
    expect(test.world.tokens(destination)).to.equal(605n);
  });

  scenario(
    'waits for whom the authority names, where there is no payroll',
    (test) => {
      withhold(test);
      test.refuse(test.collectWithheld(600n), 'NotPayroll', payroll);
      test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
      test.run(test.setRole('payroll', payroll.publicKey), authority);
      test.refuse(test.collectWithheld(600n), 'NotPayroll', payroll);
      test.at(2_000 + 7 * DAY);
      test.run(test.collectWithheld(600n), payroll);
    },
    { roles: { payroll: null }, funding: 2_000n },
  );

  scenario('is possible in a sealed plan, also when every grant is closed', (test) => {
    const grant = withhold(test);
    test.run(test.sealPlan(), authority);
    test.run(test.closeGrant(grant), people.beneficiary);
    test.run(test.collectWithheld(600n), payroll);
  });

  scenario('refuses nothing', (test) => {
    withhold(test);
    test.refuse(test.collectWithheld(0n), 'AmountIsZero', payroll);
  });

  scenario("pays a new payroll's account only", (test) => {
    withhold(test);
    const old = test.payrollWallet();
    test.run(test.setRole('payroll', stranger.publicKey), authority);
    test.at(2_000 + 7 * DAY);
    test.refuse(
      test.collectWithheld(1n, { payroll: stranger.publicKey, destination: old }),
      'TokenAccountNotOwned',
      stranger,
    );
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: payroll,
      refusal: 'NotPayroll',
      prepare: withhold,
      build: (test, { signer, ...changed }) =>
        test.collectWithheld(1n, { ...changed, ...(signer && { payroll: signer }) }),
    });
    refusesSubstitutes({ signer: payroll, prepare: withhold, build: (test) => test.collectWithheld(1n) });
    refusesDestinations({
      signer: payroll,
      prepare: withhold,
      build: (test, changed) => test.collectWithheld(1n, changed),
    });
  });
});
