import { expect } from 'chai';
import { people } from '../support/world';
import { HUNDRED_SECS, scenario, type MilestoneScenario } from './scenario';

const { authority, beneficiary, payroll } = people;

function withhold(test: MilestoneScenario, bps: number): void {
  test.run(test.setWithholding(test.grant, bps), payroll);
}

function carry(test: MilestoneScenario): number {
  return test.grantState(test.grant).withholdingCarry;
}

describe('claim_milestone, withholding', () => {
  scenario("is the grant's rate, as it is at the claim", (test) => {
    const milestone = test.milestone({ shape: HUNDRED_SECS });
    withhold(test, 5_000);
    test.final(80n);
    test.run(test.settleMilestone(milestone));
    test.afterMet(milestone, 10);
    expect(test.collectMilestone(milestone)).to.equal(50n);
    withhold(test, 0);
    test.afterMet(milestone, 20);
    expect(test.collectMilestone(milestone)).to.equal(100n);
    expect(test.planState().withheld).to.equal(50n);
  });

  scenario('the remainder is carried from the grant to its milestones and on, so that nothing is lost by it', (test) => {
    // 33.33 % of 1, 10, 10 and 10 base units: 10.3323 of 31 in all.
    withhold(test, 3_333);
    const [first, second] = [test.milestone({ targetAmount: 20n, shape: HUNDRED_SECS }), test.milestone({ targetAmount: 10n })];
    test.final(80n);
    test.run([first, second].map((milestone) => test.settleMilestone(milestone)));
    test.collect(test.grant);
    expect([test.planState().withheld, carry(test)]).to.deep.equal([0n, 3_333]);
    test.run(test.claimMilestone(second), beneficiary);
    expect([test.planState().withheld, carry(test)]).to.deep.equal([3n, 6_663]);
    test.afterMet(first, 50);
    test.run(test.claimMilestone(first), beneficiary);
    expect([test.planState().withheld, carry(test)]).to.deep.equal([6n, 9_993]);
    test.afterMet(first, 100);
    test.run(test.claimMilestone(first), beneficiary);
    expect([test.planState().withheld, carry(test)]).to.deep.equal([10n, 3_323]);
    expect(test.paid()).to.equal(21n);
  });

  scenario('claiming one base unit at a time withholds what claiming at once does', (test) => {
    withhold(test, 3_700);
    const milestone = test.met(80n, { targetAmount: 50n, shape: HUNDRED_SECS });
    for (let second = 2; second <= 100; second += 2) {
      test.afterMet(milestone, second);
      test.run(test.claimMilestone(milestone), beneficiary);
    }
    expect([test.planState().withheld, test.paid()]).to.deep.equal([18n, 32n]);
  });

  scenario('all of it, where the plan allows it: payroll collects it, the milestone is paid out', (test) => {
    withhold(test, 10_000);
    const milestone = test.met(80n);
    test.run(test.claimMilestone(milestone), beneficiary);
    expect([test.paid(), test.planState().withheld]).to.deep.equal([0n, 1_000n]);
    test.run(test.collectWithheld(1_000n), payroll);
    test.run(test.closeMilestone(milestone), beneficiary);
  }, { policy: { maxWithholdingBps: 10_000 } });

  scenario('does not depend on any account of payroll', (test) => {
    withhold(test, 5_000);
    const milestone = test.met(80n);
    test.run(test.setRole('payroll', null), authority);
    expect(test.collectMilestone(milestone)).to.equal(500n);
  });
});
