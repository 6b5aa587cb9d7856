import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { attestor, CHALLENGE, DUE, firstSeats, RETRY } from '../metric/scenario';
import { AT_ONCE, DAY, people } from '../support/world';
import { DEADLINE, HUNDRED_SECS, RESERVED, scenario, TARGET, type MilestoneScenario } from './scenario';

const { authority, beneficiary, guardian, operator, stranger } = people;
const I64_MIN = -(2n ** 63n);
const I64_MAX = 2n ** 63n - 1n;
const NO_NOTICE = { policy: { noticeSecs: 0 } };

function statusOf(test: MilestoneScenario, milestone: PublicKey): string {
  return test.milestoneState(milestone).status;
}

describe('promise 8: a milestone settles once, by its own metric', () => {
  describe('an employer who sees the result coming', () => {
    scenario(
      'terminates without notice in the second of the result: it is still owed',
      (test) => {
        const milestone = test.milestone();
        test.attested(80n);
        test.stop();
        test.world.chain.advance(1);
        test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
        test.conclude(test.mmlu);
        test.run(test.settleMilestone(milestone));
        expect(test.collectMilestone(milestone)).to.equal(TARGET);
      },
      NO_NOTICE,
    );

    scenario(
      'terminates, has the guardian dispute past stop and deadline, and settles as soon as it can',
      (test) => {
        const milestone = test.milestone({ deadlineTs: test.start + DUE + DAY });
        test.attested(80n);
        test.stop();
        test.at(DUE + CHALLENGE - 1);
        test.run(test.dispute(test.mmlu, guardian), guardian);
        for (const second of [DUE + CHALLENGE, DUE + DAY + 1, DUE + CHALLENGE - 1 + RETRY]) {
          test.at(second);
          test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
        }
        test.report(test.mmlu, 80n, 80n, 80n);
        test.conclude(test.mmlu);
        test.run(test.settleMilestone(milestone));
        expect(statusOf(test, milestone)).to.equal('met');
        expect(test.collectMilestone(milestone)).to.equal(TARGET);
      },
      NO_NOTICE,
    );

    scenario(
      'settles the grant, seals the plan and hands everything over: the milestone is paid all the same',
      (test) => {
        const milestone = test.milestone();
        test.attested(80n);
        test.stop();
        test.world.chain.advance(1);
        test.run(test.settle(test.grant));
        test.seal();
        test.handOver(stranger);
        test.conclude(test.mmlu);
        test.run(test.settleMilestone(milestone));
        expect(test.collectMilestone(milestone)).to.equal(TARGET);
      },
      NO_NOTICE,
    );

    scenario('neither voids, withdraws nor closes what was reserved for it', (test) => {
      const milestone = test.milestone();
      test.attested(80n);
      test.refuse(test.voidMilestone(milestone), 'VoidWindowOver', authority);
      test.refuse(test.withdraw(1_000_000_000_000n - RESERVED), 'SurplusTooSmall', authority);
      test.refuse(test.closeMilestone(milestone, { signer: authority.publicKey }), 'MilestoneNotPaidOut', authority);
      test.seal();
      test.refuse(test.closeMetric(test.mmlu), 'MetricInUse');
      test.refuse(test.closeOracleSet(), 'MetricsRemain');
    });

    scenario(
      'as one attestor with the guardian and the authority, delays a result, and does not undo it',
      (test) => {
        const milestone = test.milestone();
        const mole = attestor(4);
        test.attested(80n);
        test.stop();
        for (const by of [mole, guardian]) {
          test.world.chain.setTime((test.metricState(test.mmlu).challengeEndsTs ?? 0) - 1);
          test.run(test.dispute(test.mmlu, by), by);
          test.at(test.now() - test.start + RETRY);
          test.attest(test.mmlu, 4, I64_MIN);
          test.report(test.mmlu, 80n, 80n);
          if (test.metricState(test.mmlu).status === 'open') test.attest(test.mmlu, 2, 80n);
          test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
        }
        test.conclude(test.mmlu);
        test.run(test.settleMilestone(milestone));
        expect(test.collectMilestone(milestone)).to.equal(TARGET);
        expect(test.now() - test.start).to.be.at.most(DUE + 2 * RETRY + 3 * CHALLENGE);
      },
      NO_NOTICE,
    );
  });

  describe('a minority of those who report a value', () => {
    const terms = (test: MilestoneScenario) => ({ deadlineTs: test.start + DUE + DAY });

    scenario('does not have it paid by dating it before the deadline, after which it came true', (test) => {
      const milestone = test.milestone(terms(test));
      test.attested(1n);
      test.run(test.dispute(test.mmlu, guardian), guardian);
      test.at(DUE + 2 * DAY);
      const observedTs = test.start + DUE;
      for (const liar of [3, 4]) test.attest(test.mmlu, liar, 80n, { observedTs });
      test.attest(test.mmlu, 0, 80n);
      expect(test.metricState(test.mmlu), 'two of three').to.deep.include({ value: 80n, observedTs });
      test.report(test.mmlu, null, 80n, 80n);
      expect(test.metricState(test.mmlu).observedTs, 'and two of five').to.equal(test.now());
      test.conclude(test.mmlu);
      test.run(test.settleMilestone(milestone));
      expect(test.milestoneState(milestone)).to.deep.include({ status: 'expired', payout: 0n });
    });

    scenario('does not keep it from being paid by dating it after the deadline, before which it was true', (test) => {
      const milestone = test.milestone(terms(test));
      test.attested(80n);
      test.run(test.dispute(test.mmlu, guardian), guardian);
      test.at(DUE + 2 * DAY);
      for (const liar of [3, 4]) test.attest(test.mmlu, liar, 80n);
      test.report(test.mmlu, 80n, 80n);
      test.attest(test.mmlu, 2, 80n, { observedTs: test.start + DUE });
      expect(test.metricState(test.mmlu).observedTs, 'three of five').to.equal(test.start + DUE);
      test.conclude(test.mmlu);
      test.run(test.settleMilestone(milestone));
      expect(test.collectMilestone(milestone)).to.equal(TARGET);
    });
  });

  describe("a thief with the operator's key", () => {
    scenario('sets no milestone on a metric whose result is in, challenged or final', (test) => {
      const friend = test.issue({ grantId: 66n, total: 1n, shape: AT_ONCE, beneficiary: stranger.publicKey });
      const easy = { grant: friend, threshold: I64_MIN, target: I64_MIN, maximum: I64_MIN, maxBps: 10_000 };
      test.attested(80n);
      test.refuse(test.issueMilestone(easy), 'MetricHasResult', operator);
      test.conclude(test.mmlu);
      test.refuse(test.issueMilestone(easy), 'MetricHasResult', operator);
    });

    scenario(
      'is held by the void window where the result is known, but not in yet: nobody settles in it',
      (test) => {
        const friend = test.issue({ grantId: 66n, total: 1n, shape: AT_ONCE, beneficiary: stranger.publicKey });
        test.at(DUE);
        const theirs = test.milestone({ grant: friend, threshold: 0n, deadlineTs: test.start + DUE + DAY });
        test.final(80n);
        test.refuse(test.settleMilestone(theirs), 'VoidWindowIsRunning');
        const destination = test.world.open(test.plan.mintHandle, stranger.publicKey);
        test.refuse(
          test.claimMilestone(theirs, { claimant: stranger.publicKey, destination }),
          'NothingToClaim',
          stranger,
        );
        test.run(test.voidMilestone(theirs), authority);
        test.at(DUE + 2 * DAY);
        test.refuse(
          test.claimMilestone(theirs, { claimant: stranger.publicKey, destination }),
          'NothingToClaim',
          stranger,
        );
      },
      { policy: { voidSecs: DAY } },
    );

    scenario(
      'and by its cap, which a maximum of 200 % counts against in full',
      (test) => {
        test.milestone({ targetAmount: 4_000n, maxBps: 20_000 });
        test.refuse(test.issueMilestone({ targetAmount: 1_001n, maxBps: 20_000 }), 'OperatorCapExceeded', operator);
      },
      { policy: { operatorCap: 10_000n } },
    );
  });

  describe('nothing lives twice', () => {
    scenario('a metric that was closed: its name does not come back with another definition', (test) => {
      const milestone = test.milestone();
      test.seal();
      test.refuse(test.closeMetric(test.mmlu), 'MetricInUse');
      test.at(DEADLINE + 1);
      test.run([test.settleMilestone(milestone), test.closeMilestone(milestone)], beneficiary);
      test.run(test.closeMetric(test.mmlu));
      test.refuse(test.createMetric({ better: 'lower' }), 'PlanIsSealed', authority);
    });

    scenario('a milestone that was closed: its number is not given out again, nor the following', (test) => {
      const first = test.milestone();
      const second = test.milestone();
      test.final(80n);
      test.run([test.settleMilestone(first), test.claimMilestone(first), test.closeMilestone(first)], beneficiary);
      const metric = test.metric({ key: 'helm' });
      for (const index of [0, 1, 2]) test.refuse(test.issueMilestone({ metric, index }), 'MilestonesFull', operator);
      test.refuse(test.settleMilestone(second, { milestone: first }), 'AccountOwnedByWrongProgram');
    });

    scenario('a settlement: not by another metric that came to more, nor by its own later', (test) => {
      const [low, high] = [test.mmlu, test.metric({ key: 'helm' })];
      const milestone = test.met(50n);
      test.final(90n, high);
      for (const metric of [low, high]) {
        const error = metric === low ? 'MilestoneAlreadySettled' : 'WrongMetric';
        test.refuse(test.settleMilestone(milestone, { metric }), error);
      }
      expect(test.milestoneState(milestone).payout).to.equal(500n);
    });

    scenario(
      'a milestone of a voided grant: there is none, it had to be voided before',
      (test) => {
        const milestone = test.milestone();
        test.refuse(test.voidGrant(test.grant), 'MilestonesRemain', authority);
        const close = test.closeMilestone(milestone, { signer: authority.publicKey });
        test.run([test.voidMilestone(milestone), close, test.voidGrant(test.grant)], authority);
        test.refuse(test.issueMilestone({ index: 0 }), 'AccountDiscriminatorMismatch', operator);
        test.refuse(close, 'AccountDiscriminatorMismatch', authority);
      },
      { policy: { voidSecs: DAY } },
    );
  });

  describe('at the edges', () => {
    scenario('a result in the very second of the deadline counts, one in the next does not', (test) => {
      const last = DUE + DAY + 10;
      const inTime = test.milestone({ deadlineTs: test.start + last });
      const late = test.milestone({ deadlineTs: test.start + last - 1 });
      test.at(last);
      test.final(80n);
      test.run([inTime, late].map((milestone) => test.settleMilestone(milestone)));
      expect([statusOf(test, inTime), statusOf(test, late)]).to.deep.equal(['met', 'expired']);
    });

    const whole = { threshold: I64_MIN, target: I64_MAX, maximum: I64_MAX, thresholdBps: 0, maxBps: 10_000 };
    for (const [value, payout] of [
      [I64_MIN, 0n],
      [I64_MIN + 1n, 0n],
      [-1n, 499_999_999_999n],
      [0n, 500_000_000_000n],
      [I64_MAX - 1n, 999_999_999_999n],
      [I64_MAX, 1_000_000_000_000n],
    ] as const) {
      scenario(
        `over all 64-bit values, ${value} pays ${payout} of a trillion`,
        (test) => {
          const milestone = test.met(value, { ...whole, targetAmount: 1_000_000_000_000n });
          expect(test.milestoneState(milestone)).to.deep.include({ status: payout > 0n ? 'met' : 'missed', payout });
        },
        { funding: 2_000_000_000_000n, policy: { issueCap: 2_000_000_000_000n, operatorCap: 2_000_000_000_000n } },
      );
    }

    scenario('where lower is better, the least value is the best', (test) => {
      const metric = test.metric({ key: 'errors', better: 'lower' });
      const falling = { metric, threshold: 100n, target: 0n, maximum: I64_MIN, maxBps: 20_000 };
      const [best, missed] = [
        test.milestone(falling),
        test.milestone({ ...falling, threshold: I64_MIN, target: I64_MIN, maxBps: 10_000 }),
      ];
      test.final(I64_MIN, metric);
      test.run([best, missed].map((milestone) => test.settleMilestone(milestone)));
      expect([best, missed].map((milestone) => test.milestoneState(milestone).payout)).to.deep.equal([
        2n * TARGET,
        TARGET,
      ]);
    });

    scenario('one liar of three moves nothing, and the tranche pays by its curve', (test) => {
      test.rotate({ attestors: firstSeats(3), threshold: 3 });
      const dueTs = test.now() + DAY;
      const metric = test.metric({ key: 'helm', opensTs: test.now(), dueTs });
      const milestone = test.milestone({ metric, deadlineTs: dueTs + DAY, shape: HUNDRED_SECS });
      test.world.chain.setTime(dueTs);
      test.report(metric, 85n, I64_MAX, 84n);
      test.conclude(metric);
      test.run(test.settleMilestone(milestone));
      expect(test.milestoneState(milestone).payout).to.equal(1_250n);
      const lie = test.metricState(metric).attestations.find(({ seat }) => seat === 1);
      expect(lie, 'the lie stays visible').to.deep.include({ value: I64_MAX, counted: true });
    });
  });
});
