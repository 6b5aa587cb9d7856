import type * as sdk from '@tenure/sdk';
import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import { unsigned } from '../grant/scenario';
import { DAY, people } from '../support/world';
import { refusesAttacks } from './attacks';
import { type PlanScenario, expectEvents, scenario } from './scenario';

const { authority, stranger, creator, beneficiary, operator } = people;

describe('propose_authority and accept_authority', () => {
  scenario('hand the plan over in two steps, in which the old authority rules to the end', (test) => {
    const plan = test.plan.address;
    const offered = test.run(test.propose(stranger.publicKey), authority);
    const untilTs = BigInt(test.start + 30 * DAY);
    expectEvents(offered, ['authorityProposed', { plan, pendingAuthority: stranger.publicKey, untilTs }]);
    expect(test.planState().pendingAuthority?.equals(stranger.publicKey)).to.be.true;
    test.refuse(
      test.withdraw(1n, { authority: stranger.publicKey, destination: test.tokensOf(stranger, 0n) }),
      'NotAuthority',
      stranger,
    );
    test.run(test.withdraw(1n), authority);

    const before = test.planState();
    const accepted = test.run(test.accept(stranger.publicKey), stranger);
    expectEvents(accepted, ['authorityAccepted', { plan, from: authority.publicKey, to: stranger.publicKey }]);
    expect(test.planState()).to.deep.equal({
      ...before,
      authority: stranger.publicKey,
      ...{ pendingAuthority: null, pendingAuthorityUntilTs: 0, authorityChanges: 1 },
    });
    test.run(test.withdraw(1n, { authority: stranger.publicKey, destination: test.tokensOf(stranger, 0n) }), stranger);
  });

  scenario('an offer can be called off, and the next one replaces it', (test) => {
    test.run(test.propose(stranger.publicKey), authority);
    const off = test.run(test.propose(null), authority);
    const told = { plan: test.plan.address, pendingAuthority: PublicKey.default, untilTs: 0n };
    expectEvents(off, ['authorityProposed', told]);
    expect(test.planState()).to.deep.include({ pendingAuthority: null, pendingAuthorityUntilTs: 0 });
    test.refuse(test.accept(stranger.publicKey), 'NotPendingAuthority', stranger);
    test.run(test.propose(stranger.publicKey), authority);
    test.run(test.propose(creator.publicKey), authority);
    test.refuse(test.accept(stranger.publicKey), 'NotPendingAuthority', stranger);
    test.run(test.accept(creator.publicKey), creator);
  });

  scenario('an offer is good for 30 days, to its last second', (test) => {
    test.run(test.propose(stranger.publicKey), authority);
    test.at(30 * DAY + 1);
    test.refuse(test.accept(stranger.publicKey), 'AuthorityOfferExpired', stranger);
    test.at(30 * DAY);
    test.run(test.accept(stranger.publicKey), stranger);
  });

  scenario('an offer that has run out stays so, until it is made anew', (test) => {
    test.run(test.propose(stranger.publicKey), authority);
    test.at(400 * DAY);
    test.refuse(test.accept(stranger.publicKey), 'AuthorityOfferExpired', stranger);
    test.run(test.withdraw(1n), authority);
    test.run(test.propose(stranger.publicKey), authority);
    test.at(430 * DAY);
    test.run(test.accept(stranger.publicKey), stranger);
  });

  scenario('an acceptance runs at its last second and not one later', (test) => {
    test.run(test.propose(stranger.publicKey), authority);
    const accept = test.accept(stranger.publicKey, { expiresTs: test.now() });
    test.world.chain.advance(1);
    test.refuse(accept, 'InstructionExpired', stranger);
    test.world.chain.advance(-1);
    test.run(accept, stranger);
  });

  scenario('an offer is good for one acceptance', (test) => {
    test.handOver(stranger);
    test.refuse(test.accept(stranger.publicKey), 'NotPendingAuthority', stranger);
    test.run(test.propose(authority.publicKey, { authority: stranger.publicKey }), stranger);
    test.refuse(test.accept(stranger.publicKey), 'NotPendingAuthority', stranger);
    test.run(test.accept(authority.publicKey), authority);
    expect(test.planState().authority.equals(authority.publicKey)).to.be.true;
  });

  scenario('refuse acceptance to everybody else, the authority, the creator and roles included', (test) => {
    for (const other of [stranger, authority, operator, creator]) {
      test.refuse(test.accept(other.publicKey), 'NotPendingAuthority', other);
    }
    test.run(test.propose(beneficiary.publicKey), authority);
    for (const other of [stranger, authority, operator, creator]) {
      test.refuse(test.accept(other.publicKey), 'NotPendingAuthority', other);
    }
    test.refuse(unsigned(test.accept(beneficiary.publicKey), beneficiary.publicKey), 'AccountNotSigner');
  });

  scenario("refuse to take over another plan by this one's offer", (test) => {
    const sibling = test.world.plan({ planId: 1n, mint: test.plan.mintHandle });
    test.run(test.propose(stranger.publicKey), authority);
    test.refuse(test.accept(stranger.publicKey, { plan: sibling.address }), 'NotPendingAuthority', stranger);
    test.refuse(test.accept(stranger.publicKey, { plan: test.issue() }), 'AccountDiscriminatorMismatch', stranger);
  });

  scenario('count each hand-over, also one to who has the authority already', (test) => {
    test.handOver(authority);
    expect(test.planState()).to.deep.include({ authority: authority.publicKey, authorityChanges: 1 });
    test.handOver(stranger);
    test.run(test.propose(authority.publicKey, { authority: stranger.publicKey }), stranger);
    test.run(test.accept(authority.publicKey), authority);
    expect(test.planState()).to.deep.include({ authority: authority.publicKey, authorityChanges: 3 });
  });

  scenario('leave roles, promises, terms and the rent recipient as they were', (test) => {
    const before = test.planState();
    test.handOver(stranger);
    expect(test.planState()).to.deep.equal({ ...before, authority: stranger.publicKey, authorityChanges: 1 });
  });

  /** Every act that the authority can sign. */
  const acts: Record<string, (test: PlanScenario) => TransactionInstruction> = {
    setRole: (test) => test.setRole('guardian', authority.publicKey),
    proposeAuthority: (test) => test.propose(authority.publicKey),
    withdrawSurplus: (test) => test.withdraw(1n),
    acceleratePlan: (test) => test.acceleratePlan(1),
    sealPlan: (test) => test.sealPlan(),
    closePlan: (test) => test.closePlan(),
    issueGrants: (test) => test.issueGrants({ issuer: authority.publicKey, payer: authority.publicKey }),
  };
  const onGrants: Record<string, (test: PlanScenario) => TransactionInstruction> = {
    voidGrant: (test) => test.voidGrant(test.issue()),
    accelerateGrant: (test) => test.accelerate(test.issue(), 1),
    terminateGrant: (test) => test.terminate(test.issue()),
    pauseGrant: (test) => test.pause(test.issue(), 1),
    proposeTransfer: (test) =>
      test.proposeTransfer(test.issue(), stranger.publicKey, { proposer: authority.publicKey }),
    closeGrant: (test) => test.closeGrant(test.issue(), { signer: authority.publicKey }),
  };
  const refusals: Partial<Record<string, sdk.TenureErrorName>> = {
    acceleratePlan: 'NotAccelerator',
    accelerateGrant: 'NotAccelerator',
    issueGrants: 'NotIssuer',
    proposeTransfer: 'NotTransferParty',
    closeGrant: 'NotBeneficiary',
  };
  for (const [name, build] of Object.entries({ ...acts, ...onGrants })) {
    scenario(
      `void what the old authority signed before: ${name}`,
      (test) => {
        const presigned = build(test);
        test.handOver(stranger);
        test.refuse(presigned, refusals[name] ?? 'NotAuthority', authority);
      },
      { policy: { voidSecs: 100 } },
    );
  }

  describe('propose_authority is refused', () => {
    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      build: (test, { signer, ...changed }) =>
        test.propose(stranger.publicKey, { ...changed, ...(signer && { authority: signer }) }),
    });
  });
});
