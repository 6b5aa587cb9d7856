import { expect } from 'chai';
import { swapped } from '../grant/scenario';
import { expectEvents } from '../plan/scenario';
import { people } from '../support/world';
import { scenario } from './scenario';

const { authority, rentRecipient, stranger } = people;

describe('close_oracle_set', () => {
  scenario(
    'of a sealed plan, sent by anybody: the rent goes to the rent recipient, and the plan can be closed',
    (test) => {
      const { chain } = test.world;
      const oracles = test.oracles();
      test.seal();
      test.refuse(test.closePlan(), 'MetricsRemain', authority);
      const before = {
        plan: test.planState(),
        rent: chain.balance(rentRecipient.publicKey),
        set: chain.balance(oracles),
      };
      const outcome = test.run(test.closeOracleSet());

      expectEvents(outcome, ['oracleSetClosed', { plan: test.plan.address }]);
      expect(chain.account(oracles)).to.equal(null);
      expect(before.set).to.equal(chain.rent(1_080));
      expect(chain.balance(rentRecipient.publicKey) - before.rent).to.equal(before.set);
      expect(test.planState()).to.deep.equal({ ...before.plan, hasOracleSet: false });
      test.run(test.closePlan(), authority);
    },
  );

  scenario('it never lives again: a sealed plan gets no other', (test) => {
    test.oracles();
    test.seal();
    test.refuse([test.closeOracleSet(), test.createOracleSet()], 'PlanIsSealed', authority);
    test.refuse([test.closeOracleSet(), test.closeOracleSet()], 'AccountOwnedByWrongProgram');
    test.run(test.closeOracleSet());
    test.refuse(test.createOracleSet(), 'PlanIsSealed', authority);
    test.refuse(test.closeOracleSet(), 'AccountOwnedByWrongProgram');
  });

  describe('is refused', () => {
    scenario('while the plan issues', (test) => {
      test.oracles();
      test.refuse(test.closeOracleSet(), 'PlanNotSealed');
    });

    scenario('while a metric is there', (test) => {
      test.oracles();
      const metric = test.metric();
      test.seal();
      test.refuse(test.closeOracleSet(), 'MetricsRemain');
      test.run([test.closeMetric(metric), test.closeOracleSet()]);
    });

    scenario('with the rent to anyone else', (test) => {
      test.oracles();
      test.seal();
      for (const { publicKey } of [authority, stranger]) {
        test.refuse(test.closeOracleSet({ rentRecipient: publicKey }), 'WrongRentRecipient');
      }
    });

    scenario('of another plan: neither theirs for this plan nor ours for theirs', (test) => {
      const own = test.oracles();
      const foreign = test.foreignOracles();
      const theirs = test.oracleSet(foreign.address);
      test.seal();
      test.refuse(swapped(test.closeOracleSet(), own, theirs), 'MetricOfAnotherPlan');
      test.refuse(swapped(test.closeOracleSet({ plan: foreign.address }), theirs, own), 'MetricOfAnotherPlan');
    });
  });
});
