/** Who is paid for a result that came early, was doubted, and was confirmed or denied. */
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { attestor, CHALLENGE, firstSeats, HOUR, MAX_AGE, RETRY } from '../metric/scenario';
import { DAY, people } from '../support/world';
import { DEADLINE, scenario, TARGET, type MilestoneScenario } from './scenario';

const { guardian } = people;
const NO_NOTICE = { policy: { noticeSecs: 0 } };
/** When the metric is due. */
const LAST = DEADLINE - DAY;

/** A metric with an early value, due as late as the deadline of the milestone that hangs on it allows. */
function promised(test: MilestoneScenario, challengeSecs = CHALLENGE): { metric: PublicKey; milestone: PublicKey } {
  const metric = test.metric({ key: 'early', earlyValue: 80n, dueTs: test.start + LAST, challengeSecs });
  return { metric, milestone: test.milestone({ metric }) };
}

/** The grant ends now. */
function leave(test: MilestoneScenario): void {
  test.stop();
  test.world.chain.advance(1);
}

/** Makes the value final and settles; how the milestone ends and what it pays. */
function settled(test: MilestoneScenario, metric: PublicKey, milestone: PublicKey): { status: string; payout: bigint } {
  test.conclude(metric);
  test.run(test.settleMilestone(milestone));
  const { status, payout } = test.milestoneState(milestone);
  return { status, payout };
}

const PAID = { status: 'met', payout: TARGET };
const NOT_PAID = { status: 'cancelled', payout: 0n };

describe('a milestone whose result comes early', () => {
  scenario(
    'doubted and confirmed, still pays who left in between',
    (test) => {
      const { metric, milestone } = promised(test);
      test.report(metric, 80n, 80n);
      leave(test);
      test.report(metric, null, null, 1n, 1n);
      test.refuse(test.finalize(metric), 'NoChallenge');
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.at(DAY);
      test.report(metric, 80n, 80n, null, null, 80n);
      expect(settled(test, metric, milestone)).to.deep.equal(PAID);
      expect(test.collectMilestone(milestone)).to.equal(TARGET);
    },
    NO_NOTICE,
  );

  scenario(
    'doubted by a minority when the metric is due, pays who left before',
    (test) => {
      const { metric, milestone } = promised(test);
      test.at(LAST - 2);
      test.report(metric, 80n, 80n);
      leave(test);
      test.at(LAST);
      test.report(metric, null, null, 1n, 1n);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.attest(metric, 4, 80n);
      expect(settled(test, metric, milestone)).to.deep.equal(PAID);
    },
    NO_NOTICE,
  );

  scenario(
    'denied by more than half of all seats, does not pay who had left, however true it is later',
    (test) => {
      const { metric, milestone } = promised(test);
      test.report(metric, 80n, 80n);
      leave(test);
      test.report(metric, null, null, 1n, 1n, 1n);
      test.run(test.settleMilestone(milestone));
      expect(test.milestoneState(milestone)).to.deep.include(NOT_PAID);
    },
    NO_NOTICE,
  );

  scenario(
    'false, disputed and denied, does not pay who left before the true one',
    (test) => {
      const { metric, milestone } = promised(test);
      test.report(metric, 80n, 80n);
      test.run(test.dispute(metric, guardian), guardian);
      leave(test);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.report(metric, null, null, 1n, 1n, 1n);
      test.at(DAY);
      test.report(metric, 90n, 90n, 90n);
      expect(settled(test, metric, milestone)).to.deep.equal(NOT_PAID);
    },
    NO_NOTICE,
  );

  scenario(
    'true, disputed and confirmed, pays who left in the meantime',
    (test) => {
      const { metric, milestone } = promised(test);
      test.report(metric, 80n, 80n);
      test.run(test.dispute(metric, attestor(4)), attestor(4));
      leave(test);
      test.at(DAY);
      test.report(metric, 80n, 80n, 80n, null, 1n);
      expect(settled(test, metric, milestone)).to.deep.equal(PAID);
    },
    NO_NOTICE,
  );

  scenario(
    'doubted at once by a minority and confirmed by another, pays who left in between: who denies it says nothing on when',
    (test) => {
      const { metric, milestone } = promised(test);
      test.report(metric, 80n, 80n);
      leave(test);
      test.report(metric, null, null, 1n, 1n);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.attest(metric, 4, 80n);
      expect(settled(test, metric, milestone)).to.deep.equal(PAID);
    },
    NO_NOTICE,
  );

  scenario(
    'denied by two of five pays who left, though a third had said before it that it was not so yet',
    (test) => {
      const { metric, milestone } = promised(test);
      test.attest(metric, 2, 70n);
      test.at(HOUR);
      test.report(metric, 80n, 80n);
      leave(test);
      test.report(metric, null, null, null, 1n, 1n);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.attest(metric, 2, 80n);
      expect(settled(test, metric, milestone)).to.deep.equal(PAID);
      expect(test.collectMilestone(milestone)).to.equal(TARGET);
    },
    NO_NOTICE,
  );

  scenario(
    'denied by two of five pays who left, though two others said before it, of older observations, that it was not so',
    (test) => {
      test.rotate({ attestors: firstSeats(7), threshold: 2 });
      const dueTs = test.now() + 10 * DAY;
      const metric = test.metric({ key: 'early', earlyValue: 80n, dueTs });
      const milestone = test.milestone({ metric, deadlineTs: dueTs + DAY });
      const observedTs = test.now() - MAX_AGE + HOUR;
      for (const number of [2, 3]) test.attest(metric, number, 70n, { observedTs });
      test.world.chain.advance(2 * HOUR);
      test.report(metric, 80n, 80n);
      leave(test);
      test.report(metric, null, null, null, null, null, 1n, 1n);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      const { reachedTs } = test.metricState(metric);
      for (const number of [2, 3]) test.attest(metric, number, 80n, { observedTs: reachedTs ?? 0 });
      expect(settled(test, metric, milestone)).to.deep.equal(PAID);
    },
    NO_NOTICE,
  );

  scenario(
    'followed by a lower one when the metric is due, pays that, but not who left before it',
    (test) => {
      const { metric, milestone } = promised(test);
      const other = test.issue({ grantId: 7n, total: 1n });
      const stayed = test.milestone({ metric, grant: other });
      test.report(metric, 80n, 80n);
      test.report(metric, null, null, 60n, 60n);
      leave(test);
      test.at(LAST);
      test.report(metric, null, null, 60n, 60n);
      expect(settled(test, metric, milestone)).to.deep.equal(NOT_PAID);
      test.run(test.settleMilestone(stayed));
      expect(test.milestoneState(stayed)).to.deep.include({ status: 'met' });
    },
    NO_NOTICE,
  );

  describe('and is followed by a lower one, of which the tranche pays its share', () => {
    const SHARE = { status: 'met', payout: 983n };

    /** Two say 80 early; two others say less once the metric is due, which stands. */
    function lowered(test: MilestoneScenario, low = 79n): { metric: PublicKey; milestone: PublicKey } {
      const placed = promised(test, 30 * DAY);
      test.at(LAST - 1);
      test.report(placed.metric, 80n, 80n);
      test.at(LAST + HOUR);
      test.report(placed.metric, null, null, low, low);
      return placed;
    }

    scenario('if nobody objects', (test) => {
      const { metric, milestone } = lowered(test);
      expect(settled(test, metric, milestone)).to.deep.equal(SHARE);
    });

    scenario('also where the guardian disputes that past the deadline, and it is confirmed', (test) => {
      const { metric, milestone } = lowered(test);
      test.at(DEADLINE + DAY);
      test.run(test.dispute(metric, guardian), guardian);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.report(metric, null, null, 79n, 79n);
      test.attest(metric, 4, 79n, { observedTs: test.start + DEADLINE });
      expect(settled(test, metric, milestone)).to.deep.equal(SHARE);
    });

    scenario(
      'but not to who left between the second at which it is due and the lower one',
      (test) => {
        const { metric, milestone } = promised(test);
        test.at(LAST - 1);
        test.report(metric, 80n, 80n);
        test.at(LAST);
        leave(test);
        test.at(LAST + HOUR);
        test.report(metric, null, null, 79n, 79n, 79n);
        expect(settled(test, metric, milestone)).to.deep.equal(NOT_PAID);
      },
      NO_NOTICE,
    );

    describe('counts from when as many reports of it as decide were in', () => {
      const SIXTY = { status: 'met', payout: 666n };

      /** Two say early what is false, a minute before the metric is due, and the guardian disputes it. */
      function planted(test: MilestoneScenario): { metric: PublicKey; milestone: PublicKey } {
        const placed = promised(test);
        test.at(LAST - 60);
        test.report(placed.metric, null, null, null, 80n, 80n);
        test.run(test.dispute(placed.metric, guardian), guardian);
        return placed;
      }

      /** Seats say 60, observed when the metric was due. */
      function say(test: MilestoneScenario, metric: PublicKey, second: number, ...numbers: number[]): void {
        test.at(second);
        for (const number of numbers) test.attest(metric, number, 60n, { observedTs: test.start + LAST });
      }

      scenario(
        'so it does not pay who had left',
        (test) => {
          const { metric, milestone } = planted(test);
          test.at(LAST + 60);
          leave(test);
          say(test, metric, LAST + HOUR, 0, 1, 2);
          expect(settled(test, metric, milestone)).to.deep.equal(NOT_PAID);
        },
        NO_NOTICE,
      );

      scenario('nor where it was reported after the deadline', (test) => {
        const { metric, milestone } = planted(test);
        say(test, metric, DEADLINE, 0);
        say(test, metric, DEADLINE + 1, 1);
        test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
        say(test, metric, DEADLINE + 2, 2);
        expect(settled(test, metric, milestone)).to.deep.equal({ status: 'expired', payout: 0n });
        expect(test.metricState(metric)).to.deep.include({
          reachedTs: test.start + DEADLINE + 1,
          observedTs: test.start + LAST,
        });
      });

      scenario(
        'which a false early one does not put off: two in time are enough, though three have to confirm it',
        (test) => {
          const { metric, milestone } = planted(test);
          say(test, metric, DEADLINE, 0, 1);
          expect(test.metricState(metric)).to.deep.include({ status: 'open', lowerTs: test.start + DEADLINE });
          // What they said has grown stale when the third comes, and they say it once more.
          test.at(DEADLINE + 20 * DAY);
          for (const number of [0, 1, 2]) test.attest(metric, number, 60n, { observedTs: test.start + LAST + 1 });
          expect(settled(test, metric, milestone)).to.deep.equal(SIXTY);
        },
      );

      scenario('nor a dispute of the lower one past the deadline', (test) => {
        const { metric, milestone } = promised(test, 30 * DAY);
        test.at(LAST - 60);
        test.report(metric, null, null, null, 80n, 80n);
        say(test, metric, DEADLINE, 0, 1);
        expect(test.metricState(metric)).to.deep.include({ status: 'challenged', value: 60n });
        test.at(DEADLINE + DAY);
        test.run(test.dispute(metric, attestor(3)), attestor(3));
        test.at(DEADLINE + 20 * DAY);
        for (const number of [0, 1, 2]) test.attest(metric, number, 60n, { observedTs: test.start + LAST + 1 });
        expect(settled(test, metric, milestone)).to.deep.equal(SIXTY);
      });
    });

    scenario('also where one moves it a little past the deadline', (test) => {
      const { metric, milestone } = lowered(test, 78n);
      test.at(DEADLINE + DAY);
      test.attest(metric, 4, 79n);
      expect(settled(test, metric, milestone)).to.deep.equal(SHARE);
    });
  });

  scenario(
    'doubted and never confirmed, ends 30 days after the doubt: expired, or cancelled where they left since',
    (test) => {
      const { metric, milestone } = promised(test);
      const stayed = test.milestone({ metric, grant: test.issue({ grantId: 7n, total: 1n }) });
      test.report(metric, 80n, 80n);
      leave(test);
      test.report(metric, null, null, 1n, 1n);
      for (const second of [DEADLINE, DEADLINE + 1, 1 + RETRY]) {
        test.at(second);
        test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      }
      test.at(1 + RETRY + 1);
      test.run([milestone, stayed].map((each) => test.settleMilestone(each)));
      expect(test.milestoneState(milestone)).to.deep.include(NOT_PAID);
      expect(test.milestoneState(stayed)).to.deep.include({ status: 'expired', payout: 0n });
    },
    NO_NOTICE,
  );

  scenario('taken back meets nothing, and can come again in time', (test) => {
    const { metric, milestone } = promised(test);
    test.report(metric, 80n, 80n);
    test.at(10);
    test.report(metric, null, null, 1n, 1n, 1n);
    test.at(10 + CHALLENGE);
    test.refuse(test.finalize(metric), 'NoChallenge');
    test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
    test.at(DEADLINE - 1);
    test.report(metric, null, null, 80n, 85n);
    expect(settled(test, metric, milestone)).to.deep.equal(PAID);
  });
});
