/** Who decides a metric while the plan's oracles change. */
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { DAY, people } from '../support/world';
import { attestor, DUE, firstSeats, NOTICE, scenario, seats, type MetricScenario } from './scenario';

const { authority, guardian } = people;
/** Observations that outlast two changes of the oracles, and a challenge that outlasts one. */
const LASTING = { maxAgeSecs: 60 * DAY, challengeSecs: NOTICE + DAY };
/** The seats of others, and the numbers of those who sit there. */
const OTHERS = { attestors: seats(null, null, null, null, null, 9, 10, 11), threshold: 2 };
const NEW = [9, 10, 11];

/** The others may neither report nor dispute. */
function expectNoSay(test: MetricScenario, metric: PublicKey): void {
  for (const number of NEW) {
    test.refuseAttestation(metric, number, 'NotAttestor');
    const { status } = test.metricState(metric);
    if (status === 'challenged') test.refuse(test.dispute(metric, attestor(number)), 'NotDisputer', attestor(number));
  }
}

describe('promise 8: where the oracles are rotated in the middle', () => {
  scenario('what the old key said goes on counting, once, and until the new holder says something', (test) => {
    test.oracles();
    const metric = test.metric({ ...LASTING, dueTs: test.start + NOTICE });
    test.attest(metric, 0, 10n);
    test.rotate({ attestors: seats(9, 1, 2, 3, 4), threshold: 3 });
    test.refuseAttestation(metric, 0, 'NotAttestor');
    test.attest(metric, 1, 20n);
    expect(test.metricState(metric).status, 'two of three').to.equal('open');
    test.attest(metric, 9, 30n);
    expect(test.said(metric)).to.deep.equal([
      [0, 9, 30n],
      [1, 1, 20n],
    ]);
    expect(test.metricState(metric).status, 'still two of three').to.equal('open');
    test.attest(metric, 2, 25n);
    expect(test.metricState(metric)).to.deep.include({ status: 'challenged', value: 25n });
  });

  scenario('neither dropped: it completes the number that is needed', (test) => {
    test.oracles();
    const metric = test.metric({ ...LASTING, dueTs: test.start + NOTICE });
    test.report(metric, 10n, 20n);
    test.rotate({ attestors: seats(9, null, 2, 3, 4), threshold: 3 });
    test.attest(metric, 2, 30n);
    expect(test.counted(metric)).to.deep.equal([0, 1, 2]);
    test.conclude(metric);
    expect(test.metricState(metric).value).to.equal(20n);
  });

  scenario('a new holder may say something older than the old one did: it is somebody else', (test) => {
    test.oracles();
    const metric = test.metric({ ...LASTING, dueTs: test.start + 20 * DAY });
    test.at(10);
    test.attest(metric, 0, 10n);
    test.rotate({ attestors: seats(9, 1, 2, 3, 4), threshold: 2 });
    test.attest(metric, 9, 30n, { observedTs: test.start + 9 });
    expect(test.said(metric)).to.deep.equal([[0, 9, 30n]]);
  });

  scenario('a higher threshold does not reach a result that is there, before a dispute or after it', (test) => {
    const metric = test.due(LASTING);
    test.report(metric, 10n, 20n);
    test.rotate({ attestors: firstSeats(5), threshold: 5 });
    test.attest(metric, 2, 30n);
    expect(test.metricState(metric)).to.deep.include({ status: 'challenged', value: 20n });
    test.run(test.dispute(metric, guardian), guardian);
    test.report(metric, 20n, 20n);
    expect(test.metricState(metric).status, 'two of five').to.equal('open');
    test.attest(metric, 2, 20n);
    test.conclude(metric);
    expect(test.metricState(metric)).to.deep.include({ status: 'final', value: 20n });
  });

  scenario('a former attestor has no say where there is no result: not in its old seat, not as a disputer', (test) => {
    test.oracles();
    const metric = test.metric({ ...LASTING, dueTs: test.start + NOTICE });
    test.rotate({ attestors: seats(null, 1, 2, 3, 4), threshold: 2 });
    test.refuseAttestation(metric, 0, 'NotAttestor');
    test.report(metric, null, 10n, 20n);
    test.refuse(test.dispute(metric, attestor(0)), 'NotDisputer', attestor(0));
    test.run(test.dispute(metric, guardian), guardian);
    test.refuseAttestation(metric, 0, 'NotAttestor');
    test.report(metric, null, 20n, 20n);
    expect(test.metricState(metric).status, 'two of the four that there are').to.equal('open');
    test.attest(metric, 3, 20n);
    expect(test.counted(metric)).to.deep.equal([1, 2, 3]);
  });

  scenario(
    'one that was removed since there was a result goes on deciding it, and is one of five as before',
    (test) => {
      const metric = test.due(LASTING);
      test.report(metric, 10n, 20n);
      test.rotate({ attestors: seats(null, 1, 2, 3, 4), threshold: 2 });
      test.run(test.dispute(metric, attestor(0)), attestor(0));
      test.report(metric, 20n, 20n);
      expect(test.metricState(metric).status, 'two of the five that there were').to.equal('open');
      test.attest(metric, 3, 20n);
      expect(test.counted(metric)).to.deep.equal([0, 1, 3]);
    },
  );

  scenario('with 14 days to see it coming, in which the old ones go on', (test) => {
    const metric = test.due();
    test.run(test.proposeOracleSet({ attestors: seats(9, 10), threshold: 2 }), authority);
    for (const number of [9, 10]) test.refuseAttestation(metric, number, 'NotAttestor');
    test.report(metric, 10n, 20n);
    test.conclude(metric);
    expect(test.metricState(metric).value).to.equal(10n);
  });

  describe('those who sit when there is a result decide it', () => {
    scenario('until it is final, in and after a dispute, whatever was put in meanwhile', (test) => {
      const metric = test.due(LASTING);
      test.attest(metric, 0, 10n);
      expect(test.panel(metric)).to.equal(null);
      test.attest(metric, 1, 20n);
      const panel = { attestors: [0, 1, 2, 3, 4], threshold: 2 };
      expect(test.panel(metric)).to.deep.equal(panel);
      test.rotate(OTHERS);
      expectNoSay(test, metric);
      test.run(test.dispute(metric, guardian), guardian);
      expectNoSay(test, metric);
      test.report(metric, 10n, 10n, 10n);
      expect(test.panel(metric)).to.deep.equal(panel);
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({ status: 'final', value: 10n });
      expect(test.panel(metric), 'it stays readable who did').to.deep.equal(panel);
      for (const number of [0, ...NEW])
        test.refuseAttestation(metric, number, number === 0 ? 'MetricIsFinal' : 'NotAttestor');
    });

    scenario('each metric by its own: what has no result yet is decided by the new ones', (test) => {
      test.oracles();
      const [early, late] = [
        test.metric({ key: 'early', ...LASTING }),
        test.metric({ key: 'late', dueTs: test.start + NOTICE + DAY }),
      ];
      test.at(DUE);
      test.report(early, 10n, 10n);
      test.rotate(OTHERS);
      test.refuseAttestation(late, 0, 'NotAttestor');
      for (const number of NEW) test.attest(late, number, 7n);
      test.conclude(late);
      test.attest(early, 2, 10n);
      test.conclude(early);
      expect([late, early].map((metric) => test.metricState(metric).value)).to.deep.equal([7n, 10n]);
    });

    scenario('where a rotation comes in the same second: those who were in when the deciding report came', (test) => {
      test.oracles();
      const before = test.metric({ key: 'before', dueTs: test.start + NOTICE });
      const after = test.metric({ key: 'after', dueTs: test.start + NOTICE });
      test.run(test.proposeOracleSet(OTHERS), authority);
      test.at(NOTICE);
      for (const metric of [before, after]) test.attest(metric, 0, 10n);
      const apply = test.applyOracleSet();
      test.run([test.attestation(before, 1, 10n), apply, test.attestation(after, 9, 20n)], attestor(1), attestor(9));
      expect(test.panel(before)?.attestors).to.deep.equal([0, 1, 2, 3, 4]);
      expect(test.panel(after)?.attestors, "the first one's fresh report still counts").to.deep.equal(NEW);
      expectNoSay(test, before);
      test.refuseAttestation(after, 1, 'NotAttestor');
    });

    scenario('with the threshold of that moment, whatever is voted, announced or applied later', (test) => {
      const metric = test.due(LASTING, { attestors: firstSeats(5), threshold: 4 });
      test.report(metric, 10n, 10n, 10n, 10n);
      test.rotate({ attestors: firstSeats(5), threshold: 2 });
      test.run(test.dispute(metric, guardian), guardian);
      test.report(metric, 10n, 10n, 10n);
      expect(test.metricState(metric).status, 'three of four').to.equal('open');
      test.attest(metric, 3, 10n);
      expect(test.metricState(metric).status).to.equal('challenged');
    });
  });

  describe('a rotation rescues a metric whose oracles are gone', () => {
    scenario('and that has no result: the new ones decide', (test) => {
      const metric = test.due();
      test.attest(metric, 0, 10n);
      test.rotate(OTHERS);
      for (const number of NEW) test.attest(metric, number, 70n);
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({ status: 'final', value: 70n });
      expect(test.panel(metric)?.attestors).to.deep.equal(NEW);
    });

    scenario(
      'after an early result that more than half of all seats denied: then nobody is held to its seats',
      (test) => {
        test.oracles();
        const { challengeSecs } = LASTING;
        const metric = test.metric({ challengeSecs, earlyValue: 80n, dueTs: test.start + 40 * DAY });
        test.report(metric, 80n, 80n);
        test.rotate(OTHERS);
        expectNoSay(test, metric);
        test.report(metric, null, null, 1n, 1n);
        expect(test.panel(metric)?.attestors, 'two of five').to.deep.equal([0, 1, 2, 3, 4]);
        test.attest(metric, 4, 1n);
        expect(test.panel(metric)).to.equal(null);
        expect(test.metricState(metric)).to.deep.include({ status: 'open', reachedTs: null });
        test.refuseAttestation(metric, 0, 'NotAttestor');
        test.at(40 * DAY);
        for (const number of NEW) test.attest(metric, number, 70n);
        expect(test.panel(metric)?.attestors).to.deep.equal(NEW);
      },
    );

    scenario(
      'not after one that they deny once the metric is due: the low value is the result of those seats',
      (test) => {
        test.oracles();
        const metric = test.metric({ ...LASTING, earlyValue: 80n, dueTs: test.start + NOTICE + 60 });
        test.report(metric, 80n, 80n);
        test.rotate(OTHERS);
        test.at(NOTICE + 60);
        test.report(metric, null, null, 1n, 1n, 1n);
        expect(test.metricState(metric)).to.deep.include({ status: 'challenged', value: 1n });
        expect(test.panel(metric)?.attestors).to.deep.equal([0, 1, 2, 3, 4]);
        expectNoSay(test, metric);
      },
    );
  });
});
