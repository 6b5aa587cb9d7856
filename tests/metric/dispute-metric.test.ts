import { expect } from 'chai';
import { swapped, unsigned } from '../grant/scenario';
import { expectEvents } from '../plan/scenario';
import { DAY, people } from '../support/world';
import {
  attestor,
  ATTESTORS,
  CHALLENGE,
  DUE,
  firstSeats,
  hash,
  NOTICE,
  RETRY,
  scenario,
  seats,
  type MetricScenario,
} from './scenario';

const { authority, beneficiary, guardian, operator, stranger } = people;

/** A metric at 10, attested by the first two of five, in its challenge. */
function challenged(test: MetricScenario): ReturnType<MetricScenario['metric']> {
  const metric = test.due();
  test.report(metric, 10n, 20n);
  return metric;
}

describe('dispute_metric', () => {
  scenario('takes the value back, leaves 30 days to attest anew, and tells who and why', (test) => {
    const metric = challenged(test);
    const before = test.metricState(metric);
    test.at(DUE + 100);
    const outcome = test.run(test.dispute(metric, guardian, { reasonSha256: hash(5) }), guardian);

    const told = {
      plan: test.plan.address,
      metric,
      disputer: guardian.publicKey,
      value: 10n,
      reasonSha256: [...hash(5)],
    };
    expectEvents(outcome, ['metricDisputed', told]);
    expect(test.metricState(metric)).to.deep.equal({
      ...before,
      status: 'open',
      value: null,
      observedTs: null,
      challengeEndsTs: null,
      retryUntilTs: test.start + DUE + 100 + RETRY,
      disputes: 1,
      disputedByGuardian: true,
      attestations: before.attestations.map((said) => ({ ...said, inThisRound: false, counted: false })),
    });
    expect(test.metricState(metric).reachedTs, 'the result was there').to.equal(test.start + DUE);
    expect(test.metricState(metric).panel, 'and those who saw it decide').to.deep.include({ threshold: 2 });
  });

  scenario('by an attestor, whether it is counted or not', (test) => {
    const metric = challenged(test);
    test.run(test.dispute(metric, attestor(1)), attestor(1));
    expect(test.metricState(metric)).to.deep.include({ disputedSeats: [1], disputedByGuardian: false, disputes: 1 });
    test.report(metric, 10n, 10n, 10n);
    test.run(test.dispute(metric, attestor(4)), attestor(4));
    expect(test.metricState(metric)).to.deep.include({ disputedSeats: [1, 4], disputes: 2 });
  });

  scenario('from the first second of the challenge to its last, and not after', (test) => {
    const metric = challenged(test);
    test.run(test.dispute(metric, guardian), guardian);
    test.report(metric, 10n, 10n, 10n);
    test.at(DUE + CHALLENGE - 1);
    test.run(test.dispute(metric, attestor(0)), attestor(0));
    test.report(metric, 10n, 10n, 10n);
    test.at(DUE + CHALLENGE - 1 + CHALLENGE);
    test.refuse(test.dispute(metric, attestor(1)), 'ChallengeIsOver', attestor(1));
    test.run(test.finalize(metric));
    test.refuse(test.dispute(metric, attestor(1)), 'NoChallenge', attestor(1));
  });

  describe('afterwards the value is attested anew', () => {
    scenario('by more than half of the seats, of which none from before counts', (test) => {
      const metric = challenged(test);
      test.run(test.dispute(metric, guardian), guardian);
      test.report(metric, 11n, 12n);
      expect(test.metricState(metric)).to.deep.include({ status: 'open', value: null });
      test.attest(metric, 4, 13n);
      expect(test.metricState(metric)).to.deep.include({ status: 'challenged', value: 12n });
      expect(test.counted(metric)).to.deep.equal([0, 1, 4]);
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({ status: 'final', reachedTs: test.start + DUE });
    });

    scenario('of the same observations, which need not be newer', (test) => {
      const metric = challenged(test);
      const observedTs = test.start + DUE;
      test.run(test.dispute(metric, guardian), guardian);
      test.at(DUE + 50);
      for (const number of [0, 1, 2]) test.attest(metric, number, 10n, { observedTs });
      test.refuseAttestation(metric, 0, 'AlreadyCounted', { observedTs });
      expect(test.metricState(metric).value).to.equal(10n);
    });

    for (const [attestors, threshold, needed] of [
      [2, 2, 2],
      [3, 2, 2],
      [4, 2, 3],
      [5, 4, 4],
      [16, 2, 9],
    ] as const) {
      scenario(`${needed} of ${attestors} where ${threshold} decide otherwise`, (test) => {
        const metric = test.due({}, { attestors: firstSeats(attestors), threshold });
        ATTESTORS.slice(0, threshold).forEach((_, number) => test.attest(metric, number, 10n));
        test.run(test.dispute(metric, guardian), guardian);
        ATTESTORS.slice(0, needed - 1).forEach((_, number) => test.attest(metric, number, 10n));
        expect(test.metricState(metric).status).to.equal('open');
        test.attest(metric, attestors - 1, 10n);
        expect(test.metricState(metric).status).to.equal('challenged');
      });
    }
  });

  describe('once for each: a metric is not disputed for ever', () => {
    scenario('five attestors and the guardian dispute six times, and that is the end', (test) => {
      const metric = test.due();
      const disputers = [guardian, ...ATTESTORS.slice(0, 5)];
      for (const by of disputers) {
        test.report(metric, 10n, 10n, 10n, 10n, 10n);
        test.run(test.dispute(metric, by), by);
      }
      test.report(metric, 10n, 10n, 10n);
      for (const by of disputers) test.refuse(test.dispute(metric, by), 'AlreadyDisputed', by);
      test.conclude(metric);
      expect(test.metricState(metric)).to.deep.include({
        disputes: 6,
        disputedSeats: [0, 1, 2, 3, 4],
        disputedByGuardian: true,
      });
    });

    scenario('the seat has disputed, and the guardian, whoever it is; who is seated since has no right to', (test) => {
      const metric = test.due({ challengeSecs: NOTICE + CHALLENGE, maxAgeSecs: 2 * NOTICE });
      test.report(metric, 10n, 20n);
      test.run(test.dispute(metric, attestor(0)), attestor(0));
      test.report(metric, 10n, 20n, 20n);
      test.run(test.dispute(metric, guardian), guardian);
      test.report(metric, 10n, 20n, 20n);
      test.run(test.setRole('guardian', stranger.publicKey), authority);
      test.rotate({ attestors: seats(9, 1, 2, 3, 4), threshold: 2 });
      test.refuse(test.dispute(metric, attestor(9)), 'NotDisputer', attestor(9));
      test.refuse(test.dispute(metric, stranger), 'AlreadyDisputed', stranger);
      test.refuse(test.dispute(metric, guardian), 'NotDisputer', guardian);
      test.refuse(test.dispute(metric, attestor(0)), 'AlreadyDisputed', attestor(0));
      test.run(test.dispute(metric, attestor(1)), attestor(1));
    });

    scenario("a guardian who is an attestor, too, uses the attestor's right first, then the guardian's", (test) => {
      test.run(test.setRole('guardian', attestor(2).publicKey), authority);
      test.oracles();
      const metric = test.metric({ dueTs: test.start + 7 * DAY });
      test.at(7 * DAY);
      test.report(metric, 10n, 20n);
      test.run(test.dispute(metric, attestor(2)), attestor(2));
      expect(test.metricState(metric)).to.deep.include({ disputedSeats: [2], disputedByGuardian: false });
      test.report(metric, 10n, 20n, 20n);
      test.run(test.dispute(metric, attestor(2)), attestor(2));
      expect(test.metricState(metric)).to.deep.include({ disputedSeats: [2], disputedByGuardian: true });
      test.report(metric, 10n, 20n, 20n);
      test.refuse(test.dispute(metric, attestor(2)), 'AlreadyDisputed', attestor(2));
    });
  });

  describe('is refused', () => {
    scenario('to anyone but the guardian and the attestors', (test) => {
      const metric = challenged(test);
      for (const other of [authority, operator, beneficiary, stranger, attestor(5)]) {
        test.refuse(test.dispute(metric, other), 'NotDisputer', other);
      }
    });

    scenario('in the name of who has not signed', (test) => {
      const metric = challenged(test);
      test.refuse(unsigned(test.dispute(metric, guardian), guardian.publicKey), 'AccountNotSigner');
    });

    scenario('after its last second', (test) => {
      const metric = challenged(test);
      const instruction = test.dispute(metric, guardian, { expiresTs: test.now() });
      test.at(DUE + 1);
      test.refuse(instruction, 'InstructionExpired', guardian);
      test.at(DUE);
      test.run(instruction, guardian);
    });

    scenario('about another value than the one that stands: what was signed against 10 does not undo 20', (test) => {
      const metric = challenged(test);
      const signed = test.dispute(metric, guardian);
      test.refuse(test.dispute(metric, guardian, { value: 11n }), 'NoChallenge', guardian);
      test.attest(metric, 2, 30n);
      test.refuse(signed, 'NoChallenge', guardian);
      test.run(test.dispute(metric, guardian, { value: 20n }), guardian);
    });

    scenario('while there is no result', (test) => {
      test.oracles();
      const metric = test.metric();
      test.refuse(test.dispute(metric, guardian, { value: 0n }), 'NoChallenge', guardian);
      test.report(metric, 0n, 0n);
      test.refuse(test.dispute(metric, guardian, { value: 0n }), 'NoChallenge', guardian);
    });

    scenario("with another plan, another's oracles or guardian", (test) => {
      const metric = challenged(test);
      const foreign = test.foreignOracles();
      const theirs = { plan: foreign.address };
      const [ownSet, theirSet] = [test.oracleSet(), test.oracleSet(foreign.address)];
      test.refuse(test.dispute(metric, stranger, theirs), 'MetricOfAnotherPlan', stranger);
      test.refuse(swapped(test.dispute(metric, guardian), ownSet, theirSet), 'MetricOfAnotherPlan', guardian);
      const mixed = swapped(test.dispute(metric, stranger), test.plan.address, foreign.address);
      test.refuse(mixed, 'MetricOfAnotherPlan', stranger);
    });
  });
});
