/**
 * A report in time that turns out false still keeps the door open: what more than half of all seats say afterwards counts, if it
 * was so in time. Nobody is paid for what was not; only how late it was reported is forgiven.
 */
import { expect } from 'chai';
import { attestor, CHALLENGE, HOUR } from '../metric/scenario';
import { DEADLINE, type MilestoneScenario, scenario, TARGET } from '../milestone/scenario';
import { DAY } from '../support/world';

const LATE = 20 * DAY;
/** Two who decide, in seats 3 and 4; seats 0 to 2 are honest. */
const LIARS = [3, 4];
const HONEST = [0, 1, 2];
const NOTHING = { payout: 0n, paid: 0n };

/** The metric of a quarter that ended a day after the beginning: what the honest report is as of that day, by their source. */
function begin(test: MilestoneScenario) {
  const metric = test.metric({ key: 'revenue', maxAgeSecs: 60 * DAY, dueTs: test.start + DAY });
  return { metric, milestone: test.milestone({ metric }) };
}

/** Garbage in time, which an honest oracle disputes at once. */
function plant(test: MilestoneScenario, metric: ReturnType<MilestoneScenario['metric']>) {
  for (const seat of LIARS) test.attest(metric, seat, 1n);
  test.world.chain.advance(HOUR);
  test.run(test.dispute(metric, attestor(0)), attestor(0));
}

/** The books are ready: the honest report, truthfully, as of the quarter's end. */
function honestReport(test: MilestoneScenario, metric: ReturnType<MilestoneScenario['metric']>) {
  for (const seat of HONEST) test.attest(metric, seat, 80n, { observedTs: test.start + DAY });
  test.world.chain.advance(CHALLENGE);
  test.run(test.finalize(metric));
}

function outcome(test: MilestoneScenario, milestone: ReturnType<MilestoneScenario['milestone']>) {
  test.world.chain.advance(1);
  test.run(test.settleMilestone(milestone));
  const paid = test.collectMilestone(milestone);
  return { payout: test.milestoneState(milestone).payout, paid };
}

describe('a false result that two of five report in time', () => {
  for (const planted of [false, true]) {
    const title = planted ? 'makes reports good' : 'control: without it, reports are of no use';
    const expected = planted ? { payout: TARGET, paid: TARGET } : NOTHING;

    scenario(`${title} that come 20 days after the deadline`, (test) => {
      const { metric, milestone } = begin(test);
      test.at(DEADLINE);
      if (planted) plant(test, metric);
      test.at(DEADLINE + LATE);
      honestReport(test, metric);
      expect(outcome(test, milestone)).to.deep.equal(expected);
    });

    scenario(
      `${title} that come 20 days after the grant has stopped`,
      (test) => {
        const { metric, milestone } = begin(test);
        test.at(2 * DAY);
        if (planted) plant(test, metric);
        // Dismissed without notice.
        test.stop();
        test.at(2 * DAY + LATE);
        honestReport(test, metric);
        expect(outcome(test, milestone)).to.deep.equal(planted ? expected : NOTHING);
      },
      { policy: { noticeSecs: 0 } },
    );
  }

  for (const low of [false, true]) {
    scenario(
      `before the metric is due ${low ? 'still does so, by two low reports more' : 'alone does not'}`,
      (test) => {
        const times = { maxAgeSecs: 60 * DAY, dueTs: test.start + DAY };
        const metric = test.metric({ key: 'early', earlyValue: 90n, ...times });
        const milestone = test.milestone({ metric });
        for (const seat of LIARS) test.attest(metric, seat, 95n);
        test.world.chain.advance(HOUR);
        test.run(test.dispute(metric, attestor(0)), attestor(0));
        test.at(DEADLINE);
        if (low) for (const seat of LIARS) test.attest(metric, seat, 1n);
        test.at(DEADLINE + 5 * DAY);
        honestReport(test, metric);
        expect(outcome(test, milestone)).to.deep.equal(low ? { payout: TARGET, paid: TARGET } : NOTHING);
      },
    );
  }
});
