import type { PublicKey } from '@solana/web3.js';
import { guardianAt, payrollAt } from '@tenure/sdk';
import { expect } from 'chai';
import { MetricScenario } from '../metric/scenario';
import { expectPromises } from '../support/promises';
import { DAY, people } from '../support/world';
import { expectEvents, scenario, type PlanScenario } from './scenario';

const { authority, creator, guardian, operator, payroll, stranger } = people;
/** How long another payroll or guardian is announced. */
const NOTICE = 7 * DAY;

/** A role that changes with notice: who holds it, what only its holder may do, and what others are told. */
const ROLES = {
  payroll: {
    holder: payroll,
    refusal: 'NotPayroll',
    // Lowering what is withheld nowhere changes nothing.
    act: (test: PlanScenario, by: PublicKey) => test.setWithholding(test.addressOf(1n), 0, { payroll: by }),
    at: payrollAt,
  },
  guardian: {
    holder: guardian,
    refusal: 'NotGuardian',
    act: (test: PlanScenario, by: PublicKey) => test.pauseAllClaims(1, { guardian: by }),
    at: guardianAt,
  },
} as const;

type Name = keyof typeof ROLES;

/** Expects that of these people one alone can use the role now; nothing is changed. */
function expectHolder(test: PlanScenario, role: Name, expected: PublicKey | null): void {
  const { act, refusal, at } = ROLES[role];
  for (const person of [payroll, guardian, authority, stranger, operator, creator]) {
    const { publicKey } = person;
    if (expected?.equals(publicKey) !== true) test.refuse(act(test, publicKey), refusal, person);
    // The plan's own act after it fails, so that what is tried leaves no trace.
    else test.refuse([act(test, publicKey), test.withdraw(0n)], 'AmountIsZero', person, authority);
  }
  expect(at(test.planState(), test.now())?.toBase58(), 'as the SDK reads it').to.equal(expected?.toBase58());
}

for (const role of ['payroll', 'guardian'] as const) {
  const { holder } = ROLES[role];
  const roleScenario = (title: string, body: (test: PlanScenario) => void): void =>
    scenario(title, (test) => {
      test.issue();
      test.authorityWallet();
      body(test);
    });

  describe(`set_role, another ${role}`, () => {
    roleScenario('acts from the second on in which the 7 days are over, and the one before until then', (test) => {
      test.run(test.setRole(role, stranger.publicKey), authority);
      for (const [secs, expected] of [
        [0, holder],
        [NOTICE - 1, holder],
        [NOTICE, stranger],
        [NOTICE + 1, stranger],
        [1_000 * DAY, stranger],
      ] as const) {
        test.at(secs);
        expectHolder(test, role, expected.publicKey);
      }
    });

    roleScenario('is called off by naming who holds the role', (test) => {
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(NOTICE - 1);
      const outcome = test.run(test.setRole(role, holder.publicKey), authority);
      const told = { plan: test.plan.address, role, from: holder.publicKey, to: holder.publicKey };
      expectEvents(outcome, ['roleSet', { ...told, effectiveTs: BigInt(test.now()) }]);
      for (const secs of [NOTICE - 1, NOTICE, 3 * NOTICE]) {
        test.at(secs);
        expectHolder(test, role, holder.publicKey);
      }
    });

    roleScenario('can be called off no longer once they are in office: the one before is announced anew', (test) => {
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(NOTICE);
      const outcome = test.run(test.setRole(role, holder.publicKey), authority);
      const told = { plan: test.plan.address, role, from: stranger.publicKey, to: holder.publicKey };
      expectEvents(outcome, ['roleSet', { ...told, effectiveTs: BigInt(test.start + 2 * NOTICE) }]);
      test.at(2 * NOTICE - 1);
      expectHolder(test, role, stranger.publicKey);
      test.at(2 * NOTICE);
      expectHolder(test, role, holder.publicKey);
    });

    roleScenario('replaced by a third before their time begins another notice, and never is in office', (test) => {
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(NOTICE - 1);
      test.run(test.setRole(role, operator.publicKey), authority);
      for (const [secs, expected] of [
        [NOTICE, holder],
        [2 * NOTICE - 2, holder],
        [2 * NOTICE - 1, operator],
      ] as const) {
        test.at(secs);
        expectHolder(test, role, expected.publicKey);
      }
    });

    roleScenario('replaced at the second of their office holds it for the notice of the next', (test) => {
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(NOTICE);
      test.run(test.setRole(role, operator.publicKey), authority);
      for (const [secs, expected] of [
        [NOTICE, stranger],
        [2 * NOTICE - 1, stranger],
        [2 * NOTICE, operator],
      ] as const) {
        test.at(secs);
        expectHolder(test, role, expected.publicKey);
      }
    });

    roleScenario('announced twice waits from the second announcement', (test) => {
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(5 * DAY);
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(5 * DAY + NOTICE - 1);
      expectHolder(test, role, holder.publicKey);
      test.at(5 * DAY + NOTICE);
      expectHolder(test, role, stranger.publicKey);
    });

    roleScenario(
      'is forgotten where another takes the authority over, who begins with the roles as they are',
      (test) => {
        test.run(test.setRole(role, operator.publicKey), authority);
        test.run(test.propose(stranger.publicKey), authority);
        test.at(NOTICE - 1);
        test.run(test.accept(stranger.publicKey), stranger);
        expect(test.planState()).to.deep.include({ nextPayroll: null, nextGuardian: null });
        for (const secs of [NOTICE - 1, NOTICE, 9 * NOTICE]) {
          test.at(secs);
          test.refuse(ROLES[role].act(test, operator.publicKey), ROLES[role].refusal, operator);
        }
        test.run(ROLES[role].act(test, holder.publicKey), holder);
      },
    );

    roleScenario('stays in office where their time has come before another takes the authority over', (test) => {
      test.run(test.setRole(role, operator.publicKey), authority);
      test.run(test.propose(stranger.publicKey), authority);
      test.at(NOTICE);
      test.run(test.accept(stranger.publicKey), stranger);
      expect(test.planState()).to.deep.include({ nextPayroll: null, nextGuardian: null });
      expect(test.planState()[role]?.toBase58()).to.equal(operator.publicKey.toBase58());
      test.run(ROLES[role].act(test, operator.publicKey), operator);
    });

    roleScenario(
      'is not brought into office sooner by a hand-over of the authority, nor by the new authority',
      (test) => {
        test.run(test.setRole(role, operator.publicKey), authority);
        test.at(DAY);
        test.handOver(operator);
        test.at(NOTICE - 1);
        const by = { authority: operator.publicKey };
        test.refuse(test.setRole(role, operator.publicKey), 'NotAuthority', authority);
        test.run(test.setRole(role, operator.publicKey, by), operator);
        test.at(2 * NOTICE - 2);
        test.refuse(ROLES[role].act(test, operator.publicKey), ROLES[role].refusal, operator);
        test.at(2 * NOTICE - 1);
        test.run(ROLES[role].act(test, operator.publicKey), operator);
      },
    );

    roleScenario('is not in office where the role was taken away meanwhile, and nobody is', (test) => {
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(NOTICE - 1);
      test.run(test.setRole(role, null), authority);
      for (const secs of [NOTICE - 1, NOTICE, 3 * NOTICE]) {
        test.at(secs);
        expectHolder(test, role, null);
      }
    });

    roleScenario('loses the role at once where it is taken away, in office or not', (test) => {
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(NOTICE);
      expectHolder(test, role, stranger.publicKey);
      test.run(test.setRole(role, null), authority);
      expectHolder(test, role, null);
    });

    roleScenario(
      'who takes the role away and gives it to another in one transaction leaves nobody for 7 days',
      (test) => {
        test.run([test.setRole(role, null), test.setRole(role, stranger.publicKey)], authority);
        for (const secs of [0, NOTICE - 1]) {
          test.at(secs);
          expectHolder(test, role, null);
        }
        test.at(NOTICE);
        expectHolder(test, role, stranger.publicKey);
      },
    );

    roleScenario('the other role stays with whom it is', (test) => {
      const other: Name = role === 'payroll' ? 'guardian' : 'payroll';
      test.run(test.setRole(role, stranger.publicKey), authority);
      test.at(NOTICE);
      expectHolder(test, other, ROLES[other].holder.publicKey);
    });
  });
}

describe('a guardian at the end of their office', () => {
  scenario('pauses claims to the last second, and the next ends that pause in the first of theirs', (test) => {
    test.run(test.setRole('guardian', stranger.publicKey), authority);
    test.at(NOTICE - 1);
    test.run(test.pauseAllClaims(72 * 3_600), guardian);
    test.refuse(test.resumeAllClaims(stranger), 'NotGuardian', stranger);
    test.at(NOTICE);
    test.refuse(test.resumeAllClaims(guardian), 'NotGuardian', guardian);
    test.run(test.resumeAllClaims(stranger), stranger);
  });

  scenario('co-signs a recovery to the last second, and not in the next', (test) => {
    const [first, second] = [test.issue(), test.issue({ grantId: 2n })];
    test.run(test.setRole('guardian', stranger.publicKey), authority);
    const to = operator.publicKey;
    test.at(NOTICE - 1);
    const early = test.proposeRecovery(first, { to, guardian: stranger.publicKey });
    test.refuse(early, 'RecoveryNeedsGuardian', authority, stranger);
    test.run(test.proposeRecovery(first, { to }), authority, guardian);
    test.at(NOTICE);
    test.refuse(test.proposeRecovery(second, { to }), 'RecoveryNeedsGuardian', authority, guardian);
    test.run(test.proposeRecovery(second, { to, guardian: stranger.publicKey }), authority, stranger);
  });

  it('disputes a result to the last second, and not in the next', () => {
    const test = new MetricScenario();
    test.oracles();
    const metrics = ['mmlu', 'helm'].map((key) => test.metric({ key, dueTs: test.start + NOTICE - 60 }));
    const [first, second] = metrics;
    if (first === undefined || second === undefined) throw new Error('two metrics were made');
    test.run(test.setRole('guardian', stranger.publicKey), authority);
    test.at(NOTICE - 60);
    for (const metric of metrics) test.report(metric, 50n, 50n);
    test.at(NOTICE - 1);
    test.refuse(test.dispute(first, stranger), 'NotDisputer', stranger);
    test.run(test.dispute(first, guardian), guardian);
    test.at(NOTICE);
    test.refuse(test.dispute(second, guardian), 'NotDisputer', guardian);
    test.run(test.dispute(second, stranger), stranger);
    expectPromises(test.world);
  });
});
