import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { swapped } from '../grant/scenario';
import { refusesOthers } from '../metric/attacks';
import { attestor, DUE } from '../metric/scenario';
import { AT_ONCE, DAY, people } from '../support/world';
import { CURVE, DEADLINE, HUNDRED_SECS, scenario } from './scenario';

const { authority, guardian, operator, stranger } = people;
/** 2200-01-01. */
const END = 7_258_118_400;
const I64_MAX = 2n ** 63n - 1n;

describe('issue_milestone, refused', () => {
  refusesOthers({
    scenario,
    signer: operator,
    others: [authority],
    refusal: 'NotIssuer',
    strangers: [attestor(0)],
    prepare: () => null,
    build: (test, _, { signer = operator.publicKey, ...changed }) =>
      test.issueMilestone({ ...changed, issuer: signer, payer: signer }),
  });

  describe('the payout curve', () => {
    const wrong: [string, Partial<sdk.PayoutCurve>][] = [
      ['a target below its threshold', { threshold: 81n }],
      ['a maximum below its target', { maximum: 79n }],
      ['a threshold that pays more than the target', { thresholdBps: 10_001 }],
      ['a maximum that pays less than the target', { maxBps: 9_999 }],
      ['a maximum that pays more than twice the target', { maxBps: 20_001 }],
      ['a maximum at the target that pays more', { maximum: 80n }],
    ];
    for (const [what, curve] of wrong) {
      scenario(`has not ${what}`, (test) => {
        test.refuse(test.issueMilestone(curve), 'PayoutCurveInvalid', operator);
      });
    }

    scenario('goes the other way where lower is better', (test) => {
      const metric = test.metric({ key: 'errors', better: 'lower' });
      test.refuse(test.issueMilestone({ metric }), 'PayoutCurveInvalid', operator);
      const falling = { threshold: 90n, target: 80n, maximum: 50n };
      test.refuse(test.issueMilestone(falling), 'PayoutCurveInvalid', operator);
      test.milestone({ metric, ...falling });
    });

    scenario('may jump, may be one point, and may span all values', (test) => {
      test.milestone({ threshold: 80n });
      test.milestone({ threshold: 80n, maximum: 80n, maxBps: 10_000 });
      test.milestone({ threshold: -I64_MAX - 1n, target: 0n, maximum: I64_MAX, thresholdBps: 0, maxBps: 20_000 });
      expect(test.grantState(test.grant).milestones.live).to.equal(3);
    });

    scenario('pays something at its target', (test) => {
      test.refuse(test.issueMilestone({ targetAmount: 0n }), 'AmountIsZero', operator);
    });

    scenario('does not reserve more than there can be', (test) => {
      test.refuse(test.issueMilestone({ targetAmount: 2n ** 64n - 1n, maxBps: 20_000 }), 'IssueCapExceeded', operator);
    });
  });

  describe('the deadline', () => {
    scenario('is in the future, not this second', (test) => {
      test.at(2 * DAY);
      for (const deadlineTs of [test.now() - 1, test.now()]) {
        test.refuse(test.issueMilestone({ deadlineTs }), 'DeadlineInvalid', operator);
      }
      test.milestone({ deadlineTs: test.now() + 1 });
    });

    scenario('leaves oracles a day to report after the metric is due, at whatever second it is set', (test) => {
      for (const second of [0, DUE, DUE + DAY - 1]) {
        test.at(second);
        for (const deadline of [DUE - 1, DUE, DUE + DAY - 1]) {
          test.refuse(test.issueMilestone({ deadlineTs: test.start + deadline }), 'DeadlineInvalid', operator);
        }
        test.milestone({ deadlineTs: test.start + DUE + DAY });
      }
    });

    scenario('also where the metric has an early value, or is due in the year 2199', (test) => {
      const early = test.metric({ key: 'early', earlyValue: 80n });
      const overEarly = { metric: early, deadlineTs: test.start + DUE + DAY };
      test.refuse(
        test.issueMilestone({ ...overEarly, deadlineTs: overEarly.deadlineTs - 1 }),
        'DeadlineInvalid',
        operator,
      );
      test.milestone(overEarly);
      const last = test.metric({ key: 'last', dueTs: END - DAY + 1 });
      for (const deadlineTs of [END, END + 1]) {
        test.refuse(test.issueMilestone({ metric: last, deadlineTs }), 'DeadlineInvalid', operator);
      }
    });

    scenario('is before 2200', (test) => {
      test.refuse(test.issueMilestone({ deadlineTs: END + 1 }), 'DeadlineInvalid', operator);
      test.milestone({ deadlineTs: END });
    });
  });

  describe('the schedule', () => {
    const second = { weight: 1n, span: 1, steps: 1, unit: 'seconds' } as const;
    const wrong: [sdk.TenureErrorName, sdk.ShapeSegment[]][] = [
      ['TotalIsZero', [{ ...second, weight: 0n }]],
      ['SpanTooShort', [{ ...second, span: 0, steps: 0 }]],
      ['StepsExceedSpan', [{ ...second, span: 2, steps: 3 }]],
      ['StepsDoNotDivideMonths', [{ ...second, span: 4, steps: 3, unit: 'months' }]],
      ['AmountsDoNotSumToTotal', [{ ...second, weight: 2n ** 64n - 1n }, second]],
      ['TooManySegments', Array.from({ length: 25 }, () => second)],
    ];
    for (const [error, shape] of wrong) {
      scenario(`is refused as ${error}`, (test) => {
        const by = { issuer: authority.publicKey, payer: authority.publicKey };
        test.refuse(test.issueMilestone({ ...by, shape }), error, authority);
      });
    }

    scenario('ends before 2200, also where the metric is reached on the last day', (test) => {
      const deadlineTs = END - 100;
      test.refuse(test.issueMilestone({ deadlineTs, shape: [{ ...second, span: 101 }] }), 'EndOutOfRange', operator);
      test.milestone({ deadlineTs, shape: HUNDRED_SECS });
    });
  });

  describe('once there is a result', () => {
    scenario('that can be challenged, was disputed, or is final', (test) => {
      test.attested(80n);
      test.refuse(test.issueMilestone(), 'MetricHasResult', operator);
      test.run(test.dispute(test.mmlu, guardian), guardian);
      test.refuse(test.issueMilestone(), 'MetricHasResult', operator);
      test.report(test.mmlu, 80n, 80n, 80n);
      test.conclude(test.mmlu);
      test.refuse(test.issueMilestone(), 'MetricHasResult', operator);
      test.refuse(
        test.issueMilestone({ issuer: authority.publicKey, payer: authority.publicKey }),
        'MetricHasResult',
        authority,
      );
    });

    scenario('not with one that had come early, until more than half of all seats deny it', (test) => {
      const metric = test.metric({ key: 'early', earlyValue: 80n });
      test.report(metric, 80n, 80n);
      test.refuse(test.issueMilestone({ metric }), 'MetricHasResult', operator);
      test.report(metric, null, null, 1n, 1n);
      test.refuse(test.issueMilestone({ metric }), 'MetricHasResult', operator);
      test.attest(metric, 4, 1n);
      test.milestone({ metric });
    });
  });

  describe('the grant', () => {
    scenario('has not stopped and is not about to', (test) => {
      test.stop();
      test.refuse(test.issueMilestone(), 'GrantAlreadyTerminated', operator);
      test.at(30 * DAY + 1);
      test.run(test.settle(test.grant));
      test.refuse(test.issueMilestone({ deadlineTs: test.now() + DAY }), 'GrantAlreadyTerminated', operator);
    });

    scenario('takes 64 milestones and no more', (test) => {
      for (let index = 0; index < 64; index += 1) test.milestone({ index });
      test.refuse(test.issueMilestone({ index: 64 }), 'MilestonesFull', operator);
      expect(test.grantState(test.grant).milestones).to.deep.equal({ live: 64, ended: false });
    });

    scenario(
      'takes no more once one was closed: no index lives twice',
      (test) => {
        const [first] = [test.milestone(), test.milestone()];
        test.run([test.voidMilestone(first), test.closeMilestone(first, { signer: authority.publicKey })], authority);
        for (const index of [0, 1, 2]) test.refuse(test.issueMilestone({ index }), 'MilestonesFull', operator);
      },
      { policy: { voidSecs: DAY } },
    );

    scenario("gets its next index: no earlier or later one, and none of another grant's", (test) => {
      test.milestone();
      for (const index of [0, 2, 255])
        test.refuse(test.issueMilestone({ index }), 'MilestoneAddressMismatch', operator);
      const other = test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE });
      const misplaced = test.issueMilestone({ grant: other, index: 0 });
      const [own, theirs] = [sdk.milestoneAddress(other, 0), sdk.milestoneAddress(test.grant, 1)];
      test.refuse(swapped(misplaced, own, theirs), 'MilestoneAddressMismatch', operator);
    });
  });

  describe('the accounts', () => {
    scenario('are of one plan: grant and metric, whoever signs', (test) => {
      const foreign = test.foreignOracles();
      const metric = test.foreignMetric(foreign);
      const grant = test.issueForeign(foreign);
      test.refuse(test.issueMilestone({ metric }), 'MetricOfAnotherPlan', operator);
      test.refuse(test.issueMilestone({ grant, index: 0 }), 'GrantOfAnotherPlan', operator);
      const { address: plan, vault } = foreign;
      const theirs = { plan, vault, issuer: stranger.publicKey, payer: stranger.publicKey };
      test.refuse(test.issueMilestone({ ...theirs, metric }), 'GrantOfAnotherPlan', stranger);
      test.refuse(test.issueMilestone({ ...theirs, grant, index: 0 }), 'MetricOfAnotherPlan', stranger);
      test.run(test.issueMilestone({ ...theirs, grant, metric, index: 0 }), stranger);
    });

    scenario(
      "have the plan's own vault: no richer one",
      (test) => {
        const rich = test.world.plan({ planId: 1n, mint: test.plan.mintHandle });
        test.refuse(test.issueMilestone({ vault: rich.vault }), 'WrongVault', operator);
      },
      { funding: 1n },
    );

    scenario('have a grant that is live', (test) => {
      const spent = test.spent(77n);
      test.refuse(test.issueMilestone({ grant: spent, index: 0 }), 'AccountDiscriminatorMismatch', operator);
    });
  });

  scenario('in a sealed plan', (test) => {
    test.seal();
    test.refuse(test.issueMilestone(), 'PlanIsSealed', operator);
    test.refuse(
      test.issueMilestone({ issuer: authority.publicKey, payer: authority.publicKey }),
      'PlanIsSealed',
      authority,
    );
  });

  scenario('not twice by one transaction at one index', (test) => {
    test.refuse(
      [test.issueMilestone({ index: 0 }), test.issueMilestone({ index: 0 })],
      'MilestoneAddressMismatch',
      operator,
    );
    test.run([test.issueMilestone({ index: 0 }), test.issueMilestone({ index: 1, ...CURVE })], operator);
    expect(test.milestoneState(sdk.milestoneAddress(test.grant, 1)).deadlineTs).to.equal(test.start + DEADLINE);
  });
});
