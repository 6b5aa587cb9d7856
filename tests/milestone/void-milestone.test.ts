import { expect } from 'chai';
import { expectEvents } from '../plan/scenario';
import { refusesOthers } from '../metric/attacks';
import { CHALLENGE, DUE } from '../metric/scenario';
import { people } from '../support/world';
import { HUNDRED_SECS, RESERVED, scenario as anyScenario, TARGET, type MilestoneScenario } from './scenario';

const { authority, beneficiary, operator, stranger } = people;
/** A void window that is still running when the metric can first be final. */
const WINDOW = DUE + CHALLENGE + 1_000;
const OPTIONS = { policy: { voidSecs: WINDOW, noticeSecs: 0 } };

function scenario(title: string, body: (test: MilestoneScenario) => void): void {
  anyScenario(title, body, OPTIONS);
}

describe('void_milestone', () => {
  describe('takes a milestone back in its void window', () => {
    scenario('frees what was reserved and its share of the cap, and tells it', (test) => {
      const before = test.totals();
      const milestone = test.milestone();
      const issued = test.milestoneState(milestone);
      expect(test.totals()).to.deep.equal({
        ...before,
        reserved: before.reserved + RESERVED,
        allocated: before.allocated + RESERVED,
      });
      const outcome = test.run(test.voidMilestone(milestone), authority);

      const whom = { plan: test.plan.address, grant: test.grant, milestone };
      expectEvents(outcome, ['milestoneVoided', { ...whom, returned: RESERVED }]);
      expect(test.milestoneState(milestone)).to.deep.equal({ ...issued, status: 'voided' });
      expect(test.totals()).to.deep.equal(before);
    });

    scenario('up to its last second, counted from its own issue', (test) => {
      test.at(500);
      const [first, second] = [test.milestone(), test.milestone()];
      test.at(500 + WINDOW - 1);
      test.run(test.voidMilestone(first), authority);
      test.at(500 + WINDOW);
      test.refuse(test.voidMilestone(second), 'VoidWindowOver', authority);
      test.at(500 + WINDOW + 1);
      test.refuse(test.voidMilestone(second), 'VoidWindowOver', authority);
    });

    scenario('also one whose metric is final: a hot key can settle, too, but nobody in the window', (test) => {
      const milestone = test.milestone();
      test.final(85n);
      const before = test.totals();
      for (const second of [DUE + CHALLENGE, WINDOW - 1]) {
        test.at(second);
        test.refuse(test.settleMilestone(milestone), 'VoidWindowIsRunning');
      }
      const outcome = test.run(test.voidMilestone(milestone), authority);
      expectEvents(outcome, [
        'milestoneVoided',
        { plan: test.plan.address, grant: test.grant, milestone, returned: RESERVED },
      ]);
      expect(test.milestoneState(milestone)).to.deep.include({ status: 'voided', payout: 0n, claimed: 0n });
      const { reserved, allocated } = before;
      expect(test.totals()).to.deep.equal({
        ...before,
        reserved: reserved - RESERVED,
        allocated: allocated - RESERVED,
      });
      test.at(WINDOW);
      expect(test.collectMilestone(milestone)).to.equal(0n);
    });

    scenario('so that a small milestone, quickly reached, does not keep its grant from being voided', (test) => {
      const stolen = test.issue({
        grantId: 66n,
        total: 1_000_000n,
        shape: HUNDRED_SECS,
        beneficiary: stranger.publicKey,
      });
      const milestone = test.milestone({ grant: stolen, targetAmount: 1n });
      test.final(80n);
      const { rentRecipient } = test.plan;
      test.refuse(test.voidGrant(stolen), 'MilestonesRemain', authority);
      const close = test.closeMilestone(milestone, { signer: authority.publicKey, rentRecipient });
      test.run([test.voidMilestone(milestone), close, test.voidGrant(stolen)], authority);
      expect(test.totals()).to.deep.include({ reserved: 1n, allocated: 1n, grantCount: 1 });
    });

    scenario('in a sealed plan, and from a grant that is paused or under notice', (test) => {
      const [first, second] = [test.milestone(), test.milestone()];
      test.run(test.pause(test.grant, 60), authority);
      test.run(test.voidMilestone(first), authority);
      test.stop();
      test.seal();
      test.run(test.voidMilestone(second), authority);
      expect(test.planState().reserved).to.equal(1n);
    });
  });

  describe('takes nothing that anybody could have had', () => {
    scenario('nothing can be claimed in the window, and all of it after', (test) => {
      const milestone = test.milestone();
      test.final(80n);
      for (const second of [DUE + CHALLENGE, WINDOW - 1]) {
        test.at(second);
        test.refuse(test.claimMilestone(milestone), 'NothingToClaim', beneficiary);
        test.refuse(
          [test.settleMilestone(milestone), test.claimMilestone(milestone)],
          'VoidWindowIsRunning',
          beneficiary,
        );
      }
      test.at(WINDOW);
      test.refuse(test.voidMilestone(milestone), 'VoidWindowOver', authority);
      test.run(test.settleMilestone(milestone));
      expect(test.collectMilestone(milestone)).to.equal(TARGET);
    });

    anyScenario('a plan without a window voids nothing, not in the second of the issue', (test) => {
      test.refuse(test.voidMilestone(test.milestone()), 'VoidWindowOver', authority);
    });
  });

  describe('leaves an account that pays nothing and settles no more', () => {
    scenario('whatever its metric comes to', (test) => {
      const milestone = test.milestone({ shape: HUNDRED_SECS });
      test.run(test.voidMilestone(milestone), authority);
      test.final(90n);
      test.refuse(test.settleMilestone(milestone), 'VoidWindowIsRunning');
      test.at(2 * WINDOW);
      test.refuse(test.settleMilestone(milestone), 'MilestoneAlreadySettled');
      expect(test.collectMilestone(milestone)).to.equal(0n);
      test.stop();
      test.world.chain.advance(1);
      test.refuse(test.settleMilestone(milestone), 'MilestoneAlreadySettled');
      test.run(test.closeMilestone(milestone), beneficiary);
    });
  });

  describe('is refused', () => {
    refusesOthers({
      scenario,
      signer: authority,
      refusal: 'NotAuthority',
      prepare: (test) => test.milestone(),
      build: (test, milestone, { signer = authority.publicKey, ...changed }) =>
        test.voidMilestone(milestone, { ...changed, authority: signer }),
    });

    scenario('twice', (test) => {
      const milestone = test.milestone();
      const both = [test.voidMilestone(milestone), test.voidMilestone(milestone)];
      test.refuse(both, 'MilestoneAlreadySettled', authority);
      test.run(test.voidMilestone(milestone), authority);
      test.refuse(test.voidMilestone(milestone), 'MilestoneAlreadySettled', authority);
    });

    scenario('where nothing is reserved any more: missed, expired or cancelled', (test) => {
      const [missed, cancelled] = [test.milestone(), test.milestone({ metric: test.metric({ key: 'helm' }) })];
      test.final(49n);
      test.stop();
      test.at(WINDOW);
      for (const milestone of [missed, cancelled]) {
        test.run(test.settleMilestone(milestone));
        test.refuse(test.voidMilestone(milestone), 'MilestoneAlreadySettled', authority);
      }
      expect([missed, cancelled].map((each) => test.milestoneState(each).status)).to.deep.equal([
        'missed',
        'cancelled',
      ]);
    });

    scenario('for a milestone of another plan, also to who has every power in one of the two', (test) => {
      const milestone = test.milestone();
      const foreign = test.foreignPlan();
      const theirs = test.voidMilestone(milestone, { plan: foreign.address, authority: stranger.publicKey });
      test.refuse(theirs, 'MilestoneOfAnotherGrant', stranger);
      test.refuse(test.voidMilestone(milestone, { authority: operator.publicKey }), 'NotAuthority', operator);
    });
  });
});
