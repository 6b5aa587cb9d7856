/** What vests of a result that was disputed or moved: as much as if nobody had. */
import type { Keypair } from '@solana/web3.js';
import { expect } from 'chai';
import { attestor } from '../metric/scenario';
import { DAY, people } from '../support/world';
import { scenario, TARGET, type MilestoneScenario } from './scenario';

const { authority, guardian } = people;
const CHALLENGE = 10 * DAY;
const TEN_DAYS = [{ weight: 1n, span: 10 * DAY, steps: 0, unit: 'seconds' as const }];

/** What a milestone that vests within ten days pays who leaves thirty days after its result was there. */
function paid(test: MilestoneScenario, disputers: readonly Keypair[]): bigint {
  const metric = test.metric({ key: 'slow', challengeSecs: CHALLENGE });
  const milestone = test.milestone({ metric, shape: TEN_DAYS, deadlineTs: test.start + 12 * DAY });
  test.at(DAY);
  test.report(metric, 80n, 80n, 80n);
  test.run(test.terminate(test.grant, { cause: 'forCause' }), authority);
  const stopTs = test.grantState(test.grant).statusTs ?? 0;
  for (const by of disputers) {
    test.world.chain.setTime((test.metricState(metric).challengeEndsTs ?? 0) - 1);
    test.run(test.dispute(metric, by), by);
    test.report(metric, 80n, 80n, 80n);
  }
  test.conclude(metric);
  test.run(test.settleMilestone(milestone));
  expect(test.milestoneState(milestone).metTs).to.equal(test.start + DAY + CHALLENGE);
  test.world.chain.setTime(Math.max(stopTs + 1, test.now()));
  return test.collectMilestone(milestone);
}

describe('a schedule does not wait for those who dispute', () => {
  scenario('undisputed, all of it has vested by the stop', (test) => {
    expect(paid(test, [])).to.equal(TARGET);
  });

  scenario('disputed thrice, and confirmed at once each time, it has as well', (test) => {
    expect(paid(test, [guardian, attestor(3), attestor(4)])).to.equal(TARGET);
  });

  scenario('moved twice by those who report in the last second, it has as well', (test) => {
    const metric = test.metric({ key: 'slow', challengeSecs: CHALLENGE });
    const milestone = test.milestone({ metric, shape: TEN_DAYS, deadlineTs: test.start + 12 * DAY });
    test.at(DAY);
    test.report(metric, 80n, 80n);
    for (const [number, value] of [
      [2, 79n],
      [3, 79n],
      [4, 80n],
    ] as const) {
      test.world.chain.setTime((test.metricState(metric).challengeEndsTs ?? 0) - 1);
      test.attest(metric, number, value, { observedTs: test.start + DAY });
    }
    test.conclude(metric);
    expect(test.metricState(metric)).to.deep.include({ value: 80n });
    test.run(test.settleMilestone(milestone));
    expect(test.milestoneState(milestone).metTs).to.equal(test.start + DAY + CHALLENGE);
  });

  scenario('begins no earlier than the value was so: one that was seen after a dispute has its own window', (test) => {
    const metric = test.metric({ key: 'slow', challengeSecs: CHALLENGE });
    const milestone = test.milestone({ metric, shape: TEN_DAYS, deadlineTs: test.start + 40 * DAY });
    test.at(DAY);
    test.report(metric, null, null, null, 80n, 80n);
    test.run(test.dispute(metric, guardian), guardian);
    test.at(20 * DAY);
    test.report(metric, 80n, 80n, 80n);
    test.conclude(metric);
    test.run(test.settleMilestone(milestone));
    expect(test.milestoneState(milestone).metTs).to.equal(test.start + 20 * DAY + CHALLENGE);
  });
});
