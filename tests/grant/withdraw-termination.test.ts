import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { people } from '../support/world';
import { refusesAttacks } from './attacks';
import { scenario, STEADY } from './scenario';

const { authority } = people;
const NOTICE = { policy: { noticeSecs: 500, goodLeaverBps: 2_500 } };
const steady = { total: 2_000n, shape: STEADY };

describe('withdraw_termination', () => {
  scenario(
    'lets the grant go on as if nothing had been announced',
    (test) => {
      const grant = test.issue(steady);
      const before = test.grantState(grant);
      test.at(100);
      test.run(test.terminate(grant), authority);
      test.at(599);
      const outcome = test.run(test.withdrawTermination(grant), authority);
      const told = { plan: test.plan.address.toBase58(), grant: grant.toBase58() };
      expect(eventsOf(outcome)).to.deep.equal([{ name: 'terminationWithdrawn', data: told }]);
      expect(test.grantState(grant)).to.deep.equal(before);
      expect(test.collect(grant)).to.equal(599n);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(1_401n);
    },
    NOTICE,
  );

  scenario(
    'takes nothing back that a good leaver got',
    (test) => {
      const grant = test.issue(steady);
      test.run(test.terminate(grant, { cause: 'withoutCause' }), authority);
      test.run(test.withdrawTermination(grant), authority);
      expect(test.collect(grant)).to.equal(500n);
      test.at(1_000);
      expect(test.collect(grant)).to.equal(750n);
    },
    NOTICE,
  );

  scenario(
    'allows another termination later, with its own notice',
    (test) => {
      const grant = test.issue(steady);
      test.run(test.terminate(grant), authority);
      test.run(test.withdrawTermination(grant), authority);
      test.at(300);
      test.run(test.terminate(grant), authority);
      test.at(500);
      test.refuse(test.settle(grant), 'TerminationNotDue');
      test.at(801);
      test.run(test.settle(grant));
      expect(test.collect(grant)).to.equal(800n);
    },
    NOTICE,
  );

  scenario(
    'counts a plan-wide release made under notice',
    (test) => {
      const grant = test.issue(steady);
      test.run(test.terminate(grant), authority);
      test.at(400);
      test.run(test.acceleratePlan(5_000), authority);
      test.run(test.withdrawTermination(grant), authority);
      expect(test.collect(grant)).to.equal(1_200n);
    },
    NOTICE,
  );

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      options: NOTICE,
      prepare: (test, grant) => test.run(test.terminate(grant), authority),
      build: (test, grant, { signer, ...changed }) =>
        test.withdrawTermination(grant, { ...changed, ...(signer && { authority: signer }) }),
    });

    scenario(
      'from the second on in which the termination takes effect',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.at(500);
        test.refuse(test.withdrawTermination(grant), 'TerminationAlreadyDue', authority);
        test.at(501);
        test.refuse(test.withdrawTermination(grant), 'TerminationAlreadyDue', authority);
      },
      NOTICE,
    );

    scenario(
      'where nothing was announced, and once it is settled',
      (test) => {
        const grant = test.issue(steady);
        test.refuse(test.withdrawTermination(grant), 'GrantNotTerminating', authority);
        test.run(test.pause(grant, 10), authority);
        test.refuse(test.withdrawTermination(grant), 'GrantNotTerminating', authority);
        test.run(test.terminate(grant), authority);
        test.at(501);
        test.run(test.settle(grant));
        test.refuse(test.withdrawTermination(grant), 'GrantNotTerminating', authority);
      },
      NOTICE,
    );

    scenario(
      'at once where there is no notice: the termination is due already',
      (test) => {
        const grant = test.issue(steady);
        test.run(test.terminate(grant), authority);
        test.refuse(test.withdrawTermination(grant), 'TerminationAlreadyDue', authority);
      },
      { policy: { noticeSecs: 0 } },
    );
  });
});
