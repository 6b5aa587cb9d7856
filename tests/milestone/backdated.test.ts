/** Who decides when a result was so that was disputed: more than half of all seats, not those who are quick. */
import { expect } from 'chai';
import { attestor, HOUR } from '../metric/scenario';
import { DAY, people } from '../support/world';
import { DEADLINE, scenario, TARGET, type MilestoneScenario } from './scenario';

const { guardian } = people;
const NO_NOTICE = { policy: { noticeSecs: 0 } };

/** Two of five say at a second that it is reached, which is false, and the guardian disputes it. */
function disputed(test: MilestoneScenario, second: number): void {
  test.at(second);
  test.report(test.mmlu, null, null, null, 80n, 80n);
  test.run(test.dispute(test.mmlu, guardian), guardian);
}

/** Later it is true. One honest seat reports, the two confirm their own observation, and others report in the window. */
function confirmed(test: MilestoneScenario, second: number, others: readonly number[]): void {
  test.at(second);
  test.attest(test.mmlu, 0, 80n);
  test.report(test.mmlu, null, null, null, 80n, 80n);
  for (const number of others) test.attest(test.mmlu, number, 80n);
}

describe('a result that few backdate', () => {
  scenario('does not meet a deadline that passed before three of five saw it', (test) => {
    const milestone = test.milestone();
    disputed(test, DEADLINE);
    confirmed(test, DEADLINE + 20 * DAY, [1]);
    expect(test.metricState(test.mmlu).observedTs, 'two of five say otherwise').to.equal(test.start + DEADLINE);
    test.attest(test.mmlu, 2, 80n);
    expect(test.metricState(test.mmlu).observedTs, 'three of five').to.equal(test.start + DEADLINE + 20 * DAY);
    test.conclude(test.mmlu);
    test.run(test.settleMilestone(milestone));
    expect(test.milestoneState(milestone)).to.deep.include({ status: 'expired', payout: 0n });
  });

  scenario(
    'does not pay who had left before',
    (test) => {
      const milestone = test.milestone();
      disputed(test, DAY);
      test.stop();
      confirmed(test, 5 * DAY, [1, 2]);
      test.conclude(test.mmlu);
      test.run(test.settleMilestone(milestone));
      expect(test.milestoneState(milestone)).to.deep.include({ status: 'cancelled', payout: 0n });
    },
    NO_NOTICE,
  );

  scenario(
    'and a true one, disputed, pays who left since: three of five date it by what they saw then',
    (test) => {
      const milestone = test.milestone();
      test.at(DAY);
      test.report(test.mmlu, 80n, 80n, 80n);
      test.run(test.dispute(test.mmlu, attestor(3)), attestor(3));
      test.stop();
      test.at(5 * DAY);
      // The two who would rather not pay are the first, and say that it was so only now.
      test.report(test.mmlu, 80n, null, null, 80n, 80n);
      expect(test.metricState(test.mmlu).observedTs).to.equal(test.start + 5 * DAY);
      for (const number of [1, 2]) test.attest(test.mmlu, number, 80n);
      expect(test.metricState(test.mmlu).observedTs).to.equal(test.start + DAY);
      test.conclude(test.mmlu);
      test.run(test.settleMilestone(milestone));
      expect(test.collectMilestone(milestone)).to.equal(TARGET);
    },
    NO_NOTICE,
  );

  scenario(
    'where nobody disputes, oracles that look later make it no later, be they three of five',
    (test) => {
      const milestone = test.milestone();
      test.at(DAY);
      test.report(test.mmlu, 80n, 80n);
      test.stop();
      test.at(DAY + HOUR);
      test.report(test.mmlu, null, null, 80n, 80n, 80n);
      expect(test.metricState(test.mmlu).observedTs).to.equal(test.start + DAY);
      test.conclude(test.mmlu);
      test.run(test.settleMilestone(milestone));
      expect(test.collectMilestone(milestone)).to.equal(TARGET);
    },
    NO_NOTICE,
  );
});
