import { expect } from 'chai';
import { STEADY, unsigned } from '../grant/scenario';
import { DAY, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { type PlanScenario, expectEvents, scenario } from './scenario';

const { authority, beneficiary, guardian, operator, payroll, stranger } = people;
const HOUR = 3_600;
const LONGEST = 72 * HOUR;
/** Hours between the guardian's attempts. */
const STEP = 6;
/** One base unit a second for 2,000 seconds. */
const steady = { total: 2_000n, shape: STEADY };

/** Whether the guardian can pause now, for as long as possible; if so, it does. */
function tryPause(test: PlanScenario): boolean {
  const until = test.planState().claimsPausedUntilTs;
  const expected = until === 0 || test.now() >= until + 7 * DAY;
  if (expected) test.run(test.pauseAllClaims(LONGEST), guardian);
  else test.refuse(test.pauseAllClaims(LONGEST), 'ClaimsPauseTooSoon', guardian);
  return expected;
}

describe('pause_claims', () => {
  scenario('stops claims to the second, while vesting goes on', (test) => {
    const grant = test.issue(steady);
    const outcome = test.run(test.pauseAllClaims(1_000), guardian);
    expectEvents(outcome, ['claimsPaused', { plan: test.plan.address, untilTs: BigInt(test.start + 1_000) }]);
    for (const secs of [0, 1, 999]) {
      test.at(secs);
      test.refuse(test.claim(grant), 'ClaimsArePaused', beneficiary);
      test.refuse(test.claim(grant, { claimant: stranger.publicKey }), 'ClaimsArePaused', stranger);
    }
    test.at(1_000);
    expect(test.collect(grant)).to.equal(1_000n);
  });

  scenario('lasts 1 second to 72 hours', (test) => {
    for (const secs of [0, LONGEST + 1, 4_294_967_295]) {
      test.refuse(test.pauseAllClaims(secs), 'ClaimsPauseTooLong', guardian);
    }
    test.run(test.pauseAllClaims(1), guardian);
    test.at(1 + 7 * DAY);
    test.run(test.pauseAllClaims(LONGEST), guardian);
    expect(test.planState().claimsPausedUntilTs).to.equal(test.now() + LONGEST);
  });

  scenario('is not possible again until 7 days after it ended', (test) => {
    test.run(test.pauseAllClaims(100), guardian);
    for (const secs of [0, 99, 100, 100 + 7 * DAY - 1]) {
      test.at(secs);
      test.refuse(test.pauseAllClaims(1), 'ClaimsPauseTooSoon', guardian);
    }
    test.at(100 + 7 * DAY);
    test.run(test.pauseAllClaims(1), guardian);
  });

  scenario('nor after an early end, nor by a new guardian, nor by making the authority the guardian', (test) => {
    // Announced so early that they are in office when the cool-down of the one before them still runs.
    test.run(test.setRole('guardian', stranger.publicKey), authority);
    test.run(test.pauseAllClaims(LONGEST), guardian);
    test.at(50);
    test.run(test.resumeAllClaims(guardian), guardian);
    test.at(50 + 7 * DAY - 1);
    test.refuse(test.pauseAllClaims(1, { guardian: stranger.publicKey }), 'ClaimsPauseTooSoon', stranger);
    test.run(test.setRole('guardian', authority.publicKey), authority);
    test.at(50 + 7 * DAY);
    test.run(test.pauseAllClaims(LONGEST, { guardian: stranger.publicKey }), stranger);
    test.at(50 + 14 * DAY - 1);
    test.refuse(test.pauseAllClaims(1, { guardian: authority.publicKey }), 'ClaimsPauseTooSoon', authority);
    test.at(50 + 17 * DAY - 1);
    test.refuse(test.pauseAllClaims(1, { guardian: authority.publicKey }), 'ClaimsPauseTooSoon', authority);
    test.at(50 + 17 * DAY);
    test.run(test.pauseAllClaims(1, { guardian: authority.publicKey }), authority);
  });

  scenario('whatever the guardian tries, no 7 days have more than 72 hours without claims', (test) => {
    const grant = test.issue({ ...steady, shape: [{ weight: 1n, span: 60 * DAY, steps: 0, unit: 'seconds' }] });
    const paused: number[] = [];
    for (let hour = 0; hour < 30 * 24; hour += STEP) {
      test.at(hour * HOUR);
      tryPause(test);
      // Now and then it also gives a pause up, to see whether it can start another.
      if (hour % 300 === 36 && test.now() < test.planState().claimsPausedUntilTs) {
        test.run(test.resumeAllClaims(guardian), guardian);
        tryPause(test);
      }
      paused.push(test.now() < test.planState().claimsPausedUntilTs ? STEP : 0);
    }
    const week = (from: number) => paused.slice(from, from + (7 * 24) / STEP).reduce((sum, hours) => sum + hours, 0);
    expect(Math.max(...paused.map((_, index) => week(index)))).to.equal(72);
    test.at(60 * DAY);
    expect(test.collect(grant)).to.equal(2_000n);
  });

  scenario(
    'stops nothing but claims',
    (test) => {
      const grant = test.issue({ ...steady, withholdingBps: 5_000 });
      test.at(1_000);
      test.collect(grant);
      test.run(test.pauseAllClaims(LONGEST), guardian);
      test.run(test.collectWithheld(500n), payroll);
      test.tokensOf(stranger, 1n);
      test.run(test.fund(1n), stranger);
      test.issue({ grantId: 2n });
      test.run(test.setAutoClaim(grant, false), beneficiary);
      test.run(test.terminate(grant), authority);
      test.at(1_001);
      test.run(test.settle(grant));
      expect(test.totals().forfeited).to.equal(1_000n);
    },
    { policy: { noticeSecs: 0 } },
  );

  scenario("stops no other plan's claims", (test) => {
    const sibling = test.world.plan({ planId: 1n, mint: test.plan.mintHandle });
    const grant = test.world.issue(sibling, steady);
    test.run(test.pauseAllClaims(LONGEST), guardian);
    test.at(2_000);
    test.run(test.claim(grant, { plan: sibling.address, tokens: sibling }), beneficiary);
    expect(test.paid()).to.equal(2_000n);
  });

  scenario(
    "is nobody's power where there is no guardian",
    (test) => {
      test.refuse(test.pauseAllClaims(1), 'NotGuardian', guardian);
      test.refuse(test.pauseAllClaims(1, { guardian: authority.publicKey }), 'NotGuardian', authority);
    },
    { roles: { guardian: null } },
  );

  describe('is refused', () => {
    refusesAttacks({
      signer: guardian,
      refusal: 'NotGuardian',
      build: (test, { signer, ...changed }) =>
        test.pauseAllClaims(1, { ...changed, ...(signer && { guardian: signer }) }),
    });
  });
});

describe('resume_claims', () => {
  for (const [name, who] of Object.entries({ guardian, authority })) {
    scenario(`ends a pause at once, by the ${name}`, (test) => {
      const grant = test.issue(steady);
      test.run(test.pauseAllClaims(LONGEST), guardian);
      test.at(500);
      const outcome = test.run(test.resumeAllClaims(who), who);
      expectEvents(outcome, ['claimsResumed', { plan: test.plan.address }]);
      expect(test.collect(grant)).to.equal(500n);
    });
  }

  scenario('is refused where no claims are paused: never, no longer, or ended early before', (test) => {
    test.refuse(test.resumeAllClaims(guardian), 'ClaimsNotPaused', guardian);
    test.run(test.pauseAllClaims(100), guardian);
    test.at(100);
    test.refuse(test.resumeAllClaims(guardian), 'ClaimsNotPaused', guardian);
    test.at(99);
    test.run(test.resumeAllClaims(guardian), guardian);
    test.refuse(test.resumeAllClaims(authority), 'ClaimsNotPaused', authority);
  });

  scenario('runs at its last second and not one later', (test) => {
    test.run(test.pauseAllClaims(100), guardian);
    const resume = test.resumeAllClaims(authority, { expiresTs: test.now() });
    test.world.chain.advance(1);
    test.refuse(resume, 'InstructionExpired', authority);
    test.world.chain.advance(-1);
    test.run(resume, authority);
  });

  scenario('is refused to everybody else', (test) => {
    test.run(test.pauseAllClaims(100), guardian);
    for (const other of [stranger, beneficiary, operator, payroll, people.accelerationAuthority]) {
      test.refuse(test.resumeAllClaims(other), 'NotGuardian', other);
    }
    test.refuse(unsigned(test.resumeAllClaims(guardian), guardian.publicKey), 'AccountNotSigner');
    test.handOver(stranger);
    test.refuse(test.resumeAllClaims(authority), 'NotGuardian', authority);
    test.run(test.resumeAllClaims(stranger), stranger);
  });

  scenario("is refused on another's plan, and on what is no plan", (test) => {
    const foreign = test.foreignPlan();
    test.refuse(test.resumeAllClaims(guardian, { plan: foreign.address }), 'NotGuardian', guardian);
    test.refuse(test.resumeAllClaims(guardian, { plan: test.issue() }), 'AccountDiscriminatorMismatch', guardian);
  });
});
