import * as sdk from '@tenure/sdk';
import {
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  createApproveInstruction,
  createCloseAccountInstruction,
  createEnableCpiGuardInstruction,
  createReallocateInstruction,
  createTransferCheckedInstruction,
} from '@solana/spl-token';
import { type PublicKey, SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import { people } from '../support/world';
import { type TokenScenario, scenario } from './scenario';

const { authority, beneficiary, operator, stranger } = people;
const TOKEN_2022 = { mint: { tokenProgram: TOKEN_2022_PROGRAM_ID }, funding: 0n };

/** Has an account of the stranger pay nothing that a program asks for in its owner's name. */
function guarded(test: TokenScenario): PublicKey {
  const account = test.world.open(test.mint, stranger.publicKey, 3_000n);
  const { publicKey } = stranger;
  test.run(
    [
      createReallocateInstruction(account, publicKey, [ExtensionType.CpiGuard], publicKey, [], TOKEN_2022_PROGRAM_ID),
      createEnableCpiGuardInstruction(account, publicKey, [], TOKEN_2022_PROGRAM_ID),
    ],
    stranger,
  );
  return account;
}

describe('funders: an account with a CPI guard', () => {
  scenario(
    "can't fund by the program, but by a plain transfer, which counts the same",
    (test) => {
      const source = guarded(test);
      test.refuse(test.fund(2_000n), 'CpiGuardTransferBlocked', stranger);
      const { plan, mint } = test;
      const plain = createTransferCheckedInstruction(
        source,
        mint.address,
        plan.vault,
        stranger.publicKey,
        2_000n,
        6,
        [],
        mint.tokenProgram,
      );
      test.run(plain, stranger);
      const grant = test.issue();
      test.at(2_000);
      expect(test.collect(grant)).to.equal(2_000n);
    },
    TOKEN_2022,
  );

  scenario(
    'can fund through a delegate, as the guard allows',
    (test) => {
      const source = guarded(test);
      test.run(
        createApproveInstruction(source, operator.publicKey, stranger.publicKey, 2_000n, [], TOKEN_2022_PROGRAM_ID),
        stranger,
      );
      test.run(test.fund(2_000n, { source, funder: operator.publicKey }), operator);
      expect(test.vault()).to.equal(2_000n);
    },
    TOKEN_2022,
  );

  scenario(
    'can be claimed to',
    (test) => {
      const account = guarded(test);
      test.world.open(test.mint, test.plan.address, 2_000n);
      const grant = test.issue({ beneficiary: stranger.publicKey });
      test.at(2_000);
      test.run(test.claim(grant, { claimant: stranger.publicKey, destination: account }), stranger);
      expect(test.tokens(account)).to.equal(5_000n);
    },
    TOKEN_2022,
  );
});

describe('donations and dust', () => {
  scenario(
    'to the vault become surplus, and change nothing that anybody is owed',
    (test) => {
      const grant = test.issue();
      const before = test.planState();
      for (let count = 0; count < 3; count += 1) test.world.open(test.mint, test.plan.address, 1n);
      expect(test.planState()).to.deep.equal(before);
      test.at(1_000);
      expect(test.collect(grant)).to.equal(1_000n);
      test.refuse(test.withdraw(4n), 'SurplusTooSmall', authority);
      test.run(test.withdraw(3n), authority);
    },
    { funding: 2_000n },
  );

  scenario(
    'of lamports to vault, plan and grant come back with the rent',
    (test) => {
      const grant = test.issue({ total: 5n });
      const gifts = [test.plan.vault, test.plan.address, grant];
      for (const toPubkey of gifts) {
        test.run(SystemProgram.transfer({ fromPubkey: stranger.publicKey, toPubkey, lamports: 1_000_000 }), stranger);
      }
      const { chain } = test.world;
      const { rentRecipient } = test.plan;
      const before = chain.balance(rentRecipient) + gifts.reduce((sum, key) => sum + chain.balance(key), 0n);
      test.at(2_000);
      test.collect(grant);
      test.seal();
      const close = { signer: beneficiary.publicKey, plan: test.plan.address, grant, rentRecipient };
      test.run(sdk.closeGrant(close), beneficiary);
      test.run(test.closePlan(), authority);
      expect(chain.balance(rentRecipient)).to.equal(before - chain.rent(8));
    },
    { funding: 5n },
  );

  scenario(
    "to accounts of the plan's address that are not its vault are never touched",
    (test) => {
      const other = test.extraAccount(test.plan.address);
      expect(test.tokens(other)).to.equal(0n);
      const grant = test.issue();
      test.at(2_000);
      test.refuse(test.claim(grant, { planState: { ...test.plan, vault: other } }), 'WrongVault', beneficiary);
      expect(test.collect(grant)).to.equal(2_000n);
    },
    { funding: 2_000n },
  );
});

describe('the vault', () => {
  scenario('obeys nobody but the program: neither authority nor operator can close or drain it', (test) => {
    test.issue();
    const { vault } = test.plan;
    const { address, tokenProgram } = test.mint;
    for (const who of [authority, operator, stranger, people.creator, beneficiary]) {
      const own = test.world.open(test.mint, who.publicKey);
      const drain = createTransferCheckedInstruction(vault, address, own, who.publicKey, 1n, 6, [], tokenProgram);
      test.refuse(drain, 'OwnerMismatch', who);
      test.refuse(createApproveInstruction(vault, who.publicKey, who.publicKey, 1n), 'OwnerMismatch', who);
      // A token account with tokens can't be closed by anybody.
      test.refuse(createCloseAccountInstruction(vault, who.publicKey, who.publicKey), 'NonNativeHasBalance', who);
    }
  });
});
