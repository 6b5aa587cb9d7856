import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { ROLES, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { expectEvents, scenario } from './scenario';

const { authority, operator, payroll, guardian, accelerationAuthority, stranger } = people;

describe('set_role', () => {
  for (const role of ['operator', 'payroll', 'guardian', 'accelerationAuthority'] as const) {
    scenario(`gives ${role} to another key, and changes nothing else`, (test) => {
      const before = test.planState();
      const outcome = test.run(test.setRole(role, stranger.publicKey), authority);
      const told = { plan: test.plan.address, role, from: ROLES[role], to: stranger.publicKey };
      expectEvents(outcome, ['roleSet', told]);
      expect(test.planState()).to.deep.equal({ ...before, [role]: stranger.publicKey });
    });

    scenario(`leaves ${role} to nobody, and gives it out again`, (test) => {
      test.run(test.setRole(role, null), authority);
      expect(test.planState()[role]).to.be.null;
      test.run(test.setRole(role, people[role].publicKey), authority);
      expect(test.planState()[role]?.equals(people[role].publicKey)).to.be.true;
    });
  }

  scenario("moves the operator's power at once", (test) => {
    test.run(test.setRole('operator', stranger.publicKey), authority);
    test.refuse(test.issueGrants(), 'NotIssuer', operator);
    test.run(test.issueGrants({ issuer: stranger.publicKey, payer: stranger.publicKey }), stranger);
  });

  scenario("does not give a new operator another day's cap", (test) => {
    test.issue({ total: 600n, grantId: 8n });
    test.run(test.setRole('operator', stranger.publicKey), authority);
    const by = { issuer: stranger.publicKey, payer: stranger.publicKey };
    test.refuse(test.issueGrants({ ...by, grants: [test.newGrant({ total: 401n })] }), 'OperatorCapExceeded', stranger);
    test.run(test.issueGrants({ ...by, grants: [test.newGrant({ total: 400n })] }), stranger);
  }, { policy: { operatorCap: 1_000n } });

  scenario("moves payroll's power at once, over what was withheld before too", (test) => {
    const grant = test.issue({ total: 1_000n, shape: STEADY, withholdingBps: 1_000 });
    test.at(2_000);
    test.collect(grant);
    test.run(test.setRole('payroll', stranger.publicKey), authority);
    test.refuse(test.collectWithheld(100n), 'NotPayroll', payroll);
    test.refuse(test.setWithholding(grant, 0), 'NotPayroll', payroll);
    const own = test.tokensOf(stranger, 0n);
    test.run(test.collectWithheld(100n, { payroll: stranger.publicKey, destination: own }), stranger);
    expect(test.world.tokens(own)).to.equal(100n);
  });

  scenario("moves the guardian's power at once", (test) => {
    test.run(test.setRole('guardian', stranger.publicKey), authority);
    test.refuse(test.pauseAllClaims(60), 'NotGuardian', guardian);
    test.run(test.pauseAllClaims(60, { guardian: stranger.publicKey }), stranger);
    test.refuse(test.resumeAllClaims(guardian), 'NotGuardian', guardian);
  });

  scenario("moves the acceleration authority's power at once", (test) => {
    test.run(test.setRole('accelerationAuthority', stranger.publicKey), authority);
    test.refuse(test.acceleratePlan(1, { accelerator: accelerationAuthority.publicKey }), 'NotAccelerator', accelerationAuthority);
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
