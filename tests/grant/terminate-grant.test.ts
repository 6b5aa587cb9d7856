import { expect } from 'chai';
import type { TerminationCause } from '@tenure/sdk';
import { eventsOf } from '../support/events';
import { expectPromises } from '../support/promises';
import { DAY, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { Scenario, scenario, STEADY } from './scenario';

const { authority, beneficiary, guardian } = people;
const NOTICE = { policy: { noticeSecs: 500, goodLeaverBps: 2_500 } };
/** One base unit a second for 2,000 seconds. */
const steady = { total: 2_000n, shape: STEADY };

/** What a beneficiary has in the end who claims in the same second as the grant is terminated. */
function raced(order: 'claim first' | 'terminate first', secs: number, noticeSecs: number): unknown {
  const test = new Scenario({ policy: { noticeSecs } });
  const grant = test.issue(steady);
  test.at(secs);
  const claim = () => test.collect(grant);
  const terminate = () => test.run(test.terminate(grant, { cause: 'forCause' }), authority);
  for (const step of order === 'claim first' ? [claim, terminate] : [terminate, claim]) step();
  const atOnce = test.paid();
  test.at(secs + noticeSecs + 1);
  test.collect(grant);
  test.run(test.settle(grant));
  test.collect(grant);
  expectPromises(test.world);
  return { atOnce, inTheEnd: test.paid(), plan: test.planState(), vault: test.vault() };
}

describe('terminate_grant', () => {
  describe('announces an end that the notice puts off', () => {
    scenario(
      'says when it takes effect, and changes nothing else',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        const before = { plan: test.planState(), grant: test.grantState(grant) };
        const outcome = test.run(test.terminate(grant, { cause: 'forCause' }), authority);
        const stopTs = test.start + 600;
        const told = {
          plan: test.plan.address.toBase58(),
          grant: grant.toBase58(),
          cause: 'forCause',
          stopTs: BigInt(stopTs),
        };
        expect(eventsOf(outcome)).to.deep.equal([{ name: 'grantTerminated', data: told }]);
        expect(test.planState()).to.deep.equal(before.plan);
        expect(test.grantState(grant)).to.deep.equal({ ...before.grant, status: 'terminating', statusTs: stopTs });
      },
      NOTICE,
    );

    scenario(
      'vests through the notice and not a second longer',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        test.run(test.terminate(grant), authority);
        for (const [second, vested] of [
          [100, 100n],
          [599, 599n],
          [600, 600n],
          [601, 600n],
          [5_000, 600n],
        ] as const) {
          test.at(second);
          test.collect(grant);
          expect(test.paid(), `second ${second}`).to.equal(vested);
        }
      },
      NOTICE,
    );

    scenario(
      'stops at once where the plan promises no notice, keeping what had vested',
      (test) => {
        const grant = test.issue(steady);
        test.at(700);
        test.run(test.terminate(grant), authority);
        test.at(1_900);
        expect(test.collect(grant)).to.equal(700n);
      },
      { policy: { noticeSecs: 0 } },
    );

    scenario(
      'pays nothing where the end comes before the start',
      (test) => {
        const grant = test.issue({ ...steady, startTs: test.start + 501 });
        test.run(test.terminate(grant), authority);
        test.at(3_000);
        expect(test.collect(grant)).to.equal(0n);
      },
      NOTICE,
    );

    scenario(
      'pays all where the schedule ends within the notice',
      (test) => {
        const grant = test.issue(steady);
        test.at(1_500);
        test.run(test.terminate(grant), authority);
        test.at(4_000);
        expect(test.collect(grant)).to.equal(2_000n);
      },
      NOTICE,
    );
  });

  describe('gives a good leaver the share that the plan promises', () => {
    const shares: [TerminationCause, bigint][] = [
      ['forCause', 0n],
      ['resignation', 0n],
      ['withoutCause', 400n],
      ['deathOrDisability', 400n],
    ];
    for (const [cause, share] of shares) {
      scenario(
        `${cause}: ${share} of 1,600 unvested at once`,
        (test) => {
          const grant = test.issue(steady);
          test.at(400);
          test.run(test.terminate(grant, { cause }), authority);
          expect(test.collect(grant)).to.equal(400n + share);
          // What remains unvested, 2,000 - 400 - share, shrinks in proportion through the notice.
          test.at(900);
          const unvested = (1_100n * (1_600n - share)) / 1_600n;
          test.collect(grant);
          expect(test.paid()).to.equal(2_000n - unvested);
        },
        NOTICE,
      );
    }

    scenario(
      'everything, where the plan gives good leavers all',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant, { cause: 'withoutCause' }), authority);
        expect(test.collect(grant)).to.equal(2_000n);
      },
      { policy: { noticeSecs: 0, goodLeaverBps: 10_000 } },
    );
  });

  describe('never lowers what had vested when it was announced', () => {
    for (const secs of [0, 1, 999, 1_999, 2_000, 9_999]) {
      for (const noticeSecs of [0, 1, 500]) {
        scenario(
          `at second ${secs} with a notice of ${noticeSecs} s`,
          (test) => {
            const grant = test.issue(steady);
            test.at(secs);
            test.run(test.accelerate(grant, 1_000), authority);
            const vested = test.vested(grant);
            test.run(test.terminate(grant), authority);
            expect(test.vested(grant)).to.equal(vested);
            test.at(secs + 100_000);
            expect(Number(test.collect(grant))).to.be.at.least(Number(vested));
          },
          { policy: { noticeSecs } },
        );
      }
    }

    scenario(
      'nor does one announced during a pause: the pause ends, and the notice is time that vests',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        test.run(test.pause(grant, 1_000), authority);
        test.at(300);
        test.run(test.terminate(grant), authority);
        const { status, pausedSecs, imposedPauseSecs, pauseLimitSecs } = test.grantState(grant);
        expect({ status, pausedSecs, imposedPauseSecs, pauseLimitSecs }).to.deep.equal({
          status: 'terminating',
          pausedSecs: 200,
          imposedPauseSecs: 200,
          pauseLimitSecs: 0,
        });
        expect(test.collect(grant)).to.equal(100n);
        test.at(9_000);
        expect(test.collect(grant)).to.equal(500n);
      },
      NOTICE,
    );

    scenario(
      'nor one announced after a pause had run out by itself',
      (test) => {
        const grant = test.issue(steady);
        test.at(100);
        test.run(test.pause(grant, 50, { beneficiary: beneficiary.publicKey }), authority, beneficiary);
        test.at(400);
        const vested = test.vested(grant);
        test.run(test.terminate(grant), authority);
        expect([vested, test.vested(grant)]).to.deep.equal([350n, 350n]);
        const { pausedSecs, imposedPauseSecs } = test.grantState(grant);
        expect([pausedSecs, imposedPauseSecs]).to.deep.equal([50, 0]);
      },
      NOTICE,
    );
  });

  describe('a claim against it pays the same in either order', () => {
    for (const secs of [0, 1, 777, 2_000]) {
      for (const noticeSecs of [0, 500]) {
        it(`at second ${secs} with a notice of ${noticeSecs} s`, () => {
          expect(raced('claim first', secs, noticeSecs)).to.deep.equal(raced('terminate first', secs, noticeSecs));
        });
      }
    }
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      build: (test, grant, { signer, ...changed }) =>
        test.terminate(grant, { ...changed, ...(signer && { authority: signer }) }),
    });

    scenario(
      'in a plan whose grants cannot be cancelled',
      (test) => {
        const grant = test.issue(steady);
        test.refuse(test.terminate(grant), 'NotCancellable', authority);
        test.refuse(test.terminate(grant, { cause: 'withoutCause' }), 'NotCancellable', authority);
      },
      { policy: { cancellable: false } },
    );

    scenario(
      'a second time: under notice, after it, and once settled',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.refuse(test.terminate(grant), 'GrantAlreadyTerminated', authority);
        test.at(500);
        test.refuse(test.terminate(grant), 'GrantAlreadyTerminated', authority);
        test.at(501);
        test.run(test.settle(grant));
        test.refuse(test.terminate(grant, { cause: 'withoutCause' }), 'GrantAlreadyTerminated', authority);
      },
      NOTICE,
    );
  });

  scenario(
    'does not touch a pause of claims, nor is touched by one',
    (test) => {
      const grant = test.issue(steady);
      test.run(test.pauseClaims(3 * DAY), guardian);
      test.run(test.terminate(grant), authority);
      test.at(3 * DAY);
      expect(test.collect(grant)).to.equal(500n);
    },
    NOTICE,
  );
});
