import type { PublicKey, Signer, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { MilestoneScenario } from '../milestone/scenario';
import { PlanScenario, scenario } from '../plan/scenario';
import { expectPromises } from '../support/promises';
import { AT_ONCE, DAY, people, type PlanOptions } from '../support/world';

const { authority, beneficiary, guardian, operator, payroll, stranger } = people;
const HOUR = 3_600;
/** How long a new payroll is announced. */
const NOTICE = 7 * DAY;
/** Withheld 10 %, of at most 65 %. */
const MAX = { policy: { maxWithholdingBps: 6_500 } };
/** What vested years ago, and what of it is the beneficiary's by the share that was in force. */
const [TOTAL, KEPT] = [1_000_000n, 900_000n];

/** A grant whose million tokens vested two years ago; 10 % is withheld. Nobody has claimed. */
function longVested(test: PlanScenario): PublicKey {
  return test.issue({ total: TOTAL, shape: AT_ONCE, startTs: test.start - 730 * DAY, withholdingBps: 1_000 });
}

/** What the authority does against a beneficiary, in the order of the fault: as payroll, in one transaction. */
function theft(
  test: PlanScenario,
  grant: PublicKey,
): Record<'role' | 'raise' | 'claim' | 'collect', TransactionInstruction> {
  const by = { payroll: authority.publicKey };
  return {
    role: test.setRole('payroll', authority.publicKey),
    raise: test.setWithholding(grant, 6_500, by),
    claim: test.claim(grant, { claimant: authority.publicKey }),
    collect: test.collectWithheld(650_000n, { ...by, destination: test.authorityWallet() }),
  };
}

/** What reached the beneficiary at last, who claims what is left. */
function outcome(test: PlanScenario, grant: PublicKey): bigint {
  test.collect(grant);
  return test.paid();
}

/** Every order of some things. */
function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}

describe('what vested before a higher withholding was announced is paid at the old share', () => {
  describe('the authority makes itself payroll, raises, claims for the beneficiary and collects', () => {
    scenario(
      'in one transaction, in any order: refused as a whole',
      (test) => {
        const grant = longVested(test);
        const acts = theft(test, grant);
        for (const order of orders(Object.values(acts))) test.refuse(order, 'NotPayroll', authority);
        for (const order of orders([acts.role, acts.raise])) test.refuse(order, 'NotPayroll', authority);
        expect(outcome(test, grant)).to.equal(KEPT);
      },
      MAX,
    );

    for (const offset of [-1, 0, 1]) {
      scenario(
        `in several, ${offset} s from when the role is theirs: a claim then pays the old share`,
        (test) => {
          const grant = longVested(test);
          const { role, raise, claim } = theft(test, grant);
          test.run(role, authority);
          test.at(NOTICE + offset);
          if (offset < 0) {
            test.refuse([raise, claim], 'NotPayroll', authority);
            test.refuse(raise, 'NotPayroll', authority);
          } else {
            test.run([raise, claim], authority);
            expect(test.planState().withheld).to.equal(100_000n);
          }
          expect(outcome(test, grant)).to.equal(KEPT);
        },
        MAX,
      );
    }

    scenario(
      'with the guardian, who pauses claims whenever they may: there is time to claim within 4 days',
      (test) => {
        const grant = longVested(test);
        test.run(test.setRole('payroll', authority.publicKey), authority);
        test.at(NOTICE);
        test.run([theft(test, grant).raise, test.pauseAllClaims(72 * HOUR)], authority, guardian);
        test.at(NOTICE + 72 * HOUR - 1);
        test.refuse(test.claim(grant), 'ClaimsArePaused', beneficiary);
        test.at(NOTICE + 72 * HOUR);
        test.refuse(test.pauseAllClaims(1), 'ClaimsPauseTooSoon', guardian);
        test.at(NOTICE + 4 * DAY);
        expect(outcome(test, grant)).to.equal(KEPT);
      },
      MAX,
    );

    scenario(
      'with a hand-over to an accomplice between, and the role named again by them',
      (test) => {
        const grant = longVested(test);
        test.run(test.setRole('payroll', stranger.publicKey), authority);
        test.at(NOTICE - 1);
        test.handOver(operator);
        // Naming somebody else begins a notice of its own.
        test.run(test.setRole('payroll', operator.publicKey, { authority: operator.publicKey }), operator);
        for (const [thief, secs] of [
          [stranger, NOTICE],
          [operator, NOTICE],
          [operator, 2 * NOTICE - 2],
        ] as const) {
          test.at(secs);
          test.refuse(test.setWithholding(grant, 6_500, { payroll: thief.publicKey }), 'NotPayroll', thief);
        }
        test.at(2 * NOTICE - 1);
        test.run(test.setWithholding(grant, 6_500, { payroll: operator.publicKey }), operator);
        expect(outcome(test, grant)).to.equal(KEPT);
      },
      MAX,
    );
  });

  describe('payroll itself raises', () => {
    /** Announced at noon of the first day, it counts from midnight of the eighth after. */
    const COUNTS = 7.5 * DAY;

    for (const [offset, kept] of [
      [-1, KEPT],
      [0, 350_000n],
      [1, 350_000n],
    ] as const) {
      scenario(
        `${offset} s from when it counts`,
        (test) => {
          const grant = longVested(test);
          test.run(test.setWithholding(grant, 6_500), payroll);
          test.at(COUNTS + offset);
          expect(outcome(test, grant)).to.equal(kept);
        },
        MAX,
      );
    }

    scenario(
      'lowering and raising again in one transaction gives nothing: the raise has its notice',
      (test) => {
        const grant = longVested(test);
        test.run(
          [test.setWithholding(grant, 6_500), test.setWithholding(grant, 0), test.setWithholding(grant, 6_500)],
          payroll,
        );
        expect(test.grantState(grant)).to.deep.include({
          withholdingBps: 0,
          nextWithholding: { bps: 6_500, fromTs: test.start + COUNTS },
        });
        expect(outcome(test, grant), "the lower share is the beneficiary's at once").to.equal(TOTAL);
      },
      MAX,
    );

    scenario(
      'raise after raise never makes one count sooner',
      (test) => {
        const grant = longVested(test);
        for (let day = 0; day < 30; day += 1) {
          test.at(day * DAY);
          test.run(test.setWithholding(grant, 6_500 - day), payroll);
          expect(test.grantState(grant)).to.deep.include({
            withholdingBps: 1_000,
            nextWithholding: { bps: 6_500 - day, fromTs: test.start + day * DAY + COUNTS },
          });
        }
        expect(outcome(test, grant)).to.equal(KEPT);
      },
      MAX,
    );

    scenario(
      'a raise that payroll announced and did not live to see counts all the same, with its notice',
      (test) => {
        const grant = longVested(test);
        test.run(test.setWithholding(grant, 6_500), payroll);
        test.run(test.setRole('payroll', null), authority);
        test.at(COUNTS - 1);
        expect(outcome(test, grant)).to.equal(KEPT);
      },
      MAX,
    );

    scenario(
      'on the first day of a void window: what it holds is paid at the old share when it ends',
      (test) => {
        const grant = longVested(test);
        test.run([test.setWithholding(grant, 6_500), test.pauseAllClaims(72 * HOUR)], payroll, guardian);
        test.at(7 * DAY - 1);
        test.refuse(test.claim(grant), 'NothingToClaim', beneficiary);
        // The pause began as late as it can to fall on the window's end.
        test.at(10 * DAY);
        test.run(test.pauseAllClaims(72 * HOUR), guardian);
        test.at(13 * DAY);
        expect(outcome(test, grant)).to.equal(KEPT);
      },
      { policy: { maxWithholdingBps: 6_500, voidSecs: 7 * DAY } },
    );

    for (const bps of [6_501, 10_000]) {
      scenario(
        `${bps} bps, by raise or at issue: more than any plan allows`,
        (test) => {
          const grant = longVested(test);
          test.refuse(test.setWithholding(grant, bps), 'WithholdingTooHigh', payroll);
          test.refuse(test.issueGrants({ withholdingBps: bps }), 'WithholdingTooHigh', operator);
          expect(outcome(test, grant)).to.equal(KEPT);
        },
        MAX,
      );
    }
  });

  describe('of a milestone too', () => {
    const milestoneScenario = (
      title: string,
      body: (test: MilestoneScenario) => void,
      options: PlanOptions = MAX,
    ): void => {
      it(title, () => {
        const test = new MilestoneScenario(options);
        body(test);
        expectPromises(test.world);
      });
    };
    /** A milestone that is met and settled and pays 1,500 at once, of a grant from which 10 % is withheld. */
    const met = (test: MilestoneScenario): PublicKey => {
      const grant = test.issue({ grantId: 5n, total: 1n, shape: AT_ONCE, withholdingBps: 1_000 });
      return test.met(90n, { grant });
    };
    const attempt = (test: MilestoneScenario, by: Signer, acts: TransactionInstruction[]): void => {
      test.refuse(acts, 'NotPayroll', by);
    };

    milestoneScenario('not in one transaction with role, raise and claim', (test) => {
      const milestone = met(test);
      const { grant } = test.milestoneState(milestone);
      const { role, raise } = theft(test, grant);
      attempt(test, authority, [role, raise, test.claimMilestone(milestone, { claimant: authority.publicKey })]);
      expect(test.collectMilestone(milestone)).to.equal(1_350n);
    });

    for (const [offset, kept] of [
      [-1, 1_350n],
      [0, 525n],
    ] as const) {
      milestoneScenario(`${offset} s from when a raise counts`, (test) => {
        const milestone = met(test);
        const { grant } = test.milestoneState(milestone);
        test.run(test.setWithholding(grant, 6_500), payroll);
        const fromTs = test.grantState(grant).nextWithholding?.fromTs ?? 0;
        expect(fromTs - test.now()).to.be.within(NOTICE, NOTICE + DAY);
        test.world.chain.setTime(fromTs + offset);
        expect(test.collectMilestone(milestone)).to.equal(kept);
      });
    }

    milestoneScenario('with every pause that the guardian may impose: within 4 days', (test) => {
      const milestone = met(test);
      const { grant } = test.milestoneState(milestone);
      const announced = test.now();
      test.run([test.setWithholding(grant, 6_500), test.pauseAllClaims(72 * HOUR)], payroll, guardian);
      test.refuse(test.claimMilestone(milestone), 'ClaimsArePaused', beneficiary);
      test.world.chain.setTime(announced + 4 * DAY);
      expect(test.collectMilestone(milestone)).to.equal(1_350n);
    });
  });

  it('a claim by the beneficiary is previewed with the share that counts at its second', () => {
    const test = new PlanScenario(MAX);
    const grant = longVested(test);
    test.run(test.setWithholding(grant, 6_500), payroll);
    const fromTs = test.grantState(grant).nextWithholding?.fromTs ?? 0;
    const nets = [-1, 0].map(
      (offset) => sdk.claimableAt(test.planState(), test.grantState(grant), fromTs + offset).net,
    );
    expect(nets).to.deep.equal([KEPT, 350_000n]);
  });
});
