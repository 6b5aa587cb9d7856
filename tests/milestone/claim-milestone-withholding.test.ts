import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { AT_ONCE, DAY, people } from '../support/world';
import { HUNDRED_SECS, scenario, type MilestoneScenario } from './scenario';

const { authority, beneficiary, payroll } = people;

/** A grant of which so much is withheld from its issue on. */
function withheld(test: MilestoneScenario, withholdingBps: number): PublicKey {
  return test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE, withholdingBps });
}

/** What is withheld in the plan, and the remainder that a grant carries. */
function booked(test: MilestoneScenario, grant: PublicKey): [bigint, number] {
  return [test.planState().withheld, test.grantState(grant).withholdingCarry];
}

describe('claim_milestone, withholding', () => {
  scenario("is the grant's rate, as it is at the claim", (test) => {
    const grant = withheld(test, 5_000);
    const milestone = test.met(80n, { grant, shape: HUNDRED_SECS });
    test.afterMet(milestone, 10);
    expect(test.collectMilestone(milestone)).to.equal(50n);
    test.run(test.setWithholding(grant, 0), payroll);
    test.afterMet(milestone, 20);
    expect(test.collectMilestone(milestone)).to.equal(100n);
    expect(test.planState().withheld).to.equal(50n);
  });

  scenario(
    'a raise counts from its announced day on: what vested before can be claimed at the old rate before',
    (test) => {
      const grant = withheld(test, 1_000);
      const milestone = test.met(80n, { grant, shape: [{ weight: 1n, span: 10 * DAY, steps: 10, unit: 'seconds' }] });
      test.run(test.setWithholding(grant, 5_000), payroll);
      const { nextWithholding } = test.grantState(grant);
      const fromTs = nextWithholding?.fromTs ?? 0;
      expect(fromTs - test.now()).to.be.at.least(7 * DAY);
      test.world.chain.setTime(fromTs - 1);
      expect(test.collectMilestone(milestone), 'seven tenths, of which 10 % are withheld').to.equal(630n);
      test.world.chain.setTime(fromTs + 3 * DAY);
      expect(test.collectMilestone(milestone), 'three tenths, of which 50 % are').to.equal(150n);
      expect(test.planState().withheld).to.equal(220n);
    },
  );

  scenario(
    'the remainder is carried from the grant to its milestones and on, so that nothing is lost by it',
    (test) => {
      // 33.33 % of 1, 10, 10 and 10 base units: 10.3323 of 31 in all.
      const grant = withheld(test, 3_333);
      const first = test.milestone({ grant, targetAmount: 20n, shape: HUNDRED_SECS });
      const second = test.milestone({ grant, targetAmount: 10n });
      test.final(80n);
      test.run([first, second].map((milestone) => test.settleMilestone(milestone)));
      test.collect(grant);
      expect(booked(test, grant)).to.deep.equal([0n, 3_333]);
      test.run(test.claimMilestone(second), beneficiary);
      expect(booked(test, grant)).to.deep.equal([3n, 6_663]);
      test.afterMet(first, 50);
      test.run(test.claimMilestone(first), beneficiary);
      expect(booked(test, grant)).to.deep.equal([6n, 9_993]);
      test.afterMet(first, 100);
      test.run(test.claimMilestone(first), beneficiary);
      expect(booked(test, grant)).to.deep.equal([10n, 3_323]);
      expect(test.paid()).to.equal(21n);
    },
  );

  scenario('claiming one base unit at a time withholds what claiming at once does', (test) => {
    const milestone = test.met(80n, { grant: withheld(test, 3_700), targetAmount: 50n, shape: HUNDRED_SECS });
    for (let second = 2; second <= 100; second += 2) {
      test.afterMet(milestone, second);
      test.run(test.claimMilestone(milestone), beneficiary);
    }
    expect([test.planState().withheld, test.paid()]).to.deep.equal([18n, 32n]);
  });

  scenario(
    '65 %, the most that any plan may allow: payroll collects it, the milestone is paid out',
    (test) => {
      const milestone = test.met(80n, { grant: withheld(test, 6_500) });
      test.run(test.claimMilestone(milestone), beneficiary);
      expect([test.paid(), test.planState().withheld]).to.deep.equal([350n, 650n]);
      test.run(test.collectWithheld(650n), payroll);
      test.run(test.closeMilestone(milestone), beneficiary);
    },
    { policy: { maxWithholdingBps: 6_500 } },
  );

  scenario('does not depend on any account of payroll', (test) => {
    const milestone = test.met(80n, { grant: withheld(test, 5_000) });
    test.run(test.setRole('payroll', null), authority);
    expect(test.collectMilestone(milestone)).to.equal(500n);
  });
});
