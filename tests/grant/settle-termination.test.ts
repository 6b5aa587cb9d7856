import { expect } from 'chai';
import { eventsOf } from '../support/events';
import { keypair } from '../support/transactions';
import { people } from '../support/world';
import { closed, forge } from './attacks';
import { scenario, STEADY, type Scenario } from './scenario';
import { SystemProgram, type PublicKey } from '@solana/web3.js';

const { authority, beneficiary, stranger } = people;
const OPTIONS = { policy: { noticeSecs: 500 }, funding: 10_000n };
const steady = { total: 2_000n, shape: STEADY };

/** A grant terminated at second 100, so that it stops at second 600. */
function terminated(test: Scenario): PublicKey {
  const grant = test.issue(steady);
  test.at(100);
  test.run(test.terminate(grant), authority);
  return grant;
}

describe('settle_termination', () => {
  describe('returns what had not vested to the plan', () => {
    scenario(
      'by anybody, once the second in which it took effect is over',
      (test) => {
        const grant = terminated(test);
        for (const second of [100, 599, 600]) {
          test.at(second);
          test.refuse(test.settle(grant), 'TerminationNotDue');
        }
        test.at(601);
        const outcome = test.run(test.settle(grant));
        const told = { plan: test.plan.address.toBase58(), grant: grant.toBase58(), forfeited: 1_400n };
        expect(eventsOf(outcome)).to.deep.equal([{ name: 'terminationSettled', data: told }]);
        const { reserved, forfeited, allocated, claimed } = test.planState();
        expect({ reserved, forfeited, allocated, claimed }).to.deep.equal({
          reserved: 600n,
          forfeited: 1_400n,
          allocated: 2_000n,
          claimed: 0n,
        });
        expect(test.grantState(grant).status).to.equal('settled');
        expect(test.vault()).to.equal(10_000n);
      },
      OPTIONS,
    );

    scenario(
      'the same amount however late it is settled and however much was claimed before',
      (test) => {
        const grant = terminated(test);
        test.at(450);
        test.collect(grant);
        test.at(1_000_000);
        test.run(test.settle(grant));
        const { reserved, forfeited } = test.planState();
        expect({ reserved, forfeited }).to.deep.equal({ reserved: 150n, forfeited: 1_400n });
        expect(test.collect(grant)).to.equal(150n);
      },
      OPTIONS,
    );

    scenario(
      'nothing, where all had vested',
      (test) => {
        const grant = test.issue(steady);
        test.at(1_500);
        test.run(test.terminate(grant), authority);
        test.at(2_001);
        test.run(test.settle(grant));
        expect(test.planState().forfeited).to.equal(0n);
        expect(test.collect(grant)).to.equal(2_000n);
      },
      OPTIONS,
    );

    scenario(
      'all, where nothing had vested; such a grant can be closed',
      (test) => {
        const grant = test.issue({ ...steady, startTs: test.start + 10_000 });
        test.run(test.terminate(grant), authority);
        test.at(501);
        test.run(test.settle(grant));
        expect(test.planState().forfeited).to.equal(2_000n);
        test.run(test.closeGrant(grant), beneficiary);
      },
      OPTIONS,
    );
  });

  describe('leaves a settled grant what it was at its end, whatever is released later', () => {
    for (const secs of [601, 602, 5_000]) {
      scenario(
        `a plan-wide release at second ${secs} gives it nothing, settled at second 601`,
        (test) => {
          const other = test.issue({ ...steady, grantId: 2n });
          const grant = terminated(test);
          test.at(601);
          test.run(test.settle(grant));
          test.at(secs);
          test.run(test.acceleratePlan(5_000), authority);
          expect(test.collect(grant)).to.equal(600n);
          test.at(10_000);
          expect(test.collect(other), 'what another grant is owed is still there').to.equal(2_000n);
        },
        OPTIONS,
      );

      scenario(
        `a plan-wide release at second ${secs} gives it nothing, settled after`,
        (test) => {
          const grant = terminated(test);
          test.at(secs);
          test.run(test.acceleratePlan(5_000), authority);
          test.run(test.settle(grant));
          expect(test.planState().forfeited).to.equal(1_400n);
          expect(test.collect(grant)).to.equal(600n);
        },
        OPTIONS,
      );
    }

    for (const second of [599, 600]) {
      scenario(
        `one at second ${second}, before that is over, still counts`,
        (test) => {
          const grant = terminated(test);
          test.at(second);
          test.run(test.acceleratePlan(5_000), authority);
          test.at(601);
          test.run(test.settle(grant));
          expect(test.planState().forfeited).to.equal(700n);
          expect(test.collect(grant)).to.equal(1_300n);
        },
        OPTIONS,
      );
    }

    for (const order of ['before', 'after']) {
      scenario(
        `a release ${order} a termination without notice, in its second, counts and is fully reserved`,
        (test) => {
          const grant = test.issue(steady);
          const other = test.issue({ ...steady, grantId: 2n });
          test.at(600);
          const acts = [test.acceleratePlan(5_000), test.terminate(grant)];
          test.run(order === 'before' ? acts : acts.reverse(), authority);
          test.refuse(test.settle(grant), 'TerminationNotDue');
          expect(test.collect(grant)).to.equal(1_300n);
          test.at(601);
          test.run(test.settle(grant));
          expect(test.planState().forfeited).to.equal(700n);
          test.at(2_000);
          expect(test.collect(other)).to.equal(2_000n);
        },
        { policy: { noticeSecs: 0 }, funding: 4_000n },
      );
    }
  });

  describe('is refused', () => {
    scenario(
      'to a grant that is not terminated, is paused, or is settled already',
      (test) => {
        const grant = test.issue(steady);
        test.refuse(test.settle(grant), 'GrantNotTerminating');
        test.run(test.pause(grant, 10), authority);
        test.refuse(test.settle(grant), 'GrantNotTerminating');
        test.run(test.terminate(grant), authority);
        test.at(501);
        test.refuse([test.settle(grant), test.settle(grant)], 'GrantNotTerminating');
        test.run(test.settle(grant));
        test.refuse(test.settle(grant), 'GrantNotTerminating');
      },
      OPTIONS,
    );

    scenario(
      "to another plan's grant",
      (test) => {
        const grant = terminated(test);
        const foreign = test.foreignPlan();
        test.at(601);
        test.refuse(test.settle(grant, { plan: foreign.address }), 'GrantOfAnotherPlan');
        test.refuse(test.settle(test.issueForeign(foreign)), 'GrantOfAnotherPlan');
      },
      OPTIONS,
    );

    scenario(
      'to what is not a plan or a live grant of this program',
      (test) => {
        const grant = terminated(test);
        test.at(601);
        const plan = forge(test, test.plan.address, 'forged plan', stranger.publicKey);
        const forged = forge(test, grant, 'forged grant', SystemProgram.programId);
        test.refuse(test.settle(grant, { plan }), 'AccountOwnedByWrongProgram');
        test.refuse(test.settle(grant, { plan: grant }), 'AccountDiscriminatorMismatch');
        test.refuse(test.settle(forged), 'AccountOwnedByWrongProgram');
        test.refuse(test.settle(keypair('nobody').publicKey), 'AccountOwnedByWrongProgram');
        test.refuse(test.settle(closed(test)), 'AccountDiscriminatorMismatch');
      },
      OPTIONS,
    );
  });
});
