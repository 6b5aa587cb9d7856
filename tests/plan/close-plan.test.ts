import * as sdk from '@tenure/sdk';
import { createTransferInstruction } from '@solana/spl-token';
import { SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import { STEADY, swapped } from '../grant/scenario';
import { AT_ONCE, POLICY, ROLES, people } from '../support/world';
import { refusesAttacks, refusesDestinations, refusesSubstitutes } from './attacks';
import { type PlanScenario, expectEvents, scenario } from './scenario';

const { authority, beneficiary, creator, payroll, rentRecipient, stranger } = people;
const THOUSAND = { funding: 1_000n };

function seal(test: PlanScenario): void {
  test.run(test.sealPlan(), authority);
}

describe('close_plan', () => {
  scenario(
    'pays the surplus to the authority and the rent to its recipient',
    (test) => {
      test.spent(1n, 100n);
      seal(test);
      test.run(test.sweep(test.addressOf(1n)));
      const destination = test.authorityWallet();
      const { chain } = test.world;
      const lamports = () =>
        [test.plan.address, test.plan.vault, rentRecipient.publicKey].map((key) => chain.balance(key));
      const [plan = 0n, vault = 0n, before = 0n] = lamports();
      const creatorBefore = chain.balance(creator.publicKey);

      const outcome = test.run(test.closePlan(), authority);
      expectEvents(outcome, ['planClosed', { plan: test.plan.address, surplus: 900n }]);
      expect(test.world.tokens(destination)).to.equal(900n);
      const kept = chain.rent(8);
      expect(lamports()).to.deep.equal([kept, 0n, before + plan + vault - kept]);
      expect(chain.balance(creator.publicKey)).to.equal(creatorBefore);
      expect(chain.account(test.plan.vault)).to.be.null;
    },
    THOUSAND,
  );

  scenario(
    'closes an empty vault without moving tokens',
    (test) => {
      test.spent(1n, 1_000n);
      seal(test);
      test.run(test.sweep(test.addressOf(1n)));
      const outcome = test.run(test.closePlan(), authority);
      expectEvents(outcome, ['planClosed', { plan: test.plan.address, surplus: 0n }]);
    },
    THOUSAND,
  );

  scenario(
    'closes a plan that never issued',
    (test) => {
      seal(test);
      test.run(test.closePlan(), authority);
      expect(test.world.chain.account(test.plan.address)?.data.toString('latin1')).to.equal('\u0001closed\0');
    },
    { funding: 0n },
  );

  scenario(
    'a closed plan never lives again: not by creating it anew, nor with lamports sent to it',
    (test) => {
      seal(test);
      test.run(test.closePlan(), authority);
      const again = sdk.createPlan({
        ...{ creator: creator.publicKey, planId: 0n, mint: test.plan.mint, tokenProgram: test.plan.tokenProgram },
        ...{ roles: ROLES, policy: POLICY },
      });
      test.refuse(again, 'PlanAlreadyExists', creator);
      const { address } = test.plan;
      test.run(
        SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey: address, lamports: 1_000_000_000 }),
        stranger,
      );
      test.refuse(again, 'PlanAlreadyExists', creator);
    },
    THOUSAND,
  );

  scenario(
    'a closed plan takes no instruction any more, not even where somebody opens its vault again',
    (test) => {
      const destination = test.authorityWallet();
      seal(test);
      test.run(test.closePlan(), authority);
      test.world.open(test.plan.mintHandle, test.plan.address, 500n);
      test.tokensOf(stranger, 10n);
      const acts = [
        test.closePlan({ destination }),
        test.withdraw(1n, { destination }),
        test.sealPlan(),
        test.setRole('operator', authority.publicKey),
        test.propose(stranger.publicKey),
        test.acceleratePlan(1),
        test.issueGrants({ issuer: authority.publicKey, payer: authority.publicKey }),
      ];
      for (const act of acts) test.refuse(act, 'AccountDiscriminatorMismatch', authority);
      test.refuse(test.fund(1n), 'AccountDiscriminatorMismatch', stranger);
    },
    THOUSAND,
  );

  describe('is refused', () => {
    scenario('while the plan still issues', (test) => {
      test.refuse(test.closePlan(), 'PlanNotSealed', authority);
    });

    scenario('while a grant lives, though nothing is owed to it', (test) => {
      const grant = test.issue({ total: 10n, shape: AT_ONCE });
      test.collect(grant);
      seal(test);
      test.refuse(test.closePlan(), 'PlanNotEmpty', authority);
      test.run(test.closeGrant(grant), beneficiary);
      test.run(test.closePlan(), authority);
    });

    scenario('while a grant is owed something', (test) => {
      test.issue({ total: 10n, shape: STEADY });
      seal(test);
      test.at(5_000);
      test.refuse(test.closePlan(), 'PlanNotEmpty', authority);
    });

    scenario('while a tombstone stands', (test) => {
      const grant = test.spent(1n);
      seal(test);
      test.refuse(test.closePlan(), 'PlanNotEmpty', authority);
      test.run(test.sweep(grant));
      test.run(test.closePlan(), authority);
    });

    scenario('while payroll has not collected what was withheld', (test) => {
      const grant = test.issue({ total: 10n, shape: AT_ONCE, withholdingBps: 5_000 });
      test.collect(grant);
      seal(test);
      test.run(test.closeGrant(grant), beneficiary);
      test.refuse(test.closePlan(), 'PlanNotEmpty', authority);
      test.run(test.collectWithheld(5n), payroll);
      test.run(test.closePlan(), authority);
    });

    scenario('with the rent going elsewhere', (test) => {
      seal(test);
      for (const other of [authority, creator, stranger]) {
        const planState = { ...test.plan, rentRecipient: other.publicKey };
        test.refuse(test.closePlan({ planState }), 'WrongRentRecipient', authority);
      }
    });

    scenario("with a sibling plan's vault in the place of the plan's own", (test) => {
      const sibling = test.world.plan({ planId: 1n, mint: test.plan.mintHandle });
      seal(test);
      test.refuse(swapped(test.closePlan(), test.plan.vault, sibling.vault), 'WrongVault', authority);
    });

    scenario('to an old authority, also with an act signed before the hand-over', (test) => {
      seal(test);
      const presigned = test.closePlan();
      test.handOver(stranger);
      test.refuse(presigned, 'NotAuthority', authority);
    });

    refusesAttacks({
      signer: authority,
      refusal: 'NotAuthority',
      prepare: seal,
      build: (test, { signer, ...changed }) => test.closePlan({ ...changed, ...(signer && { authority: signer }) }),
    });
    refusesSubstitutes({ signer: authority, prepare: seal, build: (test) => test.closePlan() });
    refusesDestinations({ signer: authority, prepare: seal, build: (test, changed) => test.closePlan(changed) });
  });

  scenario(
    'takes donations along that came in the last moment',
    (test) => {
      seal(test);
      const source = test.tokensOf(stranger, 7n);
      const donate = createTransferInstruction(source, test.plan.vault, stranger.publicKey, 7n);
      const outcome = test.run([donate, test.closePlan()], stranger, authority);
      expectEvents(outcome, ['planClosed', { plan: test.plan.address, surplus: 7n }]);
    },
    { funding: 0n },
  );
});
