import { SystemProgram, type PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { refusesOthers } from '../metric/attacks';
import { attestor } from '../metric/scenario';
import { expectEvents } from '../plan/scenario';
import { AT_ONCE, DAY, people } from '../support/world';
import { DEADLINE, HUNDRED_SECS, scenario, type MilestoneScenario } from './scenario';

const { authority, beneficiary, operator, rentRecipient, stranger } = people;

/** A milestone that has paid all it ever will. */
function paidOut(test: MilestoneScenario): PublicKey {
  const milestone = test.met(80n);
  test.run(test.claimMilestone(milestone), beneficiary);
  return milestone;
}

describe('close_milestone', () => {
  for (const [who, signer] of [
    ['beneficiary', beneficiary],
    ['operator', operator],
    ['authority', authority],
  ] as const) {
    scenario(`by the ${who}; all its rent goes to the rent recipient, and it tells so`, (test) => {
      const { chain } = test.world;
      const milestone = paidOut(test);
      const before = {
        rent: chain.balance(rentRecipient.publicKey),
        own: chain.balance(milestone),
        plan: test.planState(),
      };
      const outcome = test.run(test.closeMilestone(milestone, { signer: signer.publicKey }), signer);

      const whom = { plan: test.plan.address, grant: test.grant, milestone };
      expectEvents(outcome, ['milestoneClosed', { ...whom, index: 0 }]);
      expect(chain.account(milestone)).to.equal(null);
      expect(chain.balance(rentRecipient.publicKey) - before.rent).to.equal(before.own);
      expect(test.planState()).to.deep.equal(before.plan);
      expect(test.grantState(test.grant).milestones).to.deep.equal({ live: 0, ended: true });
      expect(test.metricState(test.mmlu).milestoneCount).to.equal(0);
    });
  }

  describe('ends the milestones of its grant', () => {
    scenario('those that there are go on and can be closed in any order; none is added', (test) => {
      const milestones = [test.milestone(), test.milestone(), test.milestone()];
      test.final(80n);
      const [first, second, third] = milestones;
      if (!first || !second || !third) throw new Error('three milestones were issued');
      for (const milestone of [second, third, first]) {
        test.run(
          [test.settleMilestone(milestone), test.claimMilestone(milestone), test.closeMilestone(milestone)],
          beneficiary,
        );
        const metric = test.metric({ key: `after-${test.grantState(test.grant).milestones.live}` });
        for (const index of [0, 1, 2, 3])
          test.refuse(test.issueMilestone({ metric, index }), 'MilestonesFull', operator);
      }
      expect(test.grantState(test.grant).milestones).to.deep.equal({ live: 0, ended: true });
      expect(test.paid()).to.equal(3_000n);
    });

    scenario('other grants take more', (test) => {
      const metric = test.metric({ key: 'helm' });
      const other = test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE });
      test.run(test.closeMilestone(paidOut(test)), beneficiary);
      expect(test.milestoneState(test.milestone({ grant: other, metric })).index).to.equal(0);
    });
  });

  describe('only what can never pay again', () => {
    scenario('not one that is pending, though its deadline is over', (test) => {
      const milestone = test.milestone();
      for (const second of [0, DEADLINE + 1]) {
        test.at(second);
        for (const signer of [beneficiary, operator, authority]) {
          test.refuse(test.closeMilestone(milestone, { signer: signer.publicKey }), 'MilestoneNotPaidOut', signer);
        }
      }
      test.run([test.settleMilestone(milestone), test.closeMilestone(milestone)], beneficiary);
    });

    scenario('not one that is met, one base unit before', (test) => {
      const milestone = test.met(80n, { shape: HUNDRED_SECS, targetAmount: 100n });
      for (const second of [0, 99, 100]) {
        test.afterMet(milestone, second);
        if (second === 99) test.collectMilestone(milestone);
        test.refuse(test.closeMilestone(milestone), 'MilestoneNotPaidOut', beneficiary);
      }
      test.run([test.claimMilestone(milestone), test.closeMilestone(milestone)], beneficiary);
    });

    scenario(
      'not one that stopped, before what had vested is claimed',
      (test) => {
        const milestone = test.met(80n, { shape: HUNDRED_SECS });
        test.afterMet(milestone, 10);
        test.stop();
        test.afterMet(milestone, 11);
        test.run(test.settleMilestone(milestone));
        test.refuse(test.closeMilestone(milestone, { signer: authority.publicKey }), 'MilestoneNotPaidOut', authority);
        expect(test.collectMilestone(milestone)).to.equal(100n);
        test.run(test.closeMilestone(milestone), beneficiary);
      },
      { policy: { noticeSecs: 0 } },
    );

    scenario(
      'not one that stopped, before that is settled: the difference is still reserved',
      (test) => {
        const milestone = test.met(80n, { shape: HUNDRED_SECS });
        test.afterMet(milestone, 10);
        test.stop();
        test.afterMet(milestone, 11);
        test.collectMilestone(milestone);
        test.refuse(test.closeMilestone(milestone), 'MilestoneNotPaidOut', beneficiary);
        test.run([test.settleMilestone(milestone), test.closeMilestone(milestone)], beneficiary);
      },
      { policy: { noticeSecs: 0 } },
    );

    scenario(
      'not one in its void window, in which nobody settles it, whatever its metric came to',
      (test) => {
        const milestone = test.milestone();
        test.final(0n);
        for (const signer of [beneficiary, authority]) {
          const close = test.closeMilestone(milestone, { signer: signer.publicKey });
          test.refuse([test.settleMilestone(milestone), close], 'VoidWindowIsRunning', signer);
          test.refuse(close, 'MilestoneNotPaidOut', signer);
        }
        test.at(2 * DAY);
        test.run([test.settleMilestone(milestone), test.closeMilestone(milestone)], beneficiary);
      },
      { policy: { voidSecs: 2 * DAY } },
    );

    scenario(
      'one that is missed, expired, cancelled or voided, at once',
      (test) => {
        const helm = test.metric({ key: 'helm' });
        const voided = test.milestone({ metric: helm, shape: HUNDRED_SECS });
        test.run(test.voidMilestone(voided), authority);
        const expired = test.milestone({ metric: helm, deadlineTs: test.start + 2 * DAY, shape: HUNDRED_SECS });
        const cancelled = test.milestone({ metric: helm });
        const missed = test.milestone();
        test.final(0n);
        test.at(3 * DAY);
        test.run([missed, expired].map((milestone) => test.settleMilestone(milestone)));
        test.stop();
        test.world.chain.advance(1);
        test.run(test.settleMilestone(cancelled));
        for (const milestone of [voided, expired, cancelled, missed]) {
          test.run(test.closeMilestone(milestone), beneficiary);
        }
        expect(test.planState()).to.deep.include({ reserved: 1n, forfeited: 4_500n });
        expect(test.metricState(helm).milestoneCount).to.equal(0);
      },
      { policy: { voidSecs: 3 * DAY, noticeSecs: 0 } },
    );
  });

  describe('never lets it live twice', () => {
    scenario('it closes once, also within one transaction that sends lamports back', (test) => {
      const milestone = paidOut(test);
      const close = test.closeMilestone(milestone);
      const revive = SystemProgram.transfer({
        fromPubkey: stranger.publicKey,
        toPubkey: milestone,
        lamports: 9_000_000,
      });
      test.refuse([close, close], 'AccountOwnedByWrongProgram', beneficiary);
      test.refuse([close, revive, close], 'AccountOwnedByWrongProgram', beneficiary, stranger);
      test.refuse([close, revive, test.claimMilestone(milestone)], 'AccountOwnedByWrongProgram', beneficiary, stranger);
      test.run([close, revive], beneficiary, stranger);
      const left = test.world.chain.account(milestone);
      expect([left?.data.length, left?.owner.toBase58()]).to.deep.equal([0, SystemProgram.programId.toBase58()]);
      const metric = test.metric({ key: 'helm' });
      test.refuse(test.issueMilestone({ metric, index: 0 }), 'MilestonesFull', operator);
    });

    scenario('in a closed grant, whose id does not come back either', (test) => {
      const milestone = paidOut(test);
      test.collect(test.grant);
      test.run([test.closeMilestone(milestone), test.closeGrant(test.grant)], beneficiary);
      test.refuse(test.issueGrants(), 'GrantAlreadyExists', operator);
      const metric = test.metric({ key: 'helm' });
      test.refuse(
        test.issueMilestone({ grant: test.grant, metric, index: 0 }),
        'AccountDiscriminatorMismatch',
        operator,
      );
    });
  });

  describe('is refused', () => {
    refusesOthers({
      scenario,
      signer: beneficiary,
      others: [operator, authority],
      refusal: 'NotBeneficiary',
      strangers: [attestor(0)],
      withoutExpiry: true,
      prepare: paidOut,
      build: (test, milestone, { signer = beneficiary.publicKey }) => test.closeMilestone(milestone, { signer }),
    });

    scenario("with the rent to anyone but the plan's rent recipient", (test) => {
      const milestone = paidOut(test);
      for (const { publicKey } of [beneficiary, authority, operator]) {
        test.refuse(test.closeMilestone(milestone, { rentRecipient: publicKey }), 'WrongRentRecipient', beneficiary);
      }
      test.refuse(test.closeMilestone(milestone, { rentRecipient: milestone }), 'WrongRentRecipient', beneficiary);
    });

    scenario('with another metric, grant or plan than its own', (test) => {
      const milestone = paidOut(test);
      const helm = test.metric({ key: 'helm' });
      const other = test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE });
      const foreign = test.foreignOracles();
      const there = test.issueForeign(foreign);
      test.refuse(test.closeMilestone(milestone, { metric: helm }), 'WrongMetric', beneficiary);
      test.refuse(test.closeMilestone(milestone, { grant: other }), 'MilestoneOfAnotherGrant', beneficiary);
      test.refuse(test.closeMilestone(milestone, { grant: there }), 'GrantOfAnotherPlan', beneficiary);
      const byThem = { plan: foreign.address, signer: stranger.publicKey };
      test.refuse(test.closeMilestone(milestone, byThem), 'GrantOfAnotherPlan', stranger);
      test.refuse(test.closeMilestone(milestone, { ...byThem, grant: there }), 'MilestoneOfAnotherGrant', stranger);
    });
  });

  scenario(
    'by who holds the grant after a transfer',
    (test) => {
      const milestone = paidOut(test);
      test.run(test.proposeTransfer(test.grant, stranger.publicKey), beneficiary);
      test.run(test.acceptTransfer(test.grant, stranger), stranger);
      test.refuse(test.closeMilestone(milestone), 'NotBeneficiary', beneficiary);
      test.run(test.closeMilestone(milestone, { signer: stranger.publicKey }), stranger);
    },
    { policy: { transferRule: 'free' } },
  );
});
