import { expect } from 'chai';
import { swapped, unsigned } from '../grant/scenario';
import { expectEvents } from '../plan/scenario';
import { people } from '../support/world';
import { attestor, CHALLENGE, DUE, EXPONENT, hash, MAX_AGE, scenario, type MetricScenario } from './scenario';

const { authority, beneficiary, guardian, operator, stranger } = people;
const I64_MIN = -(2n ** 63n);
const I64_MAX = 2n ** 63n - 1n;

/** A metric that has opened, but is not due. */
function open(test: MetricScenario): ReturnType<MetricScenario['metric']> {
  test.oracles();
  return test.metric();
}

describe('attest_metric', () => {
  scenario('records what the attestor says in its seat, and tells it', (test) => {
    const metric = open(test);
    const before = test.metricState(metric);
    test.at(500);
    const said = { observedTs: test.start + 300, evidenceSha256: hash(77) };
    const outcome = test.attest(metric, 3, 8_123n, said);

    const whom = { plan: test.plan.address, metric, attestor: attestor(3).publicKey };
    const told = { ...whom, value: 8_123n, observedTs: BigInt(said.observedTs), evidenceSha256: [...hash(77)] };
    expectEvents(outcome, ['metricAttested', told]);
    const recorded = { seat: 3, attestor: attestor(3).publicKey, value: 8_123n, attestedTs: test.start + 500 };
    const attestations = [{ ...recorded, ...said, inThisRound: true, counted: false }];
    expect(test.metricState(metric)).to.deep.equal({ ...before, attestations });
  });

  scenario('replaces what the same attestor said before by something newer, as often as it likes', (test) => {
    const metric = open(test);
    test.attest(metric, 1, 10n, { observedTs: test.start });
    test.at(2);
    test.attest(metric, 1, 11n, { observedTs: test.start + 1 });
    test.attest(metric, 1, 12n, { observedTs: test.start + 2 });
    const { attestations, status } = test.metricState(metric);
    expect(attestations.map(({ seat, value }) => [seat, value])).to.deep.equal([[1, 12n]]);
    expect(status).to.equal('open');
  });

  scenario('takes any value that 64 bits hold', (test) => {
    const metric = open(test);
    const values = [I64_MIN, -1n, 0n, I64_MAX];
    test.report(metric, ...values);
    expect(test.metricState(metric).attestations.map(({ value }) => value)).to.deep.equal(values);
  });

  scenario('works in a sealed plan', (test) => {
    const metric = open(test);
    test.seal();
    test.at(DUE);
    test.report(metric, 10n, 20n);
    test.conclude(metric);
    expect(test.metricState(metric).value).to.equal(10n);
  });

  describe('counts an observation', () => {
    scenario('of now, and not of a second later', (test) => {
      const metric = open(test);
      test.refuseAttestation(metric, 0, 'ObservedInFuture', { observedTs: test.now() + 1 });
      test.attest(metric, 0, 1n, { observedTs: test.now() });
    });

    scenario('as old as the metric allows, and not a second older', (test) => {
      const metric = open(test);
      test.at(DUE);
      test.refuseAttestation(metric, 0, 'ObservationTooOld', { observedTs: test.now() - MAX_AGE - 1 });
      test.attest(metric, 0, 1n, { observedTs: test.now() - MAX_AGE });
      test.attest(metric, 0, 1n, { observedTs: test.now() - MAX_AGE + 1 });
    });

    scenario('of the second in which the metric opens, and not of the one before', (test) => {
      test.oracles();
      const metric = test.metric({ opensTs: test.start + 100 });
      test.at(99);
      test.refuseAttestation(metric, 0, 'ObservationTooOld', { observedTs: test.start + 99 });
      test.refuseAttestation(metric, 0, 'ObservedInFuture', { observedTs: test.start + 100 });
      test.at(200);
      test.refuseAttestation(metric, 0, 'ObservationTooOld', { observedTs: test.start + 99 });
      test.attest(metric, 0, 1n, { observedTs: test.start + 100 });
    });

    scenario('that is newer than the last of the same attestor, and not one as new', (test) => {
      const metric = open(test);
      test.at(100);
      test.attest(metric, 0, 1n, { observedTs: test.start + 50 });
      for (const observedTs of [test.start + 49, test.start + 50]) {
        test.refuseAttestation(metric, 0, 'AttestationNotNewer', { observedTs });
      }
      test.attest(metric, 0, 2n, { observedTs: test.start + 51 });
      test.attest(metric, 1, 2n, { observedTs: test.start });
    });
  });

  describe('begins a challenge', () => {
    scenario('from the second on at which the metric is due, at its median, and tells both', (test) => {
      const metric = open(test);
      test.at(DUE - 1);
      test.report(metric, 30n, 10n);
      expect(test.metricState(metric)).to.deep.include({ status: 'open', value: null, reachedTs: null });
      test.at(DUE);
      const outcome = test.attest(metric, 2, 20n);

      const challengeEndsTs = test.start + DUE + CHALLENGE;
      const [told] = test.metricState(metric).attestations.slice(2);
      if (told === undefined) throw new Error('seat 2 has attested');
      const whom = { plan: test.plan.address, metric };
      const { attestor: who, value, observedTs, evidenceSha256 } = told;
      const said = { attestor: who, value, observedTs: BigInt(observedTs), evidenceSha256: [...evidenceSha256] };
      expectEvents(
        outcome,
        ['metricAttested', { ...whom, ...said }],
        ['metricChallenged', { ...whom, value: 20n, challengeEndsTs: BigInt(challengeEndsTs) }],
      );
      const reached = { status: 'challenged', value: 20n, reachedTs: test.start + DUE, challengeEndsTs };
      expect(test.metricState(metric)).to.deep.include({ ...reached, retryUntilTs: null, disputes: 0 });
      expect(test.counted(metric)).to.deep.equal([0, 1, 2]);
    });

    scenario('not with one too few, whoever they are', (test) => {
      const metric = test.due({}, { threshold: 3 });
      test.report(metric, 10n, 10n);
      expect(test.metricState(metric).status).to.equal('open');
      test.attest(metric, 4, 10n);
      expect(test.metricState(metric)).to.deep.include({ status: 'challenged', value: 10n });
    });

    scenario('not with one that is a second too old', (test) => {
      const metric = test.due();
      test.attest(metric, 0, 10n);
      test.at(DUE + MAX_AGE + 1);
      test.attest(metric, 1, 10n);
      expect(test.metricState(metric)).to.deep.include({ status: 'open', reachedTs: null });
      test.attest(metric, 2, 20n);
      expect(test.counted(metric), 'and it is not counted later').to.deep.equal([1, 2]);
    });

    scenario('with one that is as old as it may be', (test) => {
      const metric = test.due();
      test.attest(metric, 0, 10n);
      test.at(DUE + MAX_AGE);
      test.attest(metric, 1, 20n);
      expect(test.counted(metric)).to.deep.equal([0, 1]);
    });

    scenario('at the worse of the middle two of an even number', (test) => {
      test.oracles({ threshold: 4 });
      const score = test.metric();
      const errors = test.metric({ key: 'errors', better: 'lower' });
      test.at(DUE);
      for (const metric of [score, errors]) test.report(metric, 40n, 10n, 30n, 20n);
      expect([score, errors].map((metric) => test.metricState(metric).value)).to.deep.equal([20n, 30n]);
    });

    scenario('with sixteen attestors of sixteen', (test) => {
      const attestors = Array.from({ length: 16 }, (_, number) => attestor(number).publicKey);
      const metric = test.due({}, { attestors, threshold: 16 });
      test.report(metric, ...Array.from({ length: 15 }, (_, number) => BigInt(100 - number)));
      expect(test.metricState(metric).status).to.equal('open');
      test.attest(metric, 15, I64_MIN);
      expect(test.metricState(metric)).to.deep.include({ status: 'challenged', value: 92n });
    });
  });

  describe('is refused', () => {
    scenario('to whoever has no seat, whatever role they have', (test) => {
      const metric = test.due();
      for (const other of [authority, operator, guardian, beneficiary, stranger, attestor(5)]) {
        const by = test.attestation(metric, 0, 1n, { attestor: other.publicKey });
        test.refuse(by, 'NotAttestor', other);
      }
    });

    scenario('in the name of who has not signed', (test) => {
      const metric = test.due();
      test.refuse(unsigned(test.attestation(metric, 0, 1n), attestor(0).publicKey), 'AccountNotSigner');
    });

    scenario('after its last second', (test) => {
      const metric = test.due();
      const instruction = test.attestation(metric, 0, 1n, { expiresTs: test.now() });
      test.at(DUE + 1);
      test.refuse(instruction, 'InstructionExpired', attestor(0));
      test.at(DUE);
      test.run(instruction, attestor(0));
    });

    scenario('with a value that was scaled for another exponent', (test) => {
      const metric = test.due();
      for (const exponent of [EXPONENT + 1, EXPONENT - 1, -EXPONENT, 0, 127, -128]) {
        test.refuseAttestation(metric, 0, 'WrongExponent', { exponent });
      }
    });

    scenario("with another plan's oracles, though the attestor has a seat in both", (test) => {
      const metric = test.due();
      const foreign = test.foreignOracles();
      const theirs = test.foreignMetric(foreign);
      const [ownSet, theirSet] = [test.oracleSet(), test.oracleSet(foreign.address)];
      test.refuse(swapped(test.attestation(metric, 0, 1n), ownSet, theirSet), 'MetricOfAnotherPlan', attestor(0));
      test.refuse(test.attestation(theirs, 0, 1n), 'MetricOfAnotherPlan', attestor(0));
      test.run(test.attestation(theirs, 0, 1n, { plan: foreign.address }), attestor(0));
    });

    scenario('once the challenge is over, finalized or not', (test) => {
      const metric = test.due();
      test.report(metric, 10n, 20n);
      test.at(DUE + CHALLENGE);
      for (const number of [0, 2]) test.refuseAttestation(metric, number, 'ChallengeIsOver');
      test.run(test.finalize(metric));
      for (const number of [0, 2]) test.refuseAttestation(metric, number, 'MetricIsFinal');
    });
  });
});
