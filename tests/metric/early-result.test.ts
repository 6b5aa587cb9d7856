/** A result that is there before its metric is due: when it begins, ends, is denied, and since when it counts. */
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { people } from '../support/world';
import { CHALLENGE, DUE, MAX_AGE, RETRY, scenario, standing, type MetricScenario } from './scenario';

const { guardian } = people;
const early = { earlyValue: 80n };

/** Two of five attestors for a result in second 10, before the metric is due. */
function reached(test: MetricScenario): PublicKey {
  test.oracles();
  const metric = test.metric(early);
  test.at(10);
  test.report(metric, 80n, 85n);
  return metric;
}

/** When the result was there, seconds after the beginning; null where there is none. */
function reachedAt(test: MetricScenario, metric: PublicKey): number | null {
  const { reachedTs } = test.metricState(metric);
  return reachedTs && reachedTs - test.start;
}

/** When the result was there, and when it was so, seconds after the beginning. */
function times(test: MetricScenario, metric: PublicKey): { reached: number; observed: number } {
  const { reachedTs, observedTs } = test.metricState(metric);
  if (reachedTs === null || observedTs === null) throw new Error('the metric has no result');
  return { reached: reachedTs - test.start, observed: observedTs - test.start };
}

describe('an early result', () => {
  for (const [better, worse, good] of [
    ['higher', 79n, 85n],
    ['lower', 81n, 75n],
  ] as const) {
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
      expect(reachedAt(test, metric)).to.equal(11);
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({ status: 'final', value: 80n });
    });
  }

  scenario('goes on while the median stays as good', (test) => {
    const metric = reached(test);
    test.at(20);
    test.attest(metric, 2, 0n);
    const endsAt = 10 + CHALLENGE;
    expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 80n, counted: [0, 1, 2], endsAt });
  });

  scenario(
    'of which as many say that it is not so good has to be confirmed: the metric is open, and tells it',
    (test) => {
      const metric = reached(test);
      test.at(20);
      test.attest(metric, 2, 0n);
      const outcome = test.attest(metric, 3, 79n);

      const told = { plan: test.plan.address.toBase58(), metric: metric.toBase58(), value: 0n, challengeEndsTs: 0n };
      expect(eventsOf(outcome).slice(1)).to.deep.equal([{ name: 'metricChallenged', data: told }]);
      expect(standing(test, metric)).to.deep.equal({ status: 'open', value: null, counted: [], endsAt: null });
      expect(test.metricState(metric)).to.deep.include({ retryUntilTs: test.start + 20 + RETRY, disputes: 0 });
      expect(reachedAt(test, metric), 'two of five take nothing back').to.equal(10);
      test.refuse(test.finalize(metric), 'NoChallenge');
      expect(test.metricState(metric).attestations.length, 'what was attested still counts').to.equal(4);
    },
  );

  scenario('once confirmed counts from when it was there first', (test) => {
    const metric = reached(test);
    test.report(metric, null, null, 0n, 79n);
    test.at(100);
    test.attest(metric, 3, 90n);
    const endsAt = 100 + CHALLENGE;
    expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 80n, counted: [0, 1, 2, 3], endsAt });
    test.conclude(metric);
    expect(reachedAt(test, metric)).to.equal(10);
  });

  describe('that more than half of all seats deny', () => {
    scenario('was not there, and a later one counts from its own time', (test) => {
      const metric = reached(test);
      test.report(metric, null, null, 0n, 79n, 79n);
      expect(reachedAt(test, metric)).to.equal(null);
      test.at(100);
      test.report(metric, null, null, 80n);
      expect(reachedAt(test, metric)).to.equal(100);
    });

    scenario('was not there after a dispute either: denials count while none of them is a result', (test) => {
      const metric = reached(test);
      test.run(test.dispute(metric, guardian), guardian);
      expect(reachedAt(test, metric), 'a dispute takes nothing back').to.equal(10);
      test.at(20);
      test.report(metric, 79n, 79n);
      expect(reachedAt(test, metric), 'nor do two of five').to.equal(10);
      test.attest(metric, 2, 79n);
      expect(reachedAt(test, metric)).to.equal(null);
    });

    scenario(
      'was not there where they do so once the metric is due: the low value counts from when as many said so as decide',
      (test) => {
        test.oracles();
        const metric = test.metric(early);
        test.at(DUE - 1);
        test.report(metric, 80n, 85n);
        test.at(DUE + 5);
        test.report(metric, null, null, 0n, 79n, 78n);
        expect(standing(test, metric)).to.deep.include({ status: 'challenged', value: 79n });
        expect(times(test, metric)).to.deep.equal({ reached: DUE + 5, observed: DUE + 5 });
      },
    );

    scenario('stands where some of them said so before it: of those that speak since there are too few', (test) => {
      test.oracles();
      const metric = test.metric(early);
      test.report(metric, null, null, 0n);
      test.at(10);
      test.report(metric, 80n, 85n);
      expect(standing(test, metric)).to.deep.include({ status: 'challenged', counted: [0, 1, 2] });
      test.at(20);
      test.report(metric, null, null, null, 79n, 79n);
      expect(standing(test, metric)).to.deep.include({ status: 'open' });
      expect(reachedAt(test, metric), 'two of five').to.equal(10);
      test.attest(metric, 2, 0n);
      expect(reachedAt(test, metric), 'and the third, once it says so again').to.equal(null);
      expect(test.panel(metric)).to.equal(null);
    });

    scenario('stands where their reports are stale or from before a dispute', (test) => {
      test.oracles();
      const metric = test.metric(early);
      test.report(metric, null, null, 0n, 79n);
      test.at(MAX_AGE + 1);
      test.report(metric, 80n, 85n);
      test.attest(metric, 4, 0n);
      expect(standing(test, metric), 'two of three, whatever was said before').to.deep.include({
        status: 'challenged',
      });
      test.run(test.dispute(metric, guardian), guardian);
      test.attest(metric, 4, 0n, { observedTs: test.now() });
      expect(reachedAt(test, metric)).to.equal(MAX_AGE + 1);
    });
  });

  describe('once the metric is due', () => {
    scenario('any value may become final, and a lower one counts from when as many said so as decide', (test) => {
      test.oracles();
      const metric = test.metric(early);
      test.at(DUE - 1);
      test.report(metric, 80n, 85n);
      test.at(DUE + 5);
      test.report(metric, null, null, 0n, 79n);
      const endsAt = DUE + 5 + CHALLENGE;
      expect(standing(test, metric)).to.deep.equal({ status: 'challenged', value: 79n, counted: [0, 1, 2, 3], endsAt });
      expect(reachedAt(test, metric), 'two of five take nothing back').to.equal(DUE - 1);
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({ status: 'final', value: 79n });
      expect(times(test, metric)).to.deep.equal({ reached: DUE + 5, observed: DUE + 5 });
    });

    scenario('a minority that reports low does not take it back', (test) => {
      test.oracles();
      const metric = test.metric(early);
      test.at(DUE - 1);
      test.report(metric, 80n, 85n);
      test.at(DUE + 5);
      test.report(metric, null, null, 0n, 79n, 90n);
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({ value: 80n, reachedTs: test.start + DUE - 1 });
    });

    scenario('a dispute does not take back what came then', (test) => {
      test.oracles();
      const metric = test.metric(early);
      test.at(DUE + 5);
      test.report(metric, 70n, 75n);
      test.run(test.dispute(metric, guardian), guardian);
      test.at(DUE + 100);
      test.report(metric, 60n, 60n, 60n);
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({ value: 60n, reachedTs: test.start + DUE + 5 });
    });

    scenario('a value that is not so good waits until then, and one attestation then is enough', (test) => {
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
