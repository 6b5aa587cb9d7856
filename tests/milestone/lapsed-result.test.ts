/** A result that was disputed or denied, and that nobody confirms in its 30 days: who decides then, and who is paid. */
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { attestor, NOTICE, RETRY, seats } from '../metric/scenario';
import { DAY, people } from '../support/world';
import { scenario, TARGET, type MilestoneScenario } from './scenario';

const { authority, guardian } = people;
/** When the metric is due. */
const LAST = 100 * DAY;
/** When a false result is planted and disputed. */
const PLANTED = NOTICE - 60;
const PAID = { status: 'met', payout: TARGET };

/** A milestone on a metric that may come early. Seats 2 to 4 are about to be replaced: two of them report what is false. */
function planted(test: MilestoneScenario): { metric: PublicKey; milestone: PublicKey } {
  const metric = test.metric({ key: 'early', earlyValue: 80n, dueTs: test.start + LAST });
  const milestone = test.milestone({ metric, deadlineTs: test.start + LAST + 10 * DAY });
  test.run(test.proposeOracleSet({ attestors: seats(0, 1, 5, 6, 7), threshold: 3 }), authority);
  test.at(PLANTED);
  test.report(metric, null, null, null, 80n, 80n);
  test.run(test.dispute(metric, guardian), guardian);
  test.at(NOTICE);
  test.run(test.applyOracleSet());
  return { metric, milestone };
}

/** The metric as the SDK foretells it. */
function foretold(test: MilestoneScenario, metric: PublicKey): sdk.Metric {
  return sdk.metricAt(test.metricState(metric), test.now());
}

describe('a result that is not confirmed', () => {
  scenario('can be for 30 days, by those who sat when it was there, and pays', (test) => {
    const { metric, milestone } = planted(test);
    test.at(PLANTED + RETRY);
    test.refuseAttestation(metric, 5, 'NotAttestor');
    test.report(metric, 80n, 80n, 80n);
    test.conclude(metric);
    expect(test.metricState(metric)).to.deep.include({ reachedTs: test.start + PLANTED });
    test.run(test.settleMilestone(milestone));
    expect(test.milestoneState(milestone)).to.deep.include(PAID);
  });

  scenario('lapses then: the oracles in office report, and what they find pays', (test) => {
    const { metric, milestone } = planted(test);
    test.at(PLANTED + RETRY + 1);
    expect(foretold(test, metric)).to.deep.include({ reachedTs: null, panel: null, retryUntilTs: null });
    test.refuseAttestation(metric, 2, 'NotAttestor');
    test.attest(metric, 5, 1n);
    expect(test.metricState(metric)).to.deep.include({
      reachedTs: null,
      panel: null,
      retryUntilTs: null,
      status: 'open',
    });
    test.at(LAST);
    for (const number of [0, 5, 6]) test.attest(metric, number, 80n);
    expect(test.panel(metric)).to.deep.equal({ attestors: [0, 1, 5, 6, 7], threshold: 3 });
    test.conclude(metric);
    test.run(test.settleMilestone(milestone));
    expect(test.milestoneState(milestone)).to.deep.include(PAID);
  });

  scenario(
    'keeps the tranche of who has left for those days only',
    (test) => {
      const { milestone } = planted(test);
      test.stop();
      test.at(PLANTED + RETRY);
      test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
      test.at(PLANTED + RETRY + 1);
      test.run(test.settleMilestone(milestone));
      expect(test.milestoneState(milestone)).to.deep.include({ status: 'cancelled', payout: 0n });
      expect(test.planState().reservedByMilestones).to.equal(0n);
    },
    { policy: { noticeSecs: 0 } },
  );

  scenario(
    'does not pay who has left where it comes again: it counts from then',
    (test) => {
      const { metric, milestone } = planted(test);
      test.stop();
      test.at(PLANTED + RETRY + 1);
      for (const number of [0, 5, 6]) test.attest(metric, number, 80n);
      test.conclude(metric);
      test.run(test.settleMilestone(milestone));
      expect(test.milestoneState(milestone)).to.deep.include({ status: 'cancelled', payout: 0n });
    },
    { policy: { noticeSecs: 0 } },
  );

  scenario('takes milestones again once it has lapsed, as a metric without a result', (test) => {
    const { metric } = planted(test);
    const next = { metric, deadlineTs: test.start + LAST + 20 * DAY };
    test.at(PLANTED + RETRY);
    test.refuse(test.issueMilestone(next), 'MetricHasResult', people.operator);
    test.at(PLANTED + RETRY + 1);
    test.milestone(next);
  });

  scenario('has 30 days anew after every dispute', (test) => {
    const { metric, milestone } = planted(test);
    test.at(PLANTED + RETRY);
    test.report(metric, 80n, 80n, 80n);
    test.run(test.dispute(metric, attestor(0)), attestor(0));
    test.at(PLANTED + 2 * RETRY);
    test.report(metric, 80n, 80n, 80n);
    test.conclude(metric);
    test.run(test.settleMilestone(milestone));
    expect(test.milestoneState(milestone)).to.deep.include(PAID);
  });
});
