/**
 * A value that grows: who has said in time that the early value is reached doesn't take that back by saying later what has come
 * since, as `tenure oracle run` does.
 */
import { expect } from 'chai';
import { CHALLENGE, HOUR } from '../metric/scenario';
import { type MilestoneScenario, scenario } from '../milestone/scenario';
import { DAY, people } from '../support/world';

const { guardian } = people;
const ALL = [0, 1, 2, 3, 4];
const DUE = 5 * DAY;
const DEADLINE = 6 * DAY;

/** Reached 80 an hour before the deadline: five of five say so. */
function reached(test: MilestoneScenario) {
  const metric = test.metric({ key: 'customers', earlyValue: 80n, dueTs: test.start + DUE, maxAgeSecs: 30 * DAY });
  const milestone = test.milestone({ metric, deadlineTs: test.start + DEADLINE });
  test.at(DEADLINE - HOUR);
  for (const seat of ALL) test.attest(metric, seat, 80n);
  test.at(DEADLINE + 60);
  return { metric, milestone };
}

function outcome(test: MilestoneScenario, { metric, milestone }: ReturnType<typeof reached>) {
  test.world.chain.advance(CHALLENGE);
  test.run(test.finalize(metric));
  test.run(test.settleMilestone(milestone));
  const { status, payout } = test.milestoneState(milestone);
  return { status, value: test.metricState(metric).value, payout };
}

describe('a value that grows', () => {
  scenario('pays the target undisputed', (test) => {
    const made = reached(test);
    expect(outcome(test, made)).to.deep.equal({ status: 'met', value: 80n, payout: 1_000n });
  });

  scenario(
    'pays after a dispute by the guardian alone, where five of five have said so in time and confirm it',
    (test) => {
      const made = reached(test);
      test.run(test.dispute(made.metric, guardian), guardian);
      // Within minutes; one more customer has come since.
      for (const seat of ALL) test.attest(made.metric, seat, 81n);
      expect(outcome(test, made)).to.deep.equal({ status: 'met', value: 81n, payout: 1_050n });
    },
  );

  scenario('pays where three more of five report in the challenge what has come since', (test) => {
    const metric = test.metric({ key: 'customers', earlyValue: 80n, dueTs: test.start + DUE, maxAgeSecs: 30 * DAY });
    const milestone = test.milestone({ metric, deadlineTs: test.start + DEADLINE });
    // Two decide, and have it in time: the challenge begins.
    test.at(DEADLINE - HOUR);
    for (const seat of [0, 1]) test.attest(metric, seat, 80n);
    test.at(DEADLINE + 60);
    for (const seat of [2, 3, 4]) test.attest(metric, seat, 81n);
    expect(outcome(test, { metric, milestone })).to.deep.equal({ status: 'met', value: 81n, payout: 1_050n });
  });

  scenario(
    'pays who is dismissed in the second after two had it, where three more report in the challenge',
    (test) => {
      const metric = test.metric({ key: 'customers', earlyValue: 80n, dueTs: test.start + DUE, maxAgeSecs: 30 * DAY });
      const milestone = test.milestone({ metric, deadlineTs: test.start + DEADLINE });
      for (const seat of [0, 1]) test.attest(metric, seat, 80n);
      test.stop();
      test.world.chain.advance(60);
      for (const seat of [2, 3, 4]) test.attest(metric, seat, 81n);
      expect(outcome(test, { metric, milestone })).to.deep.equal({ status: 'met', value: 81n, payout: 1_050n });
    },
    { policy: { noticeSecs: 0 } },
  );
});
