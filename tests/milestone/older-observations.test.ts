/** What was so before an early result doesn't deny it, whoever reports it when. */
import { expect } from 'chai';
import { CHALLENGE, HOUR } from '../metric/scenario';
import { type MilestoneScenario, scenario, TARGET } from '../milestone/scenario';
import { DAY } from '../support/world';

const NO_NOTICE = { policy: { noticeSecs: 0 } };

function play(test: MilestoneScenario, behind: readonly number[]) {
  const metric = test.metric({ key: 'early', earlyValue: 80n, dueTs: test.start + 20 * DAY, maxAgeSecs: DAY });
  const milestone = test.milestone({ metric, deadlineTs: test.start + 30 * DAY });
  // It is 79 until an hour before the end of day 2, and 80 from then on.
  test.at(2 * DAY);
  const truthTs = test.now();
  for (const seat of [0, 1]) test.attest(metric, seat, 80n);
  test.stop();
  test.world.chain.advance(60);
  for (const seat of behind) test.attest(metric, seat, 79n, { observedTs: truthTs - HOUR });
  test.world.chain.advance(HOUR);
  // Their source has caught up: 80 as of when it was so.
  for (const seat of behind) {
    if (test.metricState(metric).status === 'open') test.attest(metric, seat, 80n, { observedTs: truthTs });
  }
  test.world.chain.advance(CHALLENGE);
  test.run(test.finalize(metric));
  expect(test.metricState(metric)).to.deep.include({ status: 'final', value: 80n, observedTs: truthTs });
  test.run(test.settleMilestone(milestone));
  const { status: settled, payout } = test.milestoneState(milestone);
  return { settled, payout };
}

describe('reports of what was so before an early result', () => {
  scenario(
    'of one of five take nothing back',
    (test) => {
      expect(play(test, [2])).to.deep.equal({ settled: 'met', payout: TARGET });
    },
    NO_NOTICE,
  );

  scenario(
    'of three of five only have it confirmed: who has left meanwhile is paid',
    (test) => {
      expect(play(test, [2, 3, 4])).to.deep.equal({ settled: 'met', payout: TARGET });
    },
    NO_NOTICE,
  );
});
