import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { people } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY } from './scenario';

const { beneficiary, payroll } = people;
const steady = { total: 2_000n, shape: STEADY };

describe('set_withholding', () => {
  scenario('applies to later claims only', (test) => {
    const grant = test.issue({ ...steady, withholdingBps: 1_000 });
    const before = test.grantState(grant);
    test.at(100);
    expect(test.collect(grant)).to.equal(90n);
    const outcome = test.run(test.setWithholding(grant, 4_000), payroll);
    const told = { plan: test.plan.address.toBase58(), grant: grant.toBase58(), withholdingBps: 4_000 };
    expect(eventsOf(outcome)).to.deep.equal([{ name: 'withholdingSet', data: told }]);
    expect(test.grantState(grant)).to.deep.equal({ ...before, claimed: 100n, withholdingBps: 4_000 });
    test.at(200);
    expect(test.collect(grant)).to.equal(60n);
    expect(test.planState().withheld).to.equal(50n);
  });

  scenario("up to the plan's maximum and down to nothing", (test) => {
    const grant = test.issue(steady);
    test.run(test.setWithholding(grant, 5_000), payroll);
    test.refuse(test.setWithholding(grant, 5_001), 'WithholdingTooHigh', payroll);
    test.refuse(test.setWithholding(grant, 10_000), 'WithholdingTooHigh', payroll);
    test.refuse(test.setWithholding(grant, 65_535), 'WithholdingTooHigh', payroll);
    test.run(test.setWithholding(grant, 0), payroll);
    test.at(2_000);
    expect(test.collect(grant)).to.equal(2_000n);
  }, { policy: { maxWithholdingBps: 5_000 } });

  scenario('nothing at all in a plan that allows none', (test) => {
    const grant = test.issue(steady);
    test.refuse(test.setWithholding(grant, 1), 'WithholdingTooHigh', payroll);
  }, { policy: { maxWithholdingBps: 0 } });

  scenario('keeps the fractions that earlier claims left over', (test) => {
    const grant = test.issue({ ...steady, withholdingBps: 3_333 });
    test.at(1);
    expect(test.collect(grant)).to.equal(1n);
    test.run(test.setWithholding(grant, 5_000), payroll);
    expect(test.grantState(grant).withholdingCarry).to.equal(3_333);
    test.at(2);
    expect(test.collect(grant)).to.equal(1n);
    test.at(3);
    expect(test.collect(grant), '0.3333 and twice 0.5').to.equal(0n);
    expect(test.grantState(grant).withholdingCarry).to.equal(3_333);
  });

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
