import { expect } from 'chai';
import type * as sdk from '@tenure/sdk';
import { CHALLENGE, DUE } from '../metric/scenario';
import { AT_ONCE, DAY, people } from '../support/world';
import { HUNDRED_SECS, scenario, TARGET, type MilestoneScenario } from './scenario';

const { authority, beneficiary } = people;
const FOUR_STEPS: sdk.ShapeSegment[] = [{ weight: 1n, span: 40, steps: 4, unit: 'seconds' }];

/** Claims at seconds after the milestone was met; expects to have been paid so much in all by each. */
function expectPaid(
  test: MilestoneScenario,
  milestone: ReturnType<MilestoneScenario['milestone']>,
  paid: [number, bigint][],
): void {
  for (const [second, amount] of paid) {
    test.afterMet(milestone, second);
    test.collectMilestone(milestone);
    expect(test.paid(), `second ${second}`).to.equal(amount);
  }
}

describe('claim_milestone, of one that vests by a schedule', () => {
  describe('from the second on at which its metric became final, whoever settled it when', () => {
    scenario('so much a second', (test) => {
      const milestone = test.milestone({ shape: HUNDRED_SECS });
      test.final(80n);
      test.at(DUE + CHALLENGE + 33);
      test.run(test.settleMilestone(milestone));
      expectPaid(test, milestone, [
        [33, 330n],
        [34, 340n],
        [99, 990n],
        [100, 1_000n],
        [5_000, 1_000n],
      ]);
    });

    scenario('in steps, at their second and not one before', (test) => {
      const milestone = test.met(80n, { shape: FOUR_STEPS });
      expectPaid(test, milestone, [
        [9, 0n],
        [10, 250n],
        [19, 250n],
        [20, 500n],
        [39, 750n],
        [40, 1_000n],
        [41, 1_000n],
      ]);
    });

    scenario('a part at once, the rest later', (test) => {
      const milestone = test.met(80n, { shape: [...AT_ONCE, { weight: 3n, span: 10, steps: 1, unit: 'seconds' }] });
      expectPaid(test, milestone, [
        [0, 250n],
        [9, 250n],
        [10, 1_000n],
      ]);
    });

    scenario('in months: the same day and time, or the last day of a shorter month', (test) => {
      const dueTs = Date.parse('2025-01-31T10:00:00Z') / 1_000 - CHALLENGE;
      const metric = test.metric({ key: 'revenue', dueTs });
      const deadlineTs = dueTs + DAY;
      const milestone = test.milestone({
        metric,
        deadlineTs,
        shape: [{ weight: 1n, span: 3, steps: 3, unit: 'months' }],
      });
      test.final(80n, metric);
      test.run(test.settleMilestone(milestone));
      const dates: [string, bigint][] = [
        ['2025-02-28T10:00:00Z', 333n],
        ['2025-03-31T10:00:00Z', 666n],
        ['2025-04-30T10:00:00Z', 1_000n],
      ];
      let before = 0n;
      for (const [date, paid] of dates) {
        const ts = Date.parse(date) / 1_000;
        test.world.chain.setTime(ts - 1);
        expect(test.collectMilestone(milestone), `a second before ${date}`).to.equal(0n);
        test.world.chain.setTime(ts);
        expect(test.collectMilestone(milestone), date).to.equal(paid - before);
        before = paid;
      }
    });

    scenario('a payout too small for its steps comes whole in the end', (test) => {
      const milestone = test.met(80n, { shape: FOUR_STEPS, targetAmount: 3n });
      expectPaid(test, milestone, [
        [10, 0n],
        [20, 1n],
        [30, 2n],
        [40, 3n],
      ]);
    });
  });

  scenario("is not moved by the grant's pauses", (test) => {
    const milestone = test.met(80n, { shape: HUNDRED_SECS });
    test.run(test.pause(test.grant, 1_000), authority);
    expectPaid(test, milestone, [[40, 400n]]);
    test.run(test.resume(test.grant), authority);
    expectPaid(test, milestone, [
      [41, 410n],
      [100, 1_000n],
    ]);
  });

  describe('has early releases of plan and grant applied, since it was set', () => {
    scenario('those before change nothing', (test) => {
      test.run([test.acceleratePlan(5_000), test.accelerate(test.grant, 5_000)], authority);
      const milestone = test.met(80n, { shape: HUNDRED_SECS });
      expectPaid(test, milestone, [
        [0, 0n],
        [50, 500n],
        [100, 1_000n],
      ]);
    });

    scenario('those between its issue and its result count, but pay nothing before the result', (test) => {
      test.run([test.acceleratePlan(5_000), test.accelerate(test.grant, 5_000)], authority);
      const milestone = test.milestone({ shape: HUNDRED_SECS });
      test.run([test.acceleratePlan(2_000), test.accelerate(test.grant, 5_000)], authority);
      expect(test.collectMilestone(milestone)).to.equal(0n);
      test.final(80n);
      expect(test.collectMilestone(milestone)).to.equal(0n);
      test.run(test.settleMilestone(milestone));
      // 80 % of 50 % of what waits is kept.
      expectPaid(test, milestone, [
        [0, 600n],
        [50, 800n],
        [100, 1_000n],
      ]);
    });

    scenario('those after it was met count at once', (test) => {
      const milestone = test.met(80n, { shape: HUNDRED_SECS });
      test.afterMet(milestone, 20);
      test.run(test.accelerate(test.grant, 2_500), authority);
      expectPaid(test, milestone, [[20, 400n]]);
      test.run(test.acceleratePlan(10_000), authority);
      expectPaid(test, milestone, [[20, 1_000n]]);
    });

    scenario('a release waives waiting, never the result', (test) => {
      const [met, missed] = [
        test.milestone({ shape: HUNDRED_SECS }),
        test.milestone({ shape: HUNDRED_SECS, threshold: 80n }),
      ];
      test.run([test.acceleratePlan(10_000), test.accelerate(test.grant, 10_000)], authority);
      test.final(50n);
      test.run([met, missed].map((milestone) => test.settleMilestone(milestone)));
      expect([met, missed].map((milestone) => test.collectMilestone(milestone))).to.deep.equal([500n, 0n]);
    });

    scenario('and one that pays at once has nothing to release', (test) => {
      const milestone = test.milestone();
      test.run(test.acceleratePlan(10_000), authority);
      test.final(85n);
      test.run(test.settleMilestone(milestone));
      expect(test.collectMilestone(milestone)).to.equal(1_250n);
    });
  });

  scenario(
    'stops with its grant, in the second of the stop, settled or not',
    (test) => {
      const milestone = test.met(80n, { shape: HUNDRED_SECS });
      test.afterMet(milestone, 10);
      test.stop();
      expectPaid(test, milestone, [
        [49, 490n],
        [50, 500n],
        [51, 500n],
        [99, 500n],
      ]);
      test.run([test.settleMilestone(milestone), test.settle(test.grant)]);
      expectPaid(test, milestone, [[200, 500n]]);
      test.refuse(test.claimMilestone(milestone), 'NothingToClaim', beneficiary);
      expect(test.milestoneState(milestone).payout).to.equal(TARGET);
    },
    { policy: { noticeSecs: 40 } },
  );
});
