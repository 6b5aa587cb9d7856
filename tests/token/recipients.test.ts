import * as sdk from '@tenure/sdk';
import {
  AuthorityType,
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  createApproveInstruction,
  createCloseAccountInstruction,
  createEnableRequiredMemoTransfersInstruction,
  createReallocateInstruction,
  createSetAuthorityInstruction,
} from '@solana/spl-token';
import { PublicKey, TransactionInstruction, type AccountMeta } from '@solana/web3.js';
import { expect } from 'chai';
import { people } from '../support/world';
import { type TokenScenario, claimed, scenario } from './scenario';

const { beneficiary, payroll, stranger } = people;
const MEMO_PROGRAM_ID = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
const FUNDED = { funding: 2_000n };
const TOKEN_2022 = { ...FUNDED, mint: { tokenProgram: TOKEN_2022_PROGRAM_ID } };

/** Has a wallet's account take no transfer without a memo before it. */
function requireMemo(test: TokenScenario, account: PublicKey, owner = beneficiary): void {
  const { publicKey } = owner;
  const types = [ExtensionType.MemoTransfer];
  test.run(
    [
      createReallocateInstruction(account, publicKey, types, publicKey, [], TOKEN_2022_PROGRAM_ID),
      createEnableRequiredMemoTransfersInstruction(account, publicKey, [], TOKEN_2022_PROGRAM_ID),
    ],
    owner,
  );
}

const MEMO: readonly AccountMeta[] = [{ pubkey: MEMO_PROGRAM_ID, isSigner: false, isWritable: false }];

describe('recipients: an account that requires memos', () => {
  scenario(
    'is paid where the memo program is among the accounts, whoever claims; a memo in front does not help',
    (test) => {
      const grant = test.issue();
      requireMemo(test, test.wallet);
      test.at(1_000);
      test.refuse(test.claim(grant), 'NoMemo', beneficiary);
      test.refuse(test.claim(grant, { claimant: stranger.publicKey }), 'NoMemo', stranger);
      const memo = new TransactionInstruction({ programId: MEMO_PROGRAM_ID, keys: [], data: Buffer.from('claim') });
      test.refuse([memo, test.claim(grant)], 'NoMemo', beneficiary);
      expect(claimed(test.run(test.claim(grant, { transferAccounts: MEMO }), beneficiary))).to.include({
        received: 1_000n,
      });
      test.at(2_000);
      const call = test.claim(grant, { claimant: stranger.publicKey, transferAccounts: MEMO });
      expect(claimed(test.run(call, stranger))).to.include({ received: 1_000n });
      expect(test.tokens()).to.equal(2_000n);
    },
    TOKEN_2022,
  );

  scenario(
    'of payroll is paid what was withheld',
    (test) => {
      const grant = test.issue({ withholdingBps: 5_000 });
      const account = test.world.open(test.mint, payroll.publicKey);
      requireMemo(test, account, payroll);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(1_000n);
      test.refuse(test.collectWithheld(1_000n), 'NoMemo', payroll);
      test.run(test.collectWithheld(1_000n, { transferAccounts: MEMO }), payroll);
      expect(test.tokens(account)).to.equal(1_000n);
    },
    TOKEN_2022,
  );

  scenario(
    'another one, that requires none, gets a claim with the memo program as well',
    (test) => {
      const grant = test.issue();
      test.at(2_000);
      expect(claimed(test.run(test.claim(grant, { transferAccounts: MEMO }), beneficiary))).to.include({
        received: 2_000n,
      });
    },
    FUNDED,
  );
});

describe('recipients: an associated account that changed hands', () => {
  const giveAway = (test: TokenScenario, account: PublicKey): TransactionInstruction =>
    createSetAuthorityInstruction(
      account,
      beneficiary.publicKey,
      AuthorityType.AccountOwner,
      stranger.publicKey,
      [],
      test.mint.tokenProgram,
    );

  scenario(
    'is not paid, whoever claims; another account of the beneficiary is',
    (test) => {
      const grant = test.issue();
      test.run(giveAway(test, test.wallet), beneficiary);
      test.at(2_000);
      test.refuse(test.claim(grant), 'TokenAccountNotOwned', beneficiary);
      test.refuse(test.claim(grant, { claimant: stranger.publicKey }), 'TokenAccountNotOwned', stranger);
      const destination = test.extraAccount(beneficiary.publicKey);
      // Others can pay the associated account only.
      test.refuse(test.claim(grant, { claimant: stranger.publicKey, destination }), 'NotAssociatedAccount', stranger);
      test.run(test.claim(grant, { destination }), beneficiary);
      expect(test.tokens(destination)).to.equal(2_000n);
    },
    FUNDED,
  );

  scenario(
    "can't be made of a Token-2022 one",
    (test) => {
      test.refuse(giveAway(test, test.wallet), 'ImmutableOwner', beneficiary);
    },
    TOKEN_2022,
  );

  scenario(
    'between a claim being signed and sent: it pays the new owner of nothing',
    (test) => {
      const grant = test.issue();
      const destination = test.extraAccount(beneficiary.publicKey);
      test.at(2_000);
      const signed = test.claim(grant, { destination });
      test.run(giveAway(test, destination), beneficiary);
      test.refuse(signed, 'TokenAccountNotOwned', beneficiary);
    },
    FUNDED,
  );
});

describe('recipients: an associated account', () => {
  const close = (test: TokenScenario) =>
    createCloseAccountInstruction(
      test.wallet,
      beneficiary.publicKey,
      beneficiary.publicKey,
      [],
      test.mint.tokenProgram,
    );
  for (const options of [FUNDED, TOKEN_2022]) {
    const name = 'mint' in options ? 'Token-2022' : 'SPL Token';
    scenario(
      `that was closed is opened again by whoever sends the claim (${name})`,
      (test) => {
        const grant = test.issue();
        test.run(close(test), beneficiary);
        test.at(2_000);
        test.refuse(test.claim(grant, { claimant: stranger.publicKey }), 'NotATokenAccount', stranger);
        const call = { claimant: stranger.publicKey, beneficiary: beneficiary.publicKey, grant };
        test.run(sdk.claimWithAccount({ ...call, plan: test.plan.address, planState: test.plan }), stranger);
        expect(test.tokens()).to.equal(2_000n);
      },
      options,
    );
  }

  scenario(
    "with a delegate is paid like any other: what arrives is the beneficiary's to guard",
    (test) => {
      const grant = test.issue();
      test.run(createApproveInstruction(test.wallet, stranger.publicKey, beneficiary.publicKey, 5n), beneficiary);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(2_000n);
    },
    FUNDED,
  );
});
