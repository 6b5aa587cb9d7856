import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { CHALLENGE, DUE, firstSeats, HOUR, MAX_AGE, scenario, type MetricScenario } from './scenario';

/** What stands: the value, who is counted in it, and how many seconds after the beginning it becomes final. */
function standing(test: MetricScenario, metric: ReturnType<MetricScenario['metric']>): object {
  const { status, value, challengeEndsTs } = test.metricState(metric);
  return { status, value, counted: test.counted(metric), endsAt: challengeEndsTs && challengeEndsTs - test.start };
}

describe('the challenge of a metric', () => {
  scenario('counts an attestor who comes later; an unmoved median keeps its window', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 20n);
    test.at(DUE + 100);
    const outcome = test.attest(metric, 2, 5n);
    expect(eventsOf(outcome).map(({ name }) => name)).to.deep.equal(['metricAttested']);
    const endsAt = DUE + CHALLENGE;
    expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 10n, counted: [0, 1, 2], endsAt });
  });

  scenario('begins anew when the median moves, so that each value can be looked at as long', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 20n);
    test.at(DUE + 100);
    const outcome = test.attest(metric, 2, 15n);
    const endsAt = DUE + 100 + CHALLENGE;
    expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 15n, counted: [0, 1, 2], endsAt });
    const challengeEndsTs = BigInt(test.start + endsAt);
    const told = { plan: test.plan.address.toBase58(), metric: metric.toBase58(), value: 15n, challengeEndsTs };
    expect(eventsOf(outcome).slice(1)).to.deep.equal([{ name: 'metricChallenged', data: told }]);
    expect(test.metricState(metric).reachedTs, 'the result was there before').to.equal(test.start + DUE);
  });

  scenario('tells a median that moves in the very second in which the challenge began', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 20n);
    const events = eventsOf(test.attest(metric, 2, 15n));
    expect(events.map(({ name }) => name)).to.deep.equal(['metricAttested', 'metricChallenged']);
    expect(events[1]?.data).to.deep.include({ value: 15n, challengeEndsTs: BigInt(test.start + DUE + CHALLENGE) });
  });

  scenario('takes an attestation in its last second, and none after', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 20n);
    test.at(DUE + CHALLENGE - 1);
    test.attest(metric, 2, 20n);
    const endsAt = DUE + CHALLENGE - 1 + CHALLENGE;
    expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 20n, counted: [0, 1, 2], endsAt });
    test.at(endsAt);
    test.refuseAttestation(metric, 3, 'ChallengeIsOver');
    test.run(test.finalise(metric));
    expect(test.metricState(metric).value).to.equal(20n);
  });

  scenario('nobody who is counted changes their mind', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 20n);
    test.at(DUE + 1);
    for (const number of [0, 1]) test.refuseAttestation(metric, number, 'AlreadyCounted');
    test.attest(metric, 2, 30n);
    test.refuseAttestation(metric, 2, 'AlreadyCounted');
  });

  scenario('each seat prolongs it once at the most: with n attestors, n - 2 times the window', (test) => {
    const metric = test.due({}, { attestors: firstSeats(6), threshold: 2 });
    test.report(metric, 10n, 20n);
    let endsAt = DUE + CHALLENGE;
    for (const [number, value] of [[2, 30n], [3, 5n], [4, 25n], [5, 6n]] as const) {
      test.at(endsAt - 1);
      test.attest(metric, number, value);
      endsAt += CHALLENGE - 1;
      for (let again = 0; again <= number; again += 1) test.refuseAttestation(metric, again, 'AlreadyCounted');
    }
    expect(standing(test, metric)).to.deep.include({ value: 10n, counted: [0, 1, 2, 3, 4, 5], endsAt });
    test.at(endsAt);
    test.run(test.finalise(metric));
  });

  scenario('who was too old to be counted when it began may attest anew, and is counted then', (test) => {
    const metric = test.due();
    test.attest(metric, 4, 99n);
    test.at(DUE + MAX_AGE + 1);
    test.report(metric, 10n, 20n);
    expect(test.counted(metric)).to.deep.equal([0, 1]);
    test.attest(metric, 4, 30n);
    expect(standing(test, metric)).to.deep.include({ value: 20n, counted: [0, 1, 4] });
  });

  scenario('what was counted stays counted however old it grows', (test) => {
    const metric = test.due({ challengeSecs: 48 * HOUR });
    test.report(metric, 10n, 20n);
    test.at(DUE + MAX_AGE + 1);
    test.attest(metric, 2, 30n);
    expect(standing(test, metric)).to.deep.include({ value: 20n, counted: [0, 1, 2] });
  });

  describe('of a result that came early', () => {
    const early = { earlyValue: 80n };

    for (const [better, worse, good] of [['higher', 79n, 85n], ['lower', 81n, 75n]] as const) {
      scenario(`begins when the median is as good as the early value, and not before (${better} is better)`, (test) => {
        test.oracles();
        const metric = test.metric({ ...early, better });
        test.at(10);
        test.report(metric, good, worse);
        expect(standing(test, metric)).to.deep.include({ status: 'open', value: null });
        test.at(11);
        test.attest(metric, 1, 80n);
        const endsAt = 11 + CHALLENGE;
        expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 80n, counted: [0, 1], endsAt });
        expect(test.metricState(metric).reachedTs).to.equal(test.start + 11);
        test.conclude(metric);
        expect(test.metricState(metric)).to.deep.include({ status: 'final', value: 80n });
      });
    }

    /** Two attestors for a result in second 10, before the metric is due. */
    function reached(test: MetricScenario): ReturnType<MetricScenario['metric']> {
      test.oracles();
      const metric = test.metric(early);
      test.at(10);
      test.report(metric, 80n, 85n);
      return metric;
    }

    scenario('goes on while the median stays as good', (test) => {
      const metric = reached(test);
      test.at(20);
      test.attest(metric, 2, 0n);
      const endsAt = 10 + CHALLENGE;
      expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 80n, counted: [0, 1, 2], endsAt });
    });

    scenario('ends when as many say that it is not so good: the metric is open again, and tells it', (test) => {
      const metric = reached(test);
      test.at(20);
      test.attest(metric, 2, 0n);
      const outcome = test.attest(metric, 3, 79n);

      const told = { plan: test.plan.address.toBase58(), metric: metric.toBase58(), value: 0n, challengeEndsTs: 0n };
      expect(eventsOf(outcome).slice(1)).to.deep.equal([{ name: 'metricChallenged', data: told }]);
      expect(standing(test, metric)).to.deep.equal({ status: 'open', value: null, counted: [], endsAt: null });
      const open = { reachedTs: null, retryUntilTs: null, disputes: 0 };
      expect(test.metricState(metric)).to.deep.include(open);
      test.refuse(test.finalise(metric), 'NoChallenge');
      expect(test.metricState(metric).attestations.length, 'what was attested still counts').to.equal(4);
    });

    scenario('begins anew, with all that is fresh, when the median is as good again', (test) => {
      const metric = reached(test);
      test.report(metric, null, null, 0n, 79n);
      test.at(100);
      test.attest(metric, 3, 90n);
      const endsAt = 100 + CHALLENGE;
      expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 80n, counted: [0, 1, 2, 3], endsAt });
      expect(test.metricState(metric).reachedTs).to.equal(test.start + 100);
    });

    scenario('is not taken back once the metric is due: then any value may become final', (test) => {
      test.oracles();
      const metric = test.metric(early);
      test.at(DUE - 1);
      test.report(metric, 80n, 85n);
      test.at(DUE);
      test.report(metric, null, null, 0n, 79n);
      const endsAt = DUE + CHALLENGE;
      expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 79n, counted: [0, 1, 2, 3], endsAt });
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({ value: 79n, reachedTs: test.start + DUE - 1 });
    });

    scenario('a value that is not so good waits until the metric is due, and one attestation then is enough', (test) => {
      test.oracles();
      const metric = test.metric(early);
      test.at(DUE - 1);
      test.report(metric, 10n, 20n, 30n);
      expect(standing(test, metric)).to.deep.include({ status: 'open', value: null });
      test.at(DUE);
      test.attest(metric, 1, 20n);
      expect(standing(test, metric)).to.deep.include({ status: 'challenged', value: 20n, counted: [0, 1, 2] });
    });
  });
});
