import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { CHALLENGE, DUE, firstSeats, HOUR, MAX_AGE, scenario, standing } from './scenario';

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

  scenario('does not begin anew for who looked later', (test) => {
    const metric = test.due();
    test.report(metric, 10n, 10n);
    test.at(DUE + 100);
    for (const number of [2, 3, 4]) test.attest(metric, number, 10n);
    expect(standing(test, metric)).to.deep.include({ counted: [0, 1, 2, 3, 4], endsAt: DUE + CHALLENGE });
    expect(test.metricState(metric).observedTs).to.equal(test.start + DUE);
  });

  scenario('begins anew when the same value turns out to have been so earlier', (test) => {
    const metric = test.due();
    test.at(DUE + 100);
    test.report(metric, 10n, 10n);
    const earlier = { observedTs: test.start + DUE + 50 };
    for (const number of [2, 3]) test.attest(metric, number, 10n, earlier);
    expect(standing(test, metric), 'two of four').to.deep.include({ endsAt: DUE + 100 + CHALLENGE });
    test.at(DUE + 200);
    const outcome = test.attest(metric, 4, 10n, earlier);
    expect(eventsOf(outcome).map(({ name }) => name)).to.deep.equal(['metricAttested', 'metricChallenged']);
    expect(standing(test, metric)).to.deep.include({ counted: [0, 1, 2, 3, 4], endsAt: DUE + 200 + CHALLENGE });
    expect(test.metricState(metric).observedTs).to.equal(test.start + DUE + 50);
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
    test.run(test.finalize(metric));
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
    for (const [number, value] of [
      [2, 30n],
      [3, 5n],
      [4, 25n],
      [5, 6n],
    ] as const) {
      test.at(endsAt - 1);
      test.attest(metric, number, value);
      endsAt += CHALLENGE - 1;
      for (let again = 0; again <= number; again += 1) test.refuseAttestation(metric, again, 'AlreadyCounted');
    }
    expect(standing(test, metric)).to.deep.include({ value: 10n, counted: [0, 1, 2, 3, 4, 5], endsAt });
    test.at(endsAt);
    test.run(test.finalize(metric));
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
});
