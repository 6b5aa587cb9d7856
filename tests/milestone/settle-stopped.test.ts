import { expect } from 'chai';
import { CHALLENGE, DUE } from '../metric/scenario';
import { expectEvents } from '../plan/scenario';
import { AT_ONCE, people } from '../support/world';
import { HUNDRED_SECS, scenario, TARGET } from './scenario';

const { authority, beneficiary } = people;
const NOW = { policy: { noticeSecs: 0, goodLeaverBps: 5_000 } };
const NOTICE = { policy: { noticeSecs: 40 } };

describe('settle_milestone, once more when its grant has stopped', () => {
  scenario(
    'returns what its schedule had not vested by then, and tells it; the rest stays claimable',
    (test) => {
      const milestone = test.met(80n, { shape: HUNDRED_SECS });
      const met = test.milestoneState(milestone);
      const { reserved, forfeited } = test.totals();
      test.afterMet(milestone, 10);
      test.stop();
      test.afterMet(milestone, 50);
      test.refuse(test.settleMilestone(milestone), 'MilestoneAlreadySettled');
      test.afterMet(milestone, 51);
      const told = test.run(test.settleMilestone(milestone));

      const whom = { plan: test.plan.address, grant: test.grant, milestone };
      expectEvents(told, ['milestoneSettled', { ...whom, status: 'stopped', payout: TARGET, returned: 500n }]);
      expect(test.milestoneState(milestone)).to.deep.equal({ ...met, status: 'stopped' });
      expect(test.totals()).to.deep.include({ reserved: reserved - 500n, forfeited: forfeited + 500n });
      test.afterMet(milestone, 10_000);
      expect(test.collectMilestone(milestone)).to.equal(500n);
      expect(test.collectMilestone(milestone)).to.equal(0n);
      test.refuse(test.settleMilestone(milestone), 'MilestoneAlreadySettled');
    },
    NOTICE,
  );

  scenario(
    'pays the same whether it is claimed before or after it is settled',
    (test) => {
      const [early, late] = [test.milestone({ shape: HUNDRED_SECS }), test.milestone({ shape: HUNDRED_SECS })];
      test.final(80n);
      test.run([early, late].map((milestone) => test.settleMilestone(milestone)));
      test.afterMet(early, 10);
      test.stop();
      test.afterMet(early, 60);
      expect(test.collectMilestone(early)).to.equal(500n);
      test.run([early, late].map((milestone) => test.settleMilestone(milestone)));
      expect([test.collectMilestone(early), test.collectMilestone(late)]).to.deep.equal([0n, 500n]);
    },
    NOTICE,
  );

  scenario(
    'not a milestone that pays at once: a result is not taken back',
    (test) => {
      const milestone = test.met(80n);
      test.stop();
      test.world.chain.advance(1);
      test.refuse(test.settleMilestone(milestone), 'MilestoneAlreadySettled');
      expect(test.collectMilestone(milestone)).to.equal(TARGET);
    },
    NOW,
  );

  scenario(
    'not where the termination was withdrawn: all of it vests',
    (test) => {
      const milestone = test.met(80n, { shape: HUNDRED_SECS });
      test.stop();
      test.afterMet(milestone, 39);
      test.run(test.withdrawTermination(test.grant), authority);
      test.afterMet(milestone, 41);
      test.refuse(test.settleMilestone(milestone), 'MilestoneAlreadySettled');
      test.afterMet(milestone, 100);
      expect(test.collectMilestone(milestone)).to.equal(TARGET);
    },
    NOTICE,
  );

  scenario(
    'a result that was there before the stop, but final after it, vests nothing of a schedule',
    (test) => {
      const [waits, atOnce] = [test.milestone({ shape: HUNDRED_SECS }), test.milestone()];
      test.attested(80n);
      test.stop();
      test.conclude(test.mmlu);
      test.run([waits, atOnce].map((milestone) => test.settleMilestone(milestone)));
      expect([waits, atOnce].map((each) => test.milestoneState(each).status)).to.deep.equal(['met', 'met']);
      test.run(test.settleMilestone(waits));
      expect(test.milestoneState(waits).status).to.equal('stopped');
      test.afterMet(waits, 10_000);
      expect([test.collectMilestone(waits), test.collectMilestone(atOnce)]).to.deep.equal([0n, TARGET]);
    },
    NOW,
  );

  scenario(
    'a good leaver has the agreed share of it released, in both cases',
    (test) => {
      const [vesting, waiting] = [
        test.milestone({ shape: HUNDRED_SECS }),
        test.milestone({ shape: HUNDRED_SECS, metric: test.metric({ key: 'helm' }) }),
      ];
      test.final(80n);
      test.run(test.settleMilestone(vesting));
      test.afterMet(vesting, 20);
      const { mmlu } = test;
      expect(test.metricState(mmlu).status).to.equal('final');
      const helm = test.milestoneState(waiting).metric;
      test.report(helm, 80n, 80n);
      test.run(test.terminate(test.grant, { cause: 'withoutCause' }), authority);
      test.conclude(helm);
      test.run([test.settleMilestone(vesting), test.settleMilestone(waiting)]);
      test.run(test.settleMilestone(waiting));
      expect(test.collectMilestone(vesting), '20 % had vested, and half of the rest').to.equal(600n);
      expect(test.collectMilestone(waiting), 'half').to.equal(500n);
    },
    NOW,
  );

  scenario(
    'a plan release in the second of the stop still counts, one after does not',
    (test) => {
      const milestone = test.met(80n, { shape: HUNDRED_SECS });
      test.afterMet(milestone, 10);
      test.run(test.terminate(test.grant, { cause: 'forCause' }), authority);
      test.run(test.acceleratePlan(5_000), authority);
      test.refuse(test.settleMilestone(milestone), 'MilestoneAlreadySettled');
      test.afterMet(milestone, 11);
      test.run(test.acceleratePlan(5_000), authority);
      test.run(test.settleMilestone(milestone));
      expect(test.collectMilestone(milestone)).to.equal(550n);
    },
    NOW,
  );

  scenario(
    'and a grant with all of them settled, claimed and closed can be closed',
    (test) => {
      const milestone = test.met(80n, { shape: [...AT_ONCE, ...HUNDRED_SECS] });
      test.afterMet(milestone, 50);
      test.collect(test.grant);
      test.stop();
      test.world.chain.advance(1);
      test.run([test.settle(test.grant), test.settleMilestone(milestone)]);
      expect(test.collectMilestone(milestone)).to.equal(750n);
      test.run([test.closeMilestone(milestone), test.closeGrant(test.grant)], beneficiary);
      expect(test.totals()).to.deep.include({ reserved: 0n, grantCount: 0 });
      expect(test.now()).to.equal(test.start + DUE + CHALLENGE + 51);
    },
    NOW,
  );
});
