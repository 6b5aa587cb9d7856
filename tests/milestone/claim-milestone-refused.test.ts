import { TOKEN_2022_PROGRAM_ID } from '@solana/spl-token';
import { SystemProgram, type PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { forge } from '../grant/attacks';
import { swapped, unsigned } from '../grant/scenario';
import { keypair } from '../support/transactions';
import { AT_ONCE, people } from '../support/world';
import { scenario, type MilestoneScenario } from './scenario';

const { authority, beneficiary, guardian, operator, stranger } = people;

/** A milestone with a thousand to claim. */
function due(test: MilestoneScenario): PublicKey {
  return test.met(80n);
}

describe('claim_milestone, refused', () => {
  describe('the destination', () => {
    scenario('is never an account of who sends the claim', (test) => {
      const milestone = due(test);
      for (const thief of [stranger, authority, operator, guardian]) {
        const theirs = test.world.open(test.plan.mintHandle, thief.publicKey);
        const by = { claimant: thief.publicKey, destination: theirs };
        test.refuse(test.claimMilestone(milestone, by), 'TokenAccountNotOwned', thief);
      }
    });

    scenario('is not the vault, of this plan or another', (test) => {
      const milestone = due(test);
      const foreign = test.foreignPlan();
      test.refuse(test.claimMilestone(milestone, { destination: test.plan.vault }), 'VaultIsCounterparty', beneficiary);
      test.refuse(test.claimMilestone(milestone, { destination: foreign.vault }), 'TokenAccountNotOwned', beneficiary);
    });

    scenario('is a token account of the mint', (test) => {
      const milestone = due(test);
      const otherMint = test.world.mint({ name: 'other mint' });
      const wrong = [
        test.world.open(otherMint, beneficiary.publicKey),
        beneficiary.publicKey,
        keypair('nobody').publicKey,
        test.plan.mint,
        milestone,
        forge(test, test.wallet, 'forged wallet', stranger.publicKey),
      ];
      for (const destination of wrong) {
        test.refuse(test.claimMilestone(milestone, { destination }), 'NotATokenAccount', beneficiary);
      }
    });
  });

  describe('the accounts of the plan', () => {
    scenario("are its own: not another's vault, mint or token program", (test) => {
      const milestone = due(test);
      const foreign = test.foreignPlan();
      const otherMint = test.world.mint({ name: 'other mint' }).address;
      const claim = (tokens: object) => test.claimMilestone(milestone, { tokens });
      test.refuse(claim({ vault: foreign.vault }), 'WrongVault', beneficiary);
      test.refuse(claim({ vault: test.wallet }), 'WrongVault', beneficiary);
      test.refuse(claim({ mint: otherMint }), 'WrongMint', beneficiary);
      for (const tokenProgram of [TOKEN_2022_PROGRAM_ID, SystemProgram.programId]) {
        test.refuse(claim({ tokenProgram }), 'WrongTokenProgram', beneficiary);
      }
    });

    scenario("are of one plan and one grant: nobody is paid for another's milestone", (test) => {
      const milestone = due(test);
      const own = test.issue({ grantId: 2n, total: 1n, shape: AT_ONCE, beneficiary: stranger.publicKey });
      const destination = test.world.open(test.plan.mintHandle, stranger.publicKey);
      const stolen = test.claimMilestone(milestone, { claimant: stranger.publicKey, grant: own, destination });
      test.refuse(stolen, 'MilestoneOfAnotherGrant', stranger);
      const foreign = test.foreignPlan();
      const there = test.issueForeign(foreign, { beneficiary: stranger.publicKey });
      const theirs = { claimant: stranger.publicKey, destination, plan: foreign.address, tokens: foreign };
      test.refuse(test.claimMilestone(milestone, { ...theirs, grant: there }), 'MilestoneOfAnotherGrant', stranger);
      test.refuse(test.claimMilestone(milestone, theirs), 'GrantOfAnotherPlan', stranger);
      const fromOurs = test.claimMilestone(milestone, { claimant: stranger.publicKey, destination, grant: there });
      test.refuse(fromOurs, 'GrantOfAnotherPlan', stranger);
    });

    scenario('are of this program: no forged plan, grant or milestone', (test) => {
      const milestone = due(test);
      for (const account of [test.plan.address, test.grant, milestone]) {
        const forged = forge(test, account, 'forged', stranger.publicKey);
        test.refuse(
          swapped(test.claimMilestone(milestone), account, forged),
          'AccountOwnedByWrongProgram',
          beneficiary,
        );
      }
      for (const other of [test.plan.address, test.grant, test.mmlu, test.oracleSet()]) {
        const wrong = swapped(test.claimMilestone(milestone), milestone, other);
        test.refuse(wrong, 'AccountDiscriminatorMismatch', beneficiary);
      }
    });

    scenario('are writable where they change', (test) => {
      const milestone = due(test);
      for (const account of [test.plan.address, test.grant, milestone]) {
        const instruction = test.claimMilestone(milestone);
        for (const meta of instruction.keys) if (meta.pubkey.equals(account)) meta.isWritable = false;
        test.refuse(instruction, 'ConstraintMut', beneficiary);
      }
    });
  });

  scenario('nobody claims in the name of who has not signed', (test) => {
    const milestone = due(test);
    const destination = test.openOther(beneficiary, 'second wallet');
    test.refuse(unsigned(test.claimMilestone(milestone, { destination }), beneficiary.publicKey), 'AccountNotSigner');
  });

  scenario('a closed milestone pays no more', (test) => {
    const milestone = due(test);
    const claim = test.claimMilestone(milestone);
    test.run([claim, test.closeMilestone(milestone)], beneficiary);
    test.refuse(claim, 'AccountOwnedByWrongProgram', beneficiary);
    expect(test.paid()).to.equal(1_000n);
  });
});
