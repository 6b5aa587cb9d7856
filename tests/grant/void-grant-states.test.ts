import type { PublicKey } from '@solana/web3.js';
import { sealPlan } from '@tenure/sdk';
import { expect } from 'chai';
import { MilestoneScenario } from '../milestone/scenario';
import type { PlanScenario } from '../plan/scenario';
import { scenario } from '../plan/scenario';
import { expectPromises } from '../support/promises';
import { AT_ONCE, DAY, people } from '../support/world';
import { STEADY } from './scenario';

const { authority, beneficiary, guardian, operator, payroll, stranger } = people;
/** A window of a day, a termination that takes effect in its own second, and as much in the vault as is issued in all. */
const WINDOW = { policy: { voidSecs: DAY, noticeSecs: 0 }, funding: 10_000n };
const LAST = DAY - 1;
/** Back-dated: all of it has vested at issue. */
const thiefs = { total: 2_000n, shape: STEADY, startTs: 0 };

/** What a grant can be brought to in its window, and whether it has stopped then. */
const STATES: Record<string, (test: PlanScenario, grant: PublicKey) => void> = {
  active: () => undefined,
  'paused by the authority': (test, grant) => void test.run(test.pause(grant, 90 * DAY), authority),
  'paused by consent': (test, grant) =>
    void test.run(test.pause(grant, 90 * DAY, { beneficiary: beneficiary.publicKey }), authority, beneficiary),
  'paused, and the pause over': (test, grant) => {
    test.run(test.pause(grant, 60), authority);
    test.at(61);
    test.run(test.resume(grant), authority);
  },
  'terminating, and stopped in the same second': (test, grant) => void test.run(test.terminate(grant), authority),
  'terminated from a pause': (test, grant) => void test.run([test.pause(grant, 60), test.terminate(grant)], authority),
  'terminated as a good leaver': (test, grant) =>
    void test.run(test.terminate(grant, { cause: 'withoutCause' }), authority),
  'stopped long ago': (test, grant) => {
    test.run(test.terminate(grant), authority);
    test.at(LAST);
  },
  'accelerated in full': (test, grant) => void test.run(test.accelerate(grant, 10_000), authority),
  'accelerated by the plan, then terminated': (test, grant) =>
    void test.run([test.acceleratePlan(5_000), test.terminate(grant)], authority),
  'closed to claims by others': (test, grant) => void test.run(test.setAutoClaim(grant, false), beneficiary),
  'with a raise of withholding announced': (test, grant) => void test.run(test.setWithholding(grant, 5_000), payroll),
  'while claims are paused': (test) => void test.run(test.pauseAllClaims(72 * 3_600), guardian),
  'handed on': (test, grant) => {
    test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary);
    test.run(test.acceptTransfer(grant, authority), authority);
  },
  'about to be handed on': (test, grant) => void test.run(test.proposeTransfer(grant, stranger.publicKey), beneficiary),
  'about to be recovered': (test, grant) => void test.run(test.proposeRecovery(grant), authority, guardian),
};

describe('void_grant, in every state that a grant can have in its window', () => {
  for (const [state, bring] of Object.entries(STATES)) {
    for (const sealed of [false, true]) {
      scenario(
        `${state}${sealed ? ', in a sealed plan' : ''}: until the last second, and as if it had never been issued`,
        (test) => {
          const other = test.issue({ grantId: 8n, total: 1_000n, shape: AT_ONCE });
          const before = test.totals();
          const grant = test.issue(thiefs);
          bring(test, grant);
          if (sealed) test.run(sealPlan(test.planAct()), authority);
          test.at(LAST);
          const holder = test.grantState(grant).beneficiary.equals(beneficiary.publicKey) ? beneficiary : stranger;
          const claim = test.claim(grant, { claimant: holder.publicKey, destination: test.tokensOf(holder, 0n) });
          test.refuse(claim, state === 'while claims are paused' ? 'ClaimsArePaused' : 'NothingToClaim', holder);
          test.refuse(test.closeGrant(grant, { signer: operator.publicKey }), 'GrantNotPaidOut', operator);
          test.run(test.voidGrant(grant), authority);
          expect(test.totals()).to.deep.equal({ ...before, tombstoneCount: sealed ? 0 : 1 });
          expect(test.vault()).to.equal(10_000n);
          // All that is not the other grant's is free again.
          test.refuse(test.withdraw(9_001n), 'SurplusTooSmall', authority);
          test.run(test.withdraw(9_000n), authority);
          test.at(5 * DAY);
          expect(test.collect(other)).to.equal(1_000n);
        },
        WINDOW,
      );
    }
  }
});

describe('settle_termination cannot cut the void window short', () => {
  scenario(
    'a stolen grant is terminated, anybody tries to settle it at each second of interest, and it is voided',
    (test) => {
      const grant = test.issue({ ...thiefs, beneficiary: operator.publicKey });
      test.run(test.terminate(grant), authority);
      test.refuse(test.settle(grant), 'TerminationNotDue');
      for (const secs of [1, 500, LAST]) {
        test.at(secs);
        test.refuse(test.settle(grant), 'VoidWindowIsRunning');
        test.refuse([test.settle(grant), test.voidGrant(grant)], 'VoidWindowIsRunning', authority);
      }
      test.run(test.voidGrant(grant), authority);
      test.refuse(test.settle(grant), 'AccountDiscriminatorMismatch');
      expect(test.totals()).to.include({ reserved: 0n, allocated: 0n, forfeited: 0n, claimed: 0n });
    },
    WINDOW,
  );

  scenario(
    'from the first second after it anybody settles, and nobody voids',
    (test) => {
      const grant = test.issue({ ...thiefs, startTs: test.start });
      test.at(500);
      test.run(test.terminate(grant), authority);
      test.at(LAST);
      test.refuse(test.settle(grant), 'VoidWindowIsRunning');
      test.at(DAY);
      test.refuse(test.voidGrant(grant), 'VoidWindowOver', authority);
      test.run(test.settle(grant));
      expect(test.totals()).to.include({ reserved: 500n, forfeited: 1_500n });
      expect(test.collect(grant)).to.equal(500n);
    },
    WINDOW,
  );

  scenario(
    'where the notice ends with the window: settled a second after the stop, as always',
    (test) => {
      const grant = test.issue(thiefs);
      test.run(test.terminate(grant), authority);
      test.at(DAY);
      test.refuse(test.settle(grant), 'TerminationNotDue');
      test.refuse(test.voidGrant(grant), 'VoidWindowOver', authority);
      test.at(DAY + 1);
      test.run(test.settle(grant));
    },
    { ...WINDOW, policy: { voidSecs: DAY, noticeSecs: DAY } },
  );
});

describe('a milestone cannot keep its grant from being voided', () => {
  it('its own window holds in every state that it can have, and it goes before the grant', () => {
    // The metric is due long before the window of seven days is over.
    const test = new MilestoneScenario({ policy: { voidSecs: 7 * DAY, noticeSecs: 0 }, funding: 10_000n });
    const before = test.totals();
    const grant = test.issue({ ...thiefs, grantId: 5n });
    const milestone = test.milestone({ grant });
    test.final(90n);
    test.run(test.terminate(grant), authority);
    test.world.chain.advance(1);
    for (const secs of [test.now() - test.start, 7 * DAY - 1]) {
      test.at(secs);
      test.refuse(test.settleMilestone(milestone), 'VoidWindowIsRunning');
      test.refuse(test.claimMilestone(milestone), 'NothingToClaim', beneficiary);
      test.refuse(test.voidGrant(grant), 'MilestonesRemain', authority);
    }
    const close = test.closeMilestone(milestone, { signer: authority.publicKey });
    test.run([test.voidMilestone(milestone), close, test.voidGrant(grant)], authority);
    expect(test.totals()).to.deep.equal({ ...before, tombstoneCount: 1 });
    expectPromises(test.world);
  });
});
