import * as sdk from '@tenure/sdk';
import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { DAY, ROLES, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { expectEvents, scenario } from './scenario';

const { authority, operator, payroll, guardian, accelerationAuthority, stranger } = people;

/** How long a new payroll or guardian is announced before it acts. */
const NOTICE = 7 * DAY;

describe('set_role', () => {
  for (const role of ['operator', 'accelerationAuthority'] as const) {
    scenario(`gives ${role} to another key at once, and changes nothing else`, (test) => {
      const before = test.planState();
      const outcome = test.run(test.setRole(role, stranger.publicKey), authority);
      const told = { plan: test.plan.address, role, from: ROLES[role], to: stranger.publicKey };
      expectEvents(outcome, ['roleSet', { ...told, effectiveTs: BigInt(test.start) }]);
      expect(test.planState()).to.deep.equal({ ...before, [role]: stranger.publicKey });
    });

    scenario(`leaves ${role} to nobody, and gives it out again at once`, (test) => {
      test.run(test.setRole(role, null), authority);
      expect(test.planState()[role]).to.be.null;
      test.run(test.setRole(role, people[role].publicKey), authority);
      expect(test.planState()[role]?.equals(people[role].publicKey)).to.be.true;
    });
  }

  for (const [role, next] of [
    ['payroll', 'nextPayroll'],
    ['guardian', 'nextGuardian'],
  ] as const) {
    scenario(`announces another ${role}, who acts after 7 days, and changes nothing else`, (test) => {
      const before = test.planState();
      const outcome = test.run(test.setRole(role, stranger.publicKey), authority);
      const fromTs = test.start + NOTICE;
      const told = { plan: test.plan.address, role, from: ROLES[role], to: stranger.publicKey };
      expectEvents(outcome, ['roleSet', { ...told, effectiveTs: BigInt(fromTs) }]);
      expect(test.planState()).to.deep.equal({ ...before, [next]: { holder: stranger.publicKey, fromTs } });
    });

    scenario(`leaves ${role} to nobody at once, and gives it out again after 7 days`, (test) => {
      const outcome = test.run(test.setRole(role, null), authority);
      const told = { plan: test.plan.address, role, from: ROLES[role], to: PublicKey.default };
      expectEvents(outcome, ['roleSet', { ...told, effectiveTs: BigInt(test.start) }]);
      expect(test.planState()).to.deep.include({ [role]: null, [next]: null });
      test.run(test.setRole(role, people[role].publicKey), authority);
      expect(test.planState()).to.deep.include({
        [role]: null,
        [next]: { holder: people[role].publicKey, fromTs: test.start + NOTICE },
      });
    });
  }

  scenario("moves the operator's power at once", (test) => {
    test.run(test.setRole('operator', stranger.publicKey), authority);
    test.refuse(test.issueGrants(), 'NotIssuer', operator);
    test.run(test.issueGrants({ issuer: stranger.publicKey, payer: stranger.publicKey }), stranger);
  });

  scenario(
    "does not give a new operator another day's cap",
    (test) => {
      test.issue({ total: 600n, grantId: 8n });
      test.run(test.setRole('operator', stranger.publicKey), authority);
      const by = { issuer: stranger.publicKey, payer: stranger.publicKey };
      test.refuse(
        test.issueGrants({ ...by, grants: [test.newGrant({ total: 401n })] }),
        'OperatorCapExceeded',
        stranger,
      );
      test.run(test.issueGrants({ ...by, grants: [test.newGrant({ total: 400n })] }), stranger);
    },
    { policy: { operatorCap: 1_000n } },
  );

  scenario("moves payroll's power after 7 days, over what was withheld before too", (test) => {
    const grant = test.issue({ total: 1_000n, shape: STEADY, withholdingBps: 1_000 });
    test.at(2_000);
    test.collect(grant);
    test.run(test.setRole('payroll', stranger.publicKey), authority);
    const own = test.tokensOf(stranger, 0n);
    const collected = () => test.collectWithheld(50n, { payroll: stranger.publicKey, destination: own });
    test.at(2_000 + NOTICE - 1);
    test.refuse(collected(), 'NotPayroll', stranger);
    test.run(test.collectWithheld(50n), payroll);
    test.run(test.setWithholding(grant, 900), payroll);
    test.at(2_000 + NOTICE);
    test.refuse(test.collectWithheld(50n), 'NotPayroll', payroll);
    test.refuse(test.setWithholding(grant, 0), 'NotPayroll', payroll);
    test.run(collected(), stranger);
    expect(test.world.tokens(own)).to.equal(50n);
  });

  scenario("moves the guardian's power after 7 days", (test) => {
    test.run(test.setRole('guardian', stranger.publicKey), authority);
    test.at(NOTICE - 1);
    test.refuse(test.pauseAllClaims(60, { guardian: stranger.publicKey }), 'NotGuardian', stranger);
    test.run(test.pauseAllClaims(60), guardian);
    test.at(NOTICE);
    test.refuse(test.resumeAllClaims(guardian), 'NotGuardian', guardian);
    test.run(test.resumeAllClaims(stranger), stranger);
    test.at(2 * NOTICE);
    test.refuse(test.pauseAllClaims(60), 'NotGuardian', guardian);
    test.run(test.pauseAllClaims(60, { guardian: stranger.publicKey }), stranger);
  });

  scenario("moves the acceleration authority's power at once", (test) => {
    test.run(test.setRole('accelerationAuthority', stranger.publicKey), authority);
    test.refuse(
      test.acceleratePlan(1, { accelerator: accelerationAuthority.publicKey }),
      'NotAccelerator',
      accelerationAuthority,
    );
    test.run(test.acceleratePlan(1, { accelerator: stranger.publicKey }), stranger);
  });

  scenario('refuses an act that an old authority signed before the hand-over', (test) => {
    const presigned = test.setRole('operator', authority.publicKey);
    test.handOver(stranger);
    test.refuse(presigned, 'NotAuthority', authority);
  });

  scenario('does not reach the authority, the rent recipient or the creator: there is no such role', (test) => {
    const instruction = test.setRole('accelerationAuthority', stranger.publicKey);
    const roles = sdk.IDL.types.flatMap((type) => (type.name === 'role' ? type.type.variants : [])).length;
    // The role is the byte after the instruction's number.
    instruction.data[1] = roles;
    test.refuse(instruction, 'InstructionDidNotDeserialize', authority);
  });

  describe('is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      build: (test, { signer, ...changed }) =>
        test.setRole('operator', stranger.publicKey, { ...changed, ...(signer && { authority: signer }) }),
    });
  });
});
