import { expect } from 'chai';
import { people, DAY } from '../support/world';
import { HUNDRED_SECS, scenario } from './scenario';

const { authority, beneficiary } = people;

describe('grants, plans and metrics with milestones', () => {
  describe('close_grant', () => {
    scenario('waits for every milestone to be closed, paid out or not', (test) => {
      const [first, second] = [test.milestone(), test.milestone()];
      test.collect(test.grant);
      test.refuse(test.closeGrant(test.grant), 'MilestonesRemain', beneficiary);
      test.final(80n);
      test.run(
        [first, second].flatMap((milestone) => [test.settleMilestone(milestone), test.claimMilestone(milestone)]),
        beneficiary,
      );
      test.refuse(test.closeGrant(test.grant), 'MilestonesRemain', beneficiary);
      test.run(test.closeMilestone(first), beneficiary);
      test.refuse(test.closeGrant(test.grant), 'MilestonesRemain', beneficiary);
      test.run([test.closeMilestone(second), test.closeGrant(test.grant)], beneficiary);
      expect(test.totals()).to.deep.include({ grantCount: 0, tombstoneCount: 1, reserved: 0n });
    });

    scenario(
      'of a grant that stopped waits for them to be cancelled',
      (test) => {
        const milestone = test.milestone();
        test.stop();
        test.world.chain.advance(1);
        test.collect(test.grant);
        test.run(test.settle(test.grant));
        test.refuse(test.closeGrant(test.grant), 'MilestonesRemain', beneficiary);
        test.run(
          [test.settleMilestone(milestone), test.closeMilestone(milestone), test.closeGrant(test.grant)],
          beneficiary,
        );
      },
      { policy: { noticeSecs: 0 } },
    );
  });

  describe('void_grant', () => {
    scenario(
      'waits for every milestone to be voided and closed, which fits one transaction',
      (test) => {
        const [first, second] = [test.milestone(), test.milestone({ shape: HUNDRED_SECS })];
        test.refuse(test.voidGrant(test.grant), 'MilestonesRemain', authority);
        test.run(
          [first, second].map((milestone) => test.voidMilestone(milestone)),
          authority,
        );
        test.refuse(test.voidGrant(test.grant), 'MilestonesRemain', authority);
        const close = [first, second].map((milestone) =>
          test.closeMilestone(milestone, { signer: authority.publicKey }),
        );
        test.run([...close, test.voidGrant(test.grant)], authority);
        expect(test.totals()).to.deep.include({ reserved: 0n, allocated: 0n, grantCount: 0, tombstoneCount: 1 });
      },
      { policy: { voidSecs: DAY } },
    );
  });

  describe('close_metric', () => {
    scenario('waits for every milestone on it to be closed, settled or not', (test) => {
      const milestone = test.milestone();
      test.final(80n);
      test.run(test.settleMilestone(milestone));
      test.seal();
      test.refuse(test.closeMetric(test.mmlu), 'MetricInUse');
      test.run(test.claimMilestone(milestone), beneficiary);
      test.refuse(test.closeMetric(test.mmlu), 'MetricInUse');
      test.run(test.closeMilestone(milestone), beneficiary);
      test.run(test.closeMetric(test.mmlu));
      expect(test.planState().metricCount).to.equal(0);
    });

    scenario('a milestone that is met needs its metric no longer to be paid, but keeps it to be closed', (test) => {
      const milestone = test.met(80n, { shape: HUNDRED_SECS });
      test.seal();
      test.refuse(test.closeMetric(test.mmlu), 'MetricInUse');
      test.afterMet(milestone, 100);
      expect(test.collectMilestone(milestone)).to.equal(1_000n);
    });
  });

  describe('close_plan', () => {
    scenario('waits for grants, metrics and the oracle set, in this order', (test) => {
      const milestone = test.met(80n);
      test.seal();
      test.refuse(test.closePlan(), 'PlanNotEmpty', authority);
      test.collect(test.grant);
      test.run(
        [test.claimMilestone(milestone), test.closeMilestone(milestone), test.closeGrant(test.grant)],
        beneficiary,
      );
      test.refuse(test.closePlan(), 'MetricsRemain', authority);
      test.run(test.closeMetric(test.mmlu));
      test.refuse(test.closePlan(), 'MetricsRemain', authority);
      test.run(test.closeOracleSet());
      test.run(test.closePlan(), authority);
      expect(test.world.tokens(test.authorityWallet())).to.equal(1_000_000_000_000n - 1_001n);
    });
  });

  describe('withdraw_surplus', () => {
    scenario(
      'takes what a milestone returned, and nothing of what it reserves',
      (test) => {
        const milestone = test.milestone();
        test.refuse(test.withdraw(500n), 'SurplusTooSmall', authority);
        test.run(test.withdraw(499n), authority);
        test.final(80n);
        test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
        test.run(test.settleMilestone(milestone));
        test.refuse(test.withdraw(501n), 'SurplusTooSmall', authority);
        test.run(test.withdraw(500n), authority);
        expect(test.collectMilestone(milestone) + test.collect(test.grant)).to.equal(1_001n);
        expect(test.vault()).to.equal(0n);
      },
      { funding: 2_000n },
    );
  });
});
