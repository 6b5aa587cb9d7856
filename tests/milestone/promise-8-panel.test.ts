/**
 * An employer who holds the authority and the guardian, and sees a result that it does not like: whatever it announces,
 * applies and disputes, in whatever order, the seats that saw the result decide it, and the tranche is paid.
 */
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import type { NewOracles } from '@tenure/sdk';
import { APPLY, attestor, ATTESTORS, CHALLENGE, DUE, HOUR, NOTICE, RETRY, seats } from '../metric/scenario';
import { DAY, people } from '../support/world';
import { scenario, TARGET, type MilestoneScenario } from './scenario';

const { authority, guardian } = people;
const NO_NOTICE = { policy: { noticeSecs: 0 } };
/** When the result comes, seconds after the beginning: late enough for a change to have been announced long before. */
const RESULT = 400 * DAY;
const DEADLINE = RESULT + 2 * DAY;
/** Sets that an employer could want: its own oracles beside, in place of and behind the honest ones. */
const REPLACED: NewOracles = { attestors: seats(9, 10, 11, 12, 13), threshold: 2 };
const HOSTILE: readonly (readonly [what: string, set: NewOracles])[] = [
  ['in seats of their own', { attestors: seats(null, null, null, null, null, 9, 10, 11), threshold: 2 }],
  ['in the seats of the honest', REPLACED],
  [
    'beside the honest, and a threshold that cannot be reached',
    { attestors: ATTESTORS.map(({ publicKey }) => publicKey), threshold: 16 },
  ],
  ['with the honest in other seats', { attestors: seats(9, 10, 11, 0, 1, 2, 3, 4), threshold: 8 }],
];

type Placed = { metric: PublicKey; milestone: PublicKey };

/** A metric that is due when the result comes, with a window, and the milestone that hangs on it. */
function promised(test: MilestoneScenario, challengeSecs: number): Placed {
  const metric = test.metric({ key: 'late', dueTs: test.start + RESULT, challengeSecs });
  return { metric, milestone: test.milestone({ metric, deadlineTs: test.start + DEADLINE }) };
}

/** The honest seats report the target. */
function honest(test: MilestoneScenario, metric: PublicKey): void {
  test.report(metric, 80n, 80n, 80n, 80n, 80n);
}

function announce(test: MilestoneScenario, set: NewOracles): void {
  test.run(test.proposeOracleSet(set), authority);
}

/** Whoever sits in the set now and did not when the result came can neither report nor dispute. */
function expectNoSay(test: MilestoneScenario, metric: PublicKey): void {
  for (const number of [9, 10, 11]) {
    test.refuseAttestation(metric, number, 'NotAttestor');
    const { status } = test.metricState(metric);
    if (status === 'challenged') test.refuse(test.dispute(metric, attestor(number)), 'NotDisputer', attestor(number));
  }
}

/** The result becomes final; the beneficiary is paid the target to the last unit, and nothing is left reserved for it. */
function expectPaid(test: MilestoneScenario, { metric, milestone }: Placed): void {
  test.conclude(metric);
  expect(test.metricState(metric)).to.deep.include({ status: 'final', value: 80n, reachedTs: test.start + RESULT });
  test.run(test.settleMilestone(milestone));
  expect(test.milestoneState(milestone)).to.deep.include({ status: 'met', payout: TARGET });
  expect(test.collectMilestone(milestone)).to.equal(TARGET);
  expect(test.planState()).to.deep.include({
    reserved: 1n,
    reservedByMilestones: 0n,
    claimed: TARGET,
    forfeited: 500n,
  });
}

describe('promise 8: an employer who has seen the result puts in other oracles', () => {
  for (const [name, window] of [
    ['an hour', HOUR],
    ['30 days', 30 * DAY],
  ] as const) {
    describe(`with a window of ${name}`, () => {
      for (const [what, set] of HOSTILE) {
        scenario(`held ready for a year, ${what}: they are void`, (test) => {
          const placed = promised(test, window);
          announce(test, set);
          test.at(RESULT);
          honest(test, placed.metric);
          const both = [test.applyOracleSet(), test.dispute(placed.metric, guardian)];
          test.refuse(both, 'OracleChangeExpired', guardian);
          test.run(test.dispute(placed.metric, guardian), guardian);
          honest(test, placed.metric);
          expectPaid(test, placed);
        });
      }

      // The first and the last second at which a change can be applied once the result is there.
      const applicable = [
        ['announced to be ready in this very second', RESULT - NOTICE],
        ['in the last second of its three days', RESULT - NOTICE - APPLY + 1],
      ] as const;
      for (const [when, announcedAt] of applicable) {
        for (const [what, set] of HOSTILE) {
          for (const applies of ['before', 'after'] as const) {
            scenario(`${when}, ${what}, applied ${applies} the guardian disputes`, (test) => {
              const placed = promised(test, window);
              test.at(announcedAt);
              announce(test, set);
              test.at(RESULT);
              honest(test, placed.metric);
              const [apply, dispute] = [test.applyOracleSet(), test.dispute(placed.metric, guardian)];
              test.run(applies === 'before' ? [apply, dispute] : [dispute, apply], guardian);
              expectNoSay(test, placed.metric);
              test.at(RESULT + HOUR);
              honest(test, placed.metric);
              expectNoSay(test, placed.metric);
              expectPaid(test, placed);
            });
          }
        }
      }

      scenario('announced only now, and applied while the honest have not confirmed what was disputed', (test) => {
        const placed = promised(test, window);
        test.at(RESULT);
        honest(test, placed.metric);
        announce(test, REPLACED);
        test.at(RESULT + window - 1);
        test.run(test.dispute(placed.metric, guardian), guardian);
        const lastTs = test.start + RESULT + NOTICE + APPLY - 1;
        if (test.now() < lastTs) {
          test.world.chain.setTime(lastTs);
          test.run(test.applyOracleSet());
        }
        test.at(RESULT + window - 1 + RETRY);
        expectNoSay(test, placed.metric);
        test.refuse(test.settleMilestone(placed.milestone), 'MilestoneNotDue');
        honest(test, placed.metric);
        expectPaid(test, placed);
      });

      scenario('a second before the result, as announced for 14 days: then they are those who see it', (test) => {
        const { metric, milestone } = promised(test, window);
        test.at(RESULT - 1 - NOTICE);
        announce(test, REPLACED);
        test.at(RESULT - 1);
        test.run(test.applyOracleSet());
        test.at(RESULT);
        for (const number of [0, 1, 2, 3, 4]) test.refuseAttestation(metric, number, 'NotAttestor');
        for (const number of [9, 10]) test.attest(metric, number, 49n);
        test.conclude(metric);
        test.run(test.settleMilestone(milestone));
        expect(test.milestoneState(milestone)).to.deep.include({ status: 'missed', payout: 0n });
      });
    });
  }

  scenario(
    'in the running challenge of 30 days: applied in its middle, disputed by the guardian at its end',
    (test) => {
      const placed = promised(test, 30 * DAY);
      test.at(RESULT);
      honest(test, placed.metric);
      announce(test, REPLACED);
      test.at(RESULT + NOTICE);
      test.run(test.applyOracleSet());
      expectNoSay(test, placed.metric);
      test.at(RESULT + 30 * DAY - 1);
      test.run(test.dispute(placed.metric, guardian), guardian);
      expectNoSay(test, placed.metric);
      test.world.chain.advance(RETRY);
      honest(test, placed.metric);
      test.refuse(test.dispute(placed.metric, guardian), 'AlreadyDisputed', guardian);
      expectPaid(test, placed);
    },
  );

  scenario('and a guardian after the other: the guardian disputes once, whoever it is', (test) => {
    const placed = promised(test, 30 * DAY);
    const second = test.world.person('second guardian');
    test.at(RESULT);
    honest(test, placed.metric);
    test.run([test.setRole('guardian', second.publicKey), test.dispute(placed.metric, guardian)], authority, guardian);
    honest(test, placed.metric);
    test.at(RESULT + 7 * DAY);
    test.refuse(test.dispute(placed.metric, second), 'AlreadyDisputed', second);
    test.refuse(test.dispute(placed.metric, authority), 'NotDisputer', authority);
    expectPaid(test, placed);
  });

  scenario(
    'with two of five seats besides: every dispute, denial and rotation delays it, and it is paid in the end',
    (test) => {
      const placed = promised(test, CHALLENGE);
      const { metric, milestone } = placed;
      test.at(RESULT);
      test.report(metric, 80n, 80n, 80n);
      test.run(test.terminate(test.grant), authority);
      for (const by of [attestor(3), guardian, attestor(4)]) {
        announce(test, REPLACED);
        test.world.chain.setTime((test.metricState(metric).challengeEndsTs ?? 0) - 1);
        test.run(test.dispute(metric, by), by);
        test.world.chain.advance(NOTICE);
        test.run(test.applyOracleSet());
        expectNoSay(test, metric);
        test.world.chain.advance(RETRY - NOTICE);
        test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
        test.report(metric, null, null, null, -1_000n, -1_000n);
        test.report(metric, 80n, 80n, 80n);
      }
      for (const by of [attestor(3), guardian, attestor(4)])
        test.refuse(test.dispute(metric, by), 'AlreadyDisputed', by);
      expectPaid(test, placed);
      expect(test.now() - test.start - RESULT).to.be.at.most(3 * (RETRY + CHALLENGE) + CHALLENGE);
    },
    NO_NOTICE,
  );
});

describe('promise 8: a rotation still rescues a tranche whose oracles are gone before there is a result', () => {
  scenario('the new ones report in time, and it is paid', (test) => {
    const milestone = test.milestone({ deadlineTs: test.start + DUE + 20 * DAY });
    test.at(DUE);
    test.attest(test.mmlu, 0, 80n);
    test.rotate({ attestors: seats(9, 10, 11), threshold: 2 });
    for (const number of [9, 10]) test.attest(test.mmlu, number, 80n);
    test.conclude(test.mmlu);
    test.run(test.settleMilestone(milestone));
    expect(test.collectMilestone(milestone)).to.equal(TARGET);
  });

  scenario('also if two of them had announced a false one early, which the others denied before they left', (test) => {
    const metric = test.metric({ key: 'early', earlyValue: 80n, dueTs: test.start + 60 * DAY });
    const milestone = test.milestone({ metric, deadlineTs: test.start + 61 * DAY });
    test.report(metric, 90n, 90n);
    test.report(metric, null, null, 1n, 1n, 1n);
    test.rotate({ attestors: seats(9, 10, 11), threshold: 2 });
    test.refuse(test.settleMilestone(milestone), 'MilestoneNotDue');
    for (const number of [9, 10]) test.attest(metric, number, 80n);
    test.conclude(metric);
    test.run(test.settleMilestone(milestone));
    expect(test.collectMilestone(milestone)).to.equal(TARGET);
  });
});
