import { expect } from 'chai';
import type * as sdk from '@tenure/sdk';
import { CHALLENGE, DUE, RETRY } from '../metric/scenario';
import { expectEvents } from '../plan/scenario';
import { AT_ONCE, DAY, people } from '../support/world';
import { DEADLINE, HUNDRED_SECS, RESERVED, scenario, TARGET, type MilestoneScenario } from './scenario';

const { authority, guardian, stranger } = people;
const CHALLENGED_UNTIL = DUE + CHALLENGE;

/** What a milestone has come to. */
function outcome(test: MilestoneScenario, milestone: ReturnType<MilestoneScenario['milestone']>): object {
  const { status, payout, metTs } = test.milestoneState(milestone);
  return { status, payout, met: metTs && metTs - test.start };
}

describe('settle_milestone', () => {
  describe('by its final metric', () => {
    for (const [value, payout] of [
      [50n, 500n],
      [51n, 516n],
      [79n, 983n],
      [80n, 1_000n],
      [85n, 1_250n],
      [89n, 1_450n],
      [90n, 1_500n],
      [2n ** 63n - 1n, 1_500n],
    ] as const) {
      scenario(`at ${value} pays ${payout} and returns the rest, sent by anybody`, (test) => {
        const milestone = test.milestone();
        const issued = test.milestoneState(milestone);
        test.final(value);
        const before = test.planState();
        const told = test.run(test.settleMilestone(milestone));

        const returned = RESERVED - payout;
        const whom = { plan: test.plan.address, grant: test.grant, milestone };
        expectEvents(told, ['milestoneSettled', { ...whom, status: 'met', payout, returned }]);
        const metTs = test.start + CHALLENGED_UNTIL;
        expect(test.milestoneState(milestone)).to.deep.equal({ ...issued, status: 'met', payout, metTs });
        const booked = { reserved: before.reserved - returned, reservedByMilestones: payout, forfeited: returned };
        expect(test.planState()).to.deep.equal({ ...before, ...booked });
      });
    }

    for (const value of [49n, 0n, -(2n ** 63n)]) {
      scenario(`at ${value} is missed, and returns all of it`, (test) => {
        const milestone = test.milestone();
        test.final(value);
        const told = test.run(test.settleMilestone(milestone));
        const whom = { plan: test.plan.address, grant: test.grant, milestone };
        expectEvents(told, ['milestoneSettled', { ...whom, status: 'missed', payout: 0n, returned: RESERVED }]);
        expect(outcome(test, milestone)).to.deep.equal({ status: 'missed', payout: 0n, met: null });
        expect(test.planState()).to.deep.include({ reserved: 1n, reservedByMilestones: 0n, forfeited: RESERVED });
      });
    }

    scenario('at a threshold that pays nothing is missed', (test) => {
      const milestone = test.met(50n, { thresholdBps: 0 });
      expect(outcome(test, milestone)).to.deep.equal({ status: 'missed', payout: 0n, met: null });
    });

    scenario('where lower is better', (test) => {
      const metric = test.metric({ key: 'errors', better: 'lower' });
      const milestone = test.milestone({ metric, threshold: 90n, target: 80n, maximum: 50n });
      test.final(65n, metric);
      test.run(test.settleMilestone(milestone));
      expect(outcome(test, milestone)).to.deep.include({ status: 'met', payout: 1_250n });
    });

    scenario('each milestone by its own curve, and long after', (test) => {
      const hard = test.milestone({ threshold: 90n, target: 90n, maximum: 95n });
      const easy = test.milestone({ maximum: 81n, target: 81n, maxBps: 10_000 });
      test.final(85n);
      test.at(DEADLINE + 400 * DAY);
      for (const milestone of [hard, easy]) test.run(test.settleMilestone(milestone));
      expect(outcome(test, hard)).to.deep.include({ status: 'missed' });
      expect(outcome(test, easy)).to.deep.equal({ status: 'met', payout: TARGET, met: CHALLENGED_UNTIL });
    });

    scenario('not before it is final, though its window has passed', (test) => {
      const milestone = test.milestone();
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.attested(80n);
      for (const second of [DUE, CHALLENGED_UNTIL]) {
        test.at(second);
        test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      }
      test.run([test.finalize(test.mmlu), test.settleMilestone(milestone)]);
      expect(outcome(test, milestone)).to.deep.equal({ status: 'met', payout: TARGET, met: CHALLENGED_UNTIL });
    });
  });

  describe('by its deadline', () => {
    scenario('expires one second after it, and not before, and returns all of it', (test) => {
      const milestone = test.milestone();
      for (const second of [DEADLINE - 1, DEADLINE]) {
        test.at(second);
        test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      }
      test.at(DEADLINE + 1);
      const told = test.run(test.settleMilestone(milestone));
      const whom = { plan: test.plan.address, grant: test.grant, milestone };
      expectEvents(told, ['milestoneSettled', { ...whom, status: 'expired', payout: 0n, returned: RESERVED }]);
      expect(test.totals()).to.deep.include({ reserved: 1n, forfeited: RESERVED });
    });

    for (const second of [DEADLINE - 1, DEADLINE]) {
      scenario(
        `a result that was attested at second ${second - DEADLINE} of it is met, however long its challenge`,
        (test) => {
          const milestone = test.milestone();
          test.at(second);
          test.attested(80n);
          test.at(DEADLINE + 2);
          test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
          test.conclude(test.mmlu);
          test.run(test.settleMilestone(milestone));
          expect(outcome(test, milestone)).to.deep.include({ status: 'met', payout: TARGET });
        },
      );
    }

    for (const when of ['while it is challenged', 'once it is final'] as const) {
      scenario(`a result that was attested one second after it is expired, ${when}`, (test) => {
        const milestone = test.milestone();
        test.at(DEADLINE + 1);
        test.attested(80n);
        if (when === 'once it is final') test.conclude(test.mmlu);
        test.run(test.settleMilestone(milestone));
        expect(outcome(test, milestone)).to.deep.include({ status: 'expired', payout: 0n });
        expect(test.totals()).to.deep.include({ reserved: 1n, forfeited: RESERVED });
      });
    }

    scenario('a disputed result has 30 days to be attested anew, and counts since it was there first', (test) => {
      const milestone = test.milestone();
      test.at(DEADLINE);
      test.attested(80n);
      test.run(test.dispute(test.mmlu, guardian), guardian);
      test.at(DEADLINE + RETRY);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.report(test.mmlu, 80n, 80n, 80n);
      test.conclude(test.mmlu);
      test.run(test.settleMilestone(milestone));
      const met = DEADLINE + CHALLENGE;
      expect(outcome(test, milestone), 'as if nobody had disputed').to.deep.equal({
        status: 'met',
        payout: TARGET,
        met,
      });
    });

    scenario('and expires one second after these 30 days', (test) => {
      const milestone = test.milestone();
      test.at(DEADLINE);
      test.attested(80n);
      test.run(test.dispute(test.mmlu, guardian), guardian);
      test.at(DEADLINE + RETRY + 1);
      test.run(test.settleMilestone(milestone));
      expect(outcome(test, milestone)).to.deep.include({ status: 'expired' });
    });

    scenario('a dispute long before the deadline does not bring it forward', (test) => {
      const milestone = test.milestone({ deadlineTs: test.start + 2 * RETRY });
      test.attested(80n);
      test.run(test.dispute(test.mmlu, guardian), guardian);
      test.at(2 * RETRY);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.at(2 * RETRY + 1);
      test.run(test.settleMilestone(milestone));
    });
  });

  describe('by the end of its grant', () => {
    const options = { policy: { noticeSecs: 1_000 } };

    scenario(
      'cancels it one second after the grant stopped without a result, and returns all of it',
      (test) => {
        const milestone = test.milestone();
        test.stop();
        for (const second of [0, 999, 1_000]) {
          test.at(second);
          test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
        }
        test.at(1_001);
        const told = test.run(test.settleMilestone(milestone));
        const whom = { plan: test.plan.address, grant: test.grant, milestone };
        expectEvents(told, ['milestoneSettled', { ...whom, status: 'cancelled', payout: 0n, returned: RESERVED }]);
        expect(outcome(test, milestone)).to.deep.equal({ status: 'cancelled', payout: 0n, met: null });
      },
      options,
    );

    for (const [late, status, payout] of [
      [-1, 'met', TARGET],
      [0, 'met', TARGET],
      [1, 'cancelled', 0n],
    ] as const) {
      scenario(
        `a result that was attested at second ${late} of the stop is ${status}`,
        (test) => {
          const milestone = test.milestone();
          const stop = DUE + 5;
          test.at(stop - 1_000);
          test.stop();
          test.at(stop + late);
          test.attested(80n);
          test.at(stop + 1);
          if (status === 'met') {
            test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
            test.conclude(test.mmlu);
          }
          test.run(test.settleMilestone(milestone));
          expect(outcome(test, milestone)).to.deep.include({ status, payout });
        },
        options,
      );
    }

    scenario(
      'also once the grant itself is settled',
      (test) => {
        const milestone = test.milestone();
        test.stop();
        test.at(1_001);
        test.run(test.settle(test.grant));
        test.run(test.settleMilestone(milestone));
        expect(outcome(test, milestone)).to.deep.include({ status: 'cancelled' });
      },
      options,
    );

    scenario(
      'not where the termination was withdrawn',
      (test) => {
        const milestone = test.milestone();
        test.stop();
        test.at(999);
        test.run(test.withdrawTermination(test.grant), authority);
        test.at(1_001);
        test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      },
      options,
    );

    scenario(
      'a result that came in time, but after the deadline, is expired, not cancelled',
      (test) => {
        const milestone = test.milestone({ deadlineTs: test.start + DUE + DAY });
        test.at(DUE + DAY + 1);
        test.attested(80n);
        test.stop();
        test.conclude(test.mmlu);
        test.at(DUE + DAY + 10_000);
        test.run(test.settleMilestone(milestone));
        expect(outcome(test, milestone)).to.deep.include({ status: 'expired' });
      },
      options,
    );
  });

  describe('is refused', () => {
    scenario('twice, whatever it came to', (test) => {
      const milestone = test.milestone();
      test.final(80n);
      test.refuse([test.settleMilestone(milestone), test.settleMilestone(milestone)], 'MilestoneAlreadySettled');
      test.run(test.settleMilestone(milestone));
      test.at(DEADLINE + 1);
      test.refuse(test.settleMilestone(milestone), 'MilestoneAlreadySettled');
    });

    scenario('with another metric, grant or plan than its own', (test) => {
      const milestone = test.milestone();
      const helm = test.metric({ key: 'helm' });
      const other = test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE });
      const foreign = test.foreignOracles();
      test.final(90n, helm);
      const wrong: [Partial<sdk.MilestonePlace>, sdk.TenureErrorName][] = [
        [{ metric: helm }, 'WrongMetric'],
        [{ metric: test.foreignMetric(foreign) }, 'WrongMetric'],
        [{ grant: other }, 'MilestoneOfAnotherGrant'],
        [{ grant: test.issueForeign(foreign) }, 'GrantOfAnotherPlan'],
        [{ plan: foreign.address }, 'GrantOfAnotherPlan'],
        [{ plan: foreign.address, grant: test.issueForeign(foreign, { grantId: 3n }) }, 'MilestoneOfAnotherGrant'],
        [{ milestone: test.grant }, 'AccountDiscriminatorMismatch'],
        [{ milestone: stranger.publicKey }, 'AccountOwnedByWrongProgram'],
      ];
      for (const [place, error] of wrong) test.refuse(test.settleMilestone(milestone, place), error);
      expect(outcome(test, milestone)).to.deep.include({ status: 'pending' });
    });
  });

  scenario('goes on in a sealed plan and with a vesting grant', (test) => {
    const milestone = test.milestone({ shape: HUNDRED_SECS });
    test.seal();
    test.final(80n);
    test.run(test.settleMilestone(milestone));
    expect(outcome(test, milestone)).to.deep.include({ status: 'met' });
  });
});
