/** What a milestone pays can be claimed at the old rate for a week at least after its own void window. */
import { expect } from 'chai';
import { CHALLENGE, HOUR } from '../metric/scenario';
import { scenario } from '../milestone/scenario';
import { DAY, people } from '../support/world';

const { guardian, payroll } = people;
const VOID = 7 * DAY;
const WEEK = 7 * DAY;

describe('a raise of the withholding while a milestone is in its void window', () => {
  for (const claimsArePaused of [false, true]) {
    scenario(
      `counts a week after that at the earliest${claimsArePaused ? ', also where claims are paused meanwhile' : ''}`,
      (test) => {
        // The grant is old, its own void window long over, and what it pays is not withheld from.
        test.at(30 * DAY);
        const metric = test.metric({ key: 'second', opensTs: test.now(), dueTs: test.now() + 60 });
        const issued = test.now();
        const milestone = test.milestone({ metric, deadlineTs: issued + 3 * DAY });
        test.world.chain.advance(60);
        test.report(metric, 80n, 80n);
        test.conclude(metric);
        expect(test.now()).to.equal(issued + 60 + CHALLENGE);

        // The result is final: 1,000 are owed at once, but for the milestone's void window. Now the raise is announced.
        test.run(test.setWithholding(test.grant, 5_000), payroll);
        test.world.chain.setTime(issued + VOID - HOUR);
        if (claimsArePaused) test.run(test.pauseAllClaims(3 * DAY), guardian);
        test.refuse(test.settleMilestone(milestone), 'VoidWindowIsRunning');
        test.world.chain.setTime(issued + VOID + WEEK - 1);
        test.run(test.settleMilestone(milestone));
        expect(test.collectMilestone(milestone)).to.equal(1_000n);
      },
      { policy: { voidSecs: VOID } },
    );
  }
});
