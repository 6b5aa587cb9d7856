import { AuthorityType, createSetAuthorityInstruction, TOKEN_2022_PROGRAM_ID } from '@solana/spl-token';
import { SystemProgram, type PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { claim } from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { people } from '../support/world';
import { closed, forge } from './attacks';
import { scenario, STEADY, swapped, unsigned, type Scenario } from './scenario';

const { authority, beneficiary, operator, stranger } = people;
const steady = { total: 2_000n, shape: STEADY };

/** A grant with 700 to claim. */
function due(test: Scenario): PublicKey {
  const grant = test.issue(steady);
  test.at(700);
  return grant;
}

describe('claim, refused', () => {
  describe('the destination', () => {
    for (const thief of [stranger, authority, operator]) {
      scenario(
        `is never an account of who sends the claim: ${thief === stranger ? 'a stranger' : thief === authority ? 'the authority' : 'the operator'}`,
        (test) => {
          const grant = due(test);
          const theirs = test.world.open(test.plan.mintHandle, thief.publicKey);
          const by = { claimant: thief.publicKey, destination: theirs };
          test.refuse(test.claim(grant, by), 'TokenAccountNotOwned', thief);
          test.refuse(test.claim(grant, { destination: theirs }), 'TokenAccountNotOwned', beneficiary);
        },
      );
    }

    scenario('is not the vault, of this plan or another', (test) => {
      const grant = due(test);
      const foreign = test.foreignPlan();
      for (const signer of [beneficiary, stranger]) {
        const by = { claimant: signer.publicKey };
        test.refuse(test.claim(grant, { ...by, destination: test.plan.vault }), 'VaultIsCounterparty', signer);
        test.refuse(test.claim(grant, { ...by, destination: foreign.vault }), 'TokenAccountNotOwned', signer);
      }
    });

    scenario("is a token account of the mint: not another mint's, a wallet, a mint or a forged one", (test) => {
      const grant = due(test);
      const otherMint = test.world.mint({ name: 'other mint' });
      const newer = test.world.mint({ name: 'newer mint', tokenProgram: TOKEN_2022_PROGRAM_ID });
      const wrong = [
        test.world.open(otherMint, beneficiary.publicKey),
        test.world.open(newer, beneficiary.publicKey),
        beneficiary.publicKey,
        keypair('nobody').publicKey,
        test.plan.mint,
        grant,
        forge(test, test.wallet, 'forged wallet', stranger.publicKey),
        forge(test, test.wallet, 'forged in the other program', TOKEN_2022_PROGRAM_ID),
      ];
      for (const destination of wrong) test.refuse(test.claim(grant, { destination }), 'NotATokenAccount', beneficiary);
    });

    scenario('is still theirs: not an associated account whose owner was changed', (test) => {
      const grant = due(test);
      const { tokenProgram } = test.plan;
      const sell = createSetAuthorityInstruction(
        test.wallet,
        beneficiary.publicKey,
        AuthorityType.AccountOwner,
        stranger.publicKey,
        [],
        tokenProgram,
      );
      test.run(sell, beneficiary);
      test.refuse(test.claim(grant), 'TokenAccountNotOwned', beneficiary);
      test.refuse(test.claim(grant, { claimant: stranger.publicKey }), 'TokenAccountNotOwned', stranger);
      const other = test.openOther(beneficiary, 'second wallet');
      test.run(test.claim(grant, { destination: other }), beneficiary);
      expect(test.world.tokens(other)).to.equal(700n);
    });
  });

  describe('the accounts of the plan', () => {
    scenario("are its own: not another plan's vault, mint or token program", (test) => {
      const grant = due(test);
      const foreign = test.foreignPlan();
      const otherMint = test.world.mint({ name: 'other mint' }).address;
      test.refuse(test.claim(grant, { tokens: { vault: foreign.vault } }), 'WrongVault', beneficiary);
      test.refuse(test.claim(grant, { tokens: { vault: test.wallet } }), 'WrongVault', beneficiary);
      test.refuse(test.claim(grant, { tokens: { mint: otherMint } }), 'WrongMint', beneficiary);
      for (const tokenProgram of [TOKEN_2022_PROGRAM_ID, SystemProgram.programId, stranger.publicKey]) {
        test.refuse(test.claim(grant, { tokens: { tokenProgram } }), 'WrongTokenProgram', beneficiary);
      }
    });

    scenario("are of the grant's plan: another plan with its vault pays nothing for it", (test) => {
      const grant = due(test);
      const foreign = test.foreignPlan();
      test.refuse(test.claim(grant, { plan: foreign.address, tokens: foreign }), 'GrantOfAnotherPlan', beneficiary);
      const theirs = test.issueForeign(foreign, { startTs: test.start });
      test.refuse(test.claim(theirs), 'GrantOfAnotherPlan', beneficiary);
      test.run(test.claim(theirs, { plan: foreign.address, tokens: foreign }), beneficiary);
    });

    scenario('are of this program: no forged plan, with a vault of its own, and no forged grant', (test) => {
      const grant = due(test);
      const plan = forge(test, test.plan.address, 'forged plan', SystemProgram.programId);
      test.refuse(test.claim(grant, { plan }), 'AccountOwnedByWrongProgram', beneficiary);
      const forged = forge(test, grant, 'forged grant', stranger.publicKey);
      test.refuse(test.claim(forged), 'AccountOwnedByWrongProgram', beneficiary);
      test.refuse(test.claim(grant, { plan: grant }), 'AccountDiscriminatorMismatch', beneficiary);
      test.refuse(test.claim(test.plan.address), 'AccountDiscriminatorMismatch', beneficiary);
      test.refuse(test.claim(keypair('nobody').publicKey), 'AccountOwnedByWrongProgram', beneficiary);
    });

    scenario('are writable where they change', (test) => {
      const grant = due(test);
      for (const name of [test.plan.address, grant]) {
        const instruction = test.claim(grant);
        for (const meta of instruction.keys) if (meta.pubkey.equals(name)) meta.isWritable = false;
        test.refuse(instruction, 'ConstraintMut', beneficiary);
      }
    });
  });

  scenario('nobody claims in the name of who has not signed', (test) => {
    const grant = due(test);
    const other = test.openOther(beneficiary, 'second wallet');
    test.refuse(unsigned(test.claim(grant, { destination: other }), beneficiary.publicKey), 'AccountNotSigner');
    const asStranger = swapped(test.claim(grant, { destination: other }), beneficiary.publicKey, stranger.publicKey);
    test.refuse(asStranger, 'NotAssociatedAccount', stranger);
  });

  scenario('a closed grant pays no more', (test) => {
    test.refuse(test.claim(closed(test)), 'AccountDiscriminatorMismatch', beneficiary);
  });

  scenario('further accounts are passed on without their signatures and change nothing', (test) => {
    const grant = due(test);
    const extra = [test.plan.vault, test.plan.address, stranger.publicKey].map((pubkey) => ({
      pubkey,
      isSigner: true,
      isWritable: true,
    }));
    const instruction = claim({
      claimant: beneficiary.publicKey,
      plan: test.plan.address,
      planState: test.plan,
      grant,
      destination: test.wallet,
      transferAccounts: extra,
    });
    test.run(instruction, beneficiary);
    expect(test.paid()).to.equal(700n);
  });
});
