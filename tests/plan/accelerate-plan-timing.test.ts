import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { people } from '../support/world';
import { type PlanScenario, scenario } from './scenario';

const { authority, operator } = people;
/** One base unit a second for 2,000 seconds. */
const steady = { total: 2_000n, shape: STEADY };
const NO_NOTICE = { policy: { noticeSecs: 0 } };
const NOTICE = { policy: { noticeSecs: 500 } };

function release(test: PlanScenario, bps: number): void {
  test.run(test.acceleratePlan(bps), authority);
}

/** Everything that a grant ever pays, long after its end. */
function paidInTheEnd(test: PlanScenario, grant: PublicKey): bigint {
  const before = test.paid();
  test.at(1_000_000);
  test.collect(grant);
  return test.paid() - before;
}

describe('accelerate_plan: who gains by it', () => {
  describe('depends on when a grant was issued', () => {
    scenario('before: it gains; after: it does not, but by the next release', (test) => {
      const before = test.issue({ ...steady, grantId: 1n });
      test.at(1);
      release(test, 5_000);
      test.at(2);
      const after = test.issue({ ...steady, grantId: 2n });
      test.at(402);
      expect([test.vested(before), test.vested(after)]).to.deep.equal([2_000n - 799n, 400n]);
      release(test, 2_500);
      // 1,598 * 0.5 * 0.75 = 599.25, rounded up; 1,600 * 0.75.
      expect([test.vested(before), test.vested(after)]).to.deep.equal([1_400n, 800n]);
    });

    scenario('in the same second: by the order of the two', (test) => {
      const before = test.issue({ ...steady, grantId: 1n });
      release(test, 5_000);
      const after = test.issue({ ...steady, grantId: 2n });
      release(test, 5_000);
      const last = test.issue({ ...steady, grantId: 3n });
      expect([before, after, last].map((grant) => test.vested(grant))).to.deep.equal([1_500n, 1_000n, 0n]);
      test.at(1_000);
      expect([before, after, last].map((grant) => test.vested(grant))).to.deep.equal([1_750n, 1_500n, 1_000n]);
    });

    scenario('in one transaction too', (test) => {
      const issue = test.issueGrants({ shape: STEADY, grants: [test.newGrant({ total: 2_000n })] });
      test.run([issue, test.acceleratePlan(5_000)], operator, authority);
      const later = test.issueGrants({ shape: STEADY, grants: [test.newGrant({ total: 2_000n, grantId: 2n })] });
      test.run([test.acceleratePlan(5_000), later], operator, authority);
      const [early, late] = [1n, 2n].map((grantId) => test.grantState(test.addressOf(grantId)).accelerationsAtIssue);
      expect([early, late]).to.deep.equal([0, 2]);
      expect([test.vested(test.addressOf(1n)), test.vested(test.addressOf(2n))]).to.deep.equal([1_500n, 0n]);
    });

    scenario('not on when it starts: a grant that starts later gains if it was issued before', (test) => {
      const grant = test.issue({ ...steady, startTs: test.start + 10_000 });
      release(test, 5_000);
      expect(test.collect(grant)).to.equal(1_000n);
      expect(paidInTheEnd(test, grant)).to.equal(1_000n);
    });
  });

  describe('depends on when a grant stopped', () => {
    scenario(
      'a grant under notice gains until it stops',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.at(499);
        release(test, 5_000);
        expect(paidInTheEnd(test, grant)).to.equal(500n + 750n);
      },
      NOTICE,
    );

    scenario(
      'a stopped one gains no more, settled before the release',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.at(501);
        test.run(test.settle(grant));
        release(test, 5_000);
        expect(paidInTheEnd(test, grant)).to.equal(500n);
      },
      NOTICE,
    );

    scenario(
      'nor settled after it',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.at(501);
        release(test, 5_000);
        test.run(test.settle(grant));
        expect(test.totals()).to.include({ forfeited: 1_500n, reserved: 500n });
        expect(paidInTheEnd(test, grant)).to.equal(500n);
      },
      NOTICE,
    );

    scenario(
      'nor settled never',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.at(501);
        release(test, 10_000);
        expect(paidInTheEnd(test, grant)).to.equal(500n);
      },
      NOTICE,
    );

    scenario(
      'releases before and after the stop: only those before count',
      (test) => {
        const grant = test.issue(steady);
        release(test, 5_000);
        test.run(test.terminate(grant), authority);
        test.at(400);
        release(test, 5_000);
        test.at(600);
        release(test, 10_000);
        test.run(test.settle(grant));
        // 2,000 less a quarter of 1,500.
        expect(paidInTheEnd(test, grant)).to.equal(1_625n);
      },
      NOTICE,
    );
  });

  describe('in the very second in which a grant stops', () => {
    for (const options of [NO_NOTICE, NOTICE]) {
      const { noticeSecs } = options.policy;
      const stop = 700 + noticeSecs;
      const title = `with a notice of ${noticeSecs} s`;
      const started = (test: PlanScenario): PublicKey => {
        const grant = test.issue(steady);
        test.at(700);
        test.run(test.terminate(grant), authority);
        test.at(stop);
        return grant;
      };

      scenario(
        `${title}, a release counts, and the settlement knows of it`,
        (test) => {
          const grant = started(test);
          release(test, 5_000);
          const vested = test.vested(grant);
          test.at(stop + 1);
          test.run(test.settle(grant));
          expect(test.totals().forfeited).to.equal(2_000n - vested);
          expect(paidInTheEnd(test, grant)).to.equal(vested);
        },
        options,
      );

      scenario(
        `${title}, what a settlement gave away can't be released afterwards`,
        (test) => {
          const other = test.issue({ ...steady, grantId: 2n });
          const grant = started(test);
          // Were this possible, the release would make the plan owe what it has just given up: to others' cost.
          test.refuse([test.settle(grant), test.acceleratePlan(10_000)], 'TerminationNotDue', authority);
          release(test, 10_000);
          test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
          test.at(stop + 1);
          test.run(test.settle(grant));
          expect(test.collect(grant)).to.equal(2_000n);
          expect(test.collect(other)).to.equal(2_000n);
          expect(test.vault()).to.equal(0n);
        },
        { ...options, funding: 4_000n },
      );
    }

    scenario(
      'a release made before the termination is kept',
      (test) => {
        const grant = test.issue(steady);
        test.at(700);
        test.run([test.acceleratePlan(5_000), test.terminate(grant)], authority);
        test.at(701);
        test.run(test.settle(grant));
        expect(paidInTheEnd(test, grant)).to.equal(700n + 650n);
      },
      NO_NOTICE,
    );
  });
});
