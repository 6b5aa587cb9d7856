import { expect } from 'chai';
import { swapped } from '../grant/scenario';
import { expectEvents } from '../plan/scenario';
import { people } from '../support/world';
import { scenario } from './scenario';

const { authority, rentRecipient, stranger } = people;

describe('close_metric', () => {
  scenario('of a sealed plan, sent by anybody: the rent goes to the rent recipient', (test) => {
    const { chain } = test.world;
    test.oracles();
    const metric = test.metric();
    test.seal();
    const before = {
      plan: test.planState(),
      rent: chain.balance(rentRecipient.publicKey),
      metric: chain.balance(metric),
    };
    const outcome = test.run(test.closeMetric(metric));

    expectEvents(outcome, ['metricClosed', { plan: test.plan.address, metric }]);
    expect(chain.account(metric)).to.equal(null);
    expect(chain.balance(rentRecipient.publicKey) - before.rent).to.equal(before.metric);
    expect(test.planState()).to.deep.equal({ ...before.plan, metricCount: 0 });
  });

  scenario('whether it is open, challenged or final: nothing hangs on it', (test) => {
    const final = test.due();
    const challenged = test.metric({ key: 'challenged' });
    test.report(final, 1n, 2n);
    test.conclude(final);
    test.report(challenged, 1n, 2n);
    const open = test.metric({ key: 'open' });
    test.seal();
    test.run([final, challenged, open].map((metric) => test.closeMetric(metric)));
    expect(test.planState().metricCount).to.equal(0);
  });

  scenario('it never lives again: a sealed plan gets no other of its name', (test) => {
    test.oracles();
    const metric = test.metric();
    test.seal();
    test.refuse([test.closeMetric(metric), test.createMetric()], 'PlanIsSealed', authority);
    test.refuse([test.closeMetric(metric), test.closeMetric(metric)], 'AccountOwnedByWrongProgram');
    test.run(test.closeMetric(metric));
    test.refuse(test.createMetric(), 'PlanIsSealed', authority);
    test.refuseAttestation(metric, 0, 'AccountOwnedByWrongProgram');
  });

  describe('is refused', () => {
    scenario('while the plan issues', (test) => {
      test.oracles();
      test.refuse(test.closeMetric(test.metric()), 'PlanNotSealed');
    });

    scenario('with the rent to anyone else', (test) => {
      test.oracles();
      const metric = test.metric();
      test.seal();
      for (const { publicKey } of [authority, stranger]) {
        test.refuse(test.closeMetric(metric, { rentRecipient: publicKey }), 'WrongRentRecipient');
      }
    });

    scenario('of another plan', (test) => {
      test.oracles();
      const metric = test.metric();
      const foreign = test.foreignOracles();
      const theirs = test.foreignMetric(foreign);
      test.seal();
      test.refuse(test.closeMetric(theirs), 'MetricOfAnotherPlan');
      test.refuse(swapped(test.closeMetric(metric), test.plan.address, foreign.address), 'MetricOfAnotherPlan');
    });
  });
});
