import { expect } from 'chai';
import { expectEvents } from '../plan/scenario';
import { DAY, people } from '../support/world';
import { CHALLENGE, DUE, scenario } from './scenario';

const { guardian } = people;

describe('finalize_metric', () => {
  scenario('makes the value final once the window has passed, sent by anybody, and tells it', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 20n, 30n);
    const before = test.metricState(metric);
    for (const second of [DUE, DUE + CHALLENGE - 1]) {
      test.at(second);
      test.refuse(test.finalize(metric), 'ChallengeIsRunning');
    }
    test.at(DUE + CHALLENGE);
    const outcome = test.run(test.finalize(metric));
    const finalTs = BigInt(test.start + DUE + CHALLENGE);
    expectEvents(outcome, ['metricFinalized', { plan: test.plan.address, metric, value: 20n, finalTs }]);
    expect(test.metricState(metric)).to.deep.equal({ ...before, status: 'final' });
  });

  scenario('gives the same value since the same second, whoever sends it however late', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 20n);
    test.at(DUE + CHALLENGE + 400 * DAY);
    test.run(test.finalize(metric));
    const final = { value: 10n, challengeEndsTs: test.start + DUE + CHALLENGE, reachedTs: test.start + DUE };
    expect(test.metricState(metric)).to.deep.include(final);
  });

  scenario('once: a final metric is final for good', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 20n);
    const dispute = test.dispute(metric, guardian);
    test.at(DUE + CHALLENGE);
    test.refuse([test.finalize(metric), test.finalize(metric)], 'MetricIsFinal');
    test.run(test.finalize(metric));
    test.refuse(test.finalize(metric), 'MetricIsFinal');
    test.refuse(dispute, 'NoChallenge', guardian);
    test.refuseAttestation(metric, 2, 'MetricIsFinal');
  });

  scenario('nothing while the metric is open: before any result, after a dispute, before it is due', (test) => {
    test.oracles();
    const metric = test.metric();
    test.refuse(test.finalize(metric), 'NoChallenge');
    test.report(metric, 10n, 20n);
    test.refuse(test.finalize(metric), 'NoChallenge');
    test.at(DUE);
    test.refuse(test.finalize(metric), 'NoChallenge');
    test.attest(metric, 1, 20n);
    test.attest(metric, 2, 20n);
    test.run(test.dispute(metric, guardian), guardian);
    test.at(DUE + CHALLENGE);
    test.refuse(test.finalize(metric), 'NoChallenge');
  });
});
