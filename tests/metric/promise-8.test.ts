import { expect } from 'chai';
import { swapped, unsigned } from '../grant/scenario';
import { DAY, people } from '../support/world';
import { attestor, CHALLENGE, DUE, firstSeats, MAX_AGE, NOTICE, RETRY, scenario, seats } from './scenario';

const { guardian, stranger } = people;
const I64_MIN = -(2n ** 63n);
const I64_MAX = 2n ** 63n - 1n;
/** Observations that outlast two changes of the oracles, and a challenge that outlasts one. */
const LASTING = { maxAgeSecs: 60 * DAY, challengeSecs: NOTICE + DAY };

describe('promise 8: an attestation counts once, fresh, for its own metric, and of distinct oracles', () => {
  describe('replayed', () => {
    scenario('the same attestation again changes nothing: before, in and after the challenge', (test) => {
      test.oracles();
      const metric = test.metric();
      const instruction = test.attestation(metric, 0, 10n);
      test.run(instruction, attestor(0));
      test.refuse(instruction, 'AttestationNotNewer', attestor(0));
      test.refuse(
        [test.attestation(metric, 1, 1n), test.attestation(metric, 1, 2n)],
        'AttestationNotNewer',
        attestor(1),
      );
      test.at(MAX_AGE + 1);
      test.refuse(instruction, 'ObservationTooOld', attestor(0));
      test.at(DUE);
      test.report(metric, 10n, 10n);
      test.refuse(instruction, 'AlreadyCounted', attestor(0));
      test.at(DUE + CHALLENGE);
      test.refuse(instruction, 'ChallengeIsOver', attestor(0));
      test.run(test.finalize(metric));
      test.refuse(instruction, 'MetricIsFinal', attestor(0));
    });

    scenario("by others: without the signature it is nothing, and the seat is the signer's", (test) => {
      const metric = test.due();
      const instruction = test.attestation(metric, 0, 10n);
      test.refuse(unsigned(instruction, attestor(0).publicKey), 'AccountNotSigner');
      const asStranger = swapped(test.attestation(metric, 0, 10n), attestor(0).publicKey, stranger.publicKey);
      test.refuse(asStranger, 'NotAttestor', stranger);
      test.run(swapped(test.attestation(metric, 0, 10n), attestor(0).publicKey, attestor(1).publicKey), attestor(1));
      expect(test.said(metric)).to.deep.equal([[1, 1, 10n]]);
    });

    scenario('on another metric, or in another plan with the same attestors, where it counts nothing', (test) => {
      const metric = test.due();
      const helm = test.metric({ key: 'helm' });
      const foreign = test.foreignOracles();
      const theirs = test.foreignMetric(foreign);
      test.report(metric, 10n, 10n);
      expect([helm, theirs].map((other) => test.said(other))).to.deep.equal([[], []]);
      test.refuse(
        unsigned(swapped(test.attestation(metric, 2, 1n), metric, helm), attestor(2).publicKey),
        'AccountNotSigner',
      );
      test.refuse(swapped(test.attestation(metric, 2, 1n), metric, theirs), 'MetricOfAnotherPlan', attestor(2));
    });

    scenario('late: stale, expired, from the future, from before the metric opens, or scaled for another', (test) => {
      test.oracles();
      const metric = test.metric({ opensTs: test.start + 100 });
      test.at(DUE);
      const now = test.now();
      test.refuseAttestation(metric, 0, 'ObservationTooOld', { observedTs: now - MAX_AGE - 1 });
      test.refuseAttestation(metric, 0, 'ObservationTooOld', { observedTs: test.start + 99 });
      test.refuseAttestation(metric, 0, 'ObservedInFuture', { observedTs: now + 1 });
      test.refuseAttestation(metric, 0, 'InstructionExpired', { expiresTs: now - 1 });
      test.refuseAttestation(metric, 0, 'WrongExponent', { exponent: 0 });
      expect(test.said(metric)).to.deep.equal([]);
    });
  });

  describe('one attestor twice', () => {
    scenario('is one of two that are needed, however often it attests', (test) => {
      const metric = test.due();
      for (let second = 0; second < 5; second += 1) {
        test.at(DUE + second);
        test.attest(metric, 0, BigInt(second));
        expect(test.metricState(metric).status).to.equal('open');
      }
      expect(test.said(metric)).to.deep.equal([[0, 0, 4n]]);
    });

    scenario('in two seats over two rotations, is counted in the new one only', (test) => {
      test.oracles();
      const metric = test.metric({ ...LASTING, dueTs: test.start + 2 * NOTICE });
      test.attest(metric, 0, 10n);
      test.rotate({ attestors: seats(null, 1, 2, 3, 4), threshold: 2 });
      test.rotate({ attestors: seats(null, 1, 2, 3, 4, 0), threshold: 2 });
      test.attest(metric, 0, 11n);
      expect(test.said(metric)).to.deep.equal([[5, 0, 11n]]);
      expect(test.metricState(metric).status).to.equal('open');
      test.attest(metric, 1, 20n);
      expect(test.counted(metric)).to.deep.equal([1, 5]);
    });

    scenario(
      'nor in two seats while its old one is counted in a challenge, nor whoever has its old seat now',
      (test) => {
        const metric = test.due({ ...LASTING, challengeSecs: 30 * DAY });
        test.report(metric, 10n, 20n);
        test.rotate({ attestors: seats(9, 1, 2, 3, 4), threshold: 2 });
        test.rotate({ attestors: seats(9, 1, 2, 3, 4, 0), threshold: 2 });
        test.refuseAttestation(metric, 0, 'AlreadyCounted');
        test.refuseAttestation(metric, 9, 'NotAttestor');
        expect(test.said(metric)).to.deep.equal([
          [0, 0, 10n],
          [1, 1, 20n],
        ]);
      },
    );

    scenario('moved within the set at once, is one of two that are needed', (test) => {
      test.oracles();
      const metric = test.metric({ ...LASTING, dueTs: test.start + NOTICE });
      test.attest(metric, 0, 10n);
      test.rotate({ attestors: seats(null, 1, 2, 3, 4, 0), threshold: 2 });
      test.attest(metric, 0, 11n);
      expect(test.said(metric)).to.deep.equal([[5, 0, 11n]]);
      expect(test.metricState(metric).status).to.equal('open');
    });

    scenario('that has changed places with another, takes the other seat with what it says next', (test) => {
      test.oracles({ threshold: 3 });
      const metric = test.metric({ ...LASTING, dueTs: test.start + NOTICE });
      test.report(metric, 10n, 20n);
      test.rotate({ attestors: seats(1, 0, 2, 3, 4), threshold: 3 });
      test.attest(metric, 0, 11n);
      expect(test.said(metric), 'what the other said in that seat is gone with it').to.deep.equal([[1, 0, 11n]]);
      test.attest(metric, 1, 21n);
      expect(test.said(metric)).to.deep.equal([
        [0, 1, 21n],
        [1, 0, 11n],
      ]);
      expect(test.metricState(metric).status, 'two of three').to.equal('open');
    });

    scenario('nor with something older than what it said in its old seat', (test) => {
      test.oracles();
      const metric = test.metric({ ...LASTING, dueTs: test.start + 40 * DAY });
      test.attest(metric, 0, 10n);
      test.rotate({ attestors: seats(null, 1, 2, 3, 4), threshold: 2 });
      test.rotate({ attestors: seats(null, 1, 2, 3, 4, 0), threshold: 2 });
      test.refuseAttestation(metric, 0, 'AttestationNotNewer', { observedTs: test.start });
    });
  });

  describe('who lies', () => {
    for (const lie of [I64_MIN, I64_MAX]) {
      scenario(`one of three with ${lie} does not move the value, whenever it speaks`, (test) => {
        for (const [order, key] of [
          [[0, 1, 2], 'first'],
          [[1, 0, 2], 'second'],
          [[1, 2, 0], 'last'],
        ] as const) {
          const metric =
            order[0] === 0 ? test.due({ key }, { attestors: firstSeats(3), threshold: 3 }) : test.metric({ key });
          for (const number of order) test.attest(metric, number, number === 0 ? lie : 80n + BigInt(number));
          test.conclude(metric);
          expect(test.metricState(metric).value, key).to.equal(lie === I64_MIN ? 81n : 82n);
        }
      });
    }

    scenario('fewer than decide begin nothing, end nothing and sink no result that came early', (test) => {
      test.oracles({ threshold: 3 });
      const metric = test.metric({ earlyValue: 80n });
      test.at(10);
      test.report(metric, 99n, 99n);
      expect(test.metricState(metric).status).to.equal('open');
      test.at(20);
      test.report(metric, null, null, 80n, 81n, 82n);
      test.conclude(metric);
      expect(test.metricState(metric), 'of five').to.deep.include({ status: 'final', value: 82n });
      const other = test.metric({ key: 'helm', earlyValue: 80n });
      test.report(other, null, null, 80n, 81n, 82n);
      test.report(other, 0n, 0n);
      test.conclude(other);
      expect(test.metricState(other)).to.deep.include({ status: 'final', value: 80n });
    });

    scenario('as many as decide are outvoted in the challenge by those who are honest', (test) => {
      const metric = test.due();
      test.report(metric, 0n, 0n);
      expect(test.metricState(metric).value).to.equal(0n);
      test.at(DUE + CHALLENGE - 1);
      test.report(metric, null, null, 80n, 81n, 82n);
      test.conclude(metric);
      expect(test.metricState(metric).value).to.equal(80n);
    });

    scenario('and where these come too late, after a dispute more than half must agree', (test) => {
      const metric = test.due();
      test.report(metric, 0n, 0n);
      test.at(DUE + CHALLENGE - 1);
      test.run(test.dispute(metric, attestor(2)), attestor(2));
      test.at(DUE + CHALLENGE);
      test.report(metric, 0n, 0n);
      expect(test.metricState(metric).status, 'the liars alone').to.equal('open');
      test.report(metric, null, null, 80n, 81n, 82n);
      test.conclude(metric);
      expect(test.metricState(metric).value).to.equal(80n);
    });
  });

  describe('who wants no end', () => {
    scenario('one attestor holds a result up by one dispute and one window, and no longer', (test) => {
      const metric = test.due();
      test.report(metric, 10n, 20n);
      const saboteur = attestor(4);
      test.at(DUE + CHALLENGE - 1);
      test.run(test.dispute(metric, saboteur), saboteur);
      test.report(metric, 10n, 20n, 20n);
      test.at(DUE + 2 * CHALLENGE - 2);
      test.attest(metric, 4, 0n);
      const endsAt = DUE + 3 * CHALLENGE - 2;
      expect(test.metricState(metric)).to.deep.include({ value: 10n, challengeEndsTs: test.start + endsAt });
      test.at(endsAt - 1);
      test.refuseAttestation(metric, 4, 'AlreadyCounted');
      test.refuse(test.dispute(metric, saboteur), 'AlreadyDisputed', saboteur);
      test.at(endsAt);
      test.run(test.finalize(metric));
      expect(test.metricState(metric)).to.deep.include({ status: 'final', reachedTs: test.start + DUE });
    });

    scenario('nor does silence undo what was attested: the time to attest anew begins with each dispute', (test) => {
      const metric = test.due();
      test.report(metric, 10n, 20n);
      test.run(test.dispute(metric, guardian), guardian);
      test.at(DUE + RETRY - 1);
      test.report(metric, 10n, 20n, 20n);
      test.run(test.dispute(metric, attestor(4)), attestor(4));
      expect(test.metricState(metric).retryUntilTs).to.equal(test.start + DUE + 2 * RETRY - 1);
    });
  });
});
