/** A stranger's deposit keeps neither a governance nor its plan from closing: at the end anybody gives it back. */
import {
  AuthorityType,
  createAssociatedTokenAccountIdempotentInstruction,
  createCloseAccountInstruction,
  createFreezeAccountInstruction,
  createSetAuthorityInstruction,
  createTransferCheckedInstruction,
} from '@solana/spl-token';
import type { Keypair } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { keypair } from '../support/transactions';
import { AT_ONCE, DAY, people } from '../support/world';
import { AGE, type GovernanceScenario, scenario } from './scenario';

const { authority, beneficiary, feePayer, stranger } = people;

/** Somebody who would give it back: anybody with lamports. */
const HELPER = keypair('helper');
const FREEZER = keypair('freezer');

/** A governance whose one grant is paid out and closed, in a sealed plan, with a deposit of the stranger's. */
function atTheEnd(test: GovernanceScenario): void {
  test.world.chain.airdrop(HELPER.publicKey);
  test.run(test.createGovernance(), authority);
  const grant = test.issue({ grantId: 1n, total: 5n, shape: AT_ONCE });
  test.deposited(stranger, 700n);
  test.seal();
  test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
  test.refuse(test.closeGovernance(), 'DepositsRemain');
}

function giveBack(test: GovernanceScenario, override: Partial<sdk.WithdrawVotes> = {}) {
  return test.withdrawVotes(stranger, { signer: HELPER.publicKey, ...override });
}

/** The governance closes, and then the plan. */
function close(test: GovernanceScenario): void {
  test.run(test.closeGovernance());
  test.run(test.closePlan(), authority);
}

/** Another token account of somebody's, which anybody can open for them. */
function openedFor(test: GovernanceScenario, owner: Keypair) {
  return test.openOther(owner, 'opened for them');
}

describe("a stranger's deposit", () => {
  scenario('is given back by anybody in a sealed plan without grants: tokens and rent to its owner', (test) => {
    atTheEnd(test);
    const deposit = test.depositAt(stranger);
    const before = [stranger, HELPER].map(({ publicKey }) => test.world.chain.balance(publicKey));
    const outcome = test.run(giveBack(test), HELPER);
    const owner = stranger.publicKey;
    expectEvents(outcome, ['votesWithdrawn', { governance: test.governance(), deposit, owner, amount: 700n }]);
    expect(test.world.tokens(test.walletOf(stranger))).to.equal(700n);
    const after = [stranger, HELPER].map(({ publicKey }) => test.world.chain.balance(publicKey));
    expect(after.map((lamports, index) => lamports - (before[index] ?? 0n))).to.deep.equal([
      test.world.chain.rent(104),
      0n,
    ]);
    close(test);
  });

  scenario('goes to nobody else, whoever gives it back', (test) => {
    atTheEnd(test);
    const own = test.world.open(test.plan.mintHandle, HELPER.publicKey);
    test.refuse(giveBack(test, { destination: own }), 'TokenAccountNotOwned', HELPER);
    test.refuse(giveBack(test, { destination: test.governanceState().vault }), 'TokenAccountNotOwned', HELPER);
    test.refuse(giveBack(test, { destination: test.plan.vault }), 'VaultIsCounterparty', HELPER);
    test.refuse(giveBack(test, { owner: HELPER.publicKey }), 'AccountOwnedByWrongProgram', HELPER);
    const call = giveBack(test);
    for (const meta of call.keys) if (meta.pubkey.equals(stranger.publicKey)) meta.pubkey = HELPER.publicKey;
    test.refuse(call, 'NotYourDeposit', HELPER);
  });

  scenario('is its owner alone as long as the plan issues, or has grants', (test) => {
    test.world.chain.airdrop(HELPER.publicKey);
    test.run(test.createGovernance(), authority);
    test.deposited(stranger, 700n);
    test.refuse(giveBack(test), 'NotYourDeposit', HELPER);
    const grant = test.issue({ grantId: 1n, total: 5n, shape: AT_ONCE });
    test.seal();
    test.refuse(giveBack(test), 'NotYourDeposit', HELPER);
    test.refuse(giveBack(test, { signer: authority.publicKey }), 'NotYourDeposit', authority);
    test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
    test.run(giveBack(test, { signer: authority.publicKey }), authority);
    close(test);
  });

  scenario('stays until the votes that it was cast in have ended, 30 days at most', (test) => {
    test.world.chain.airdrop(HELPER.publicKey);
    test.run(test.createGovernance({ votingSecs: 20 * DAY }), authority);
    const grant = test.issue({ grantId: 1n, total: 5n, shape: AT_ONCE });
    const deposit = test.deposited(stranger, 700n);
    test.world.chain.advance(AGE);
    test.run(test.openProposal(stranger, deposit), stranger);
    const proposal = sdk.proposalAddress(test.governance(), stranger.publicKey, 0n);
    test.run(test.castVote(proposal, stranger, deposit), stranger);
    test.seal();
    test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
    const { votingEndsTs } = test.proposalState(proposal);
    test.refuse(test.openProposal(stranger, deposit), 'NobodyCanVote', stranger);
    test.world.chain.setTime(votingEndsTs - 1);
    test.refuse(giveBack(test), 'DepositIsLocked', HELPER);
    test.world.chain.setTime(votingEndsTs);
    test.run(giveBack(test), HELPER);
    close(test);
  });

  scenario('needs no token account of the owner to be there: whoever gives it back opens one', (test) => {
    test.world.chain.airdrop(HELPER.publicKey);
    test.run(test.createGovernance(), authority);
    const owner = test.world.person('owner without an account');
    const source = test.openOther(owner, 'not the associated one');
    const { address: mint, decimals, tokenProgram } = test.plan.mintHandle;
    const from = test.tokensOf(authority, 5n);
    test.run(
      createTransferCheckedInstruction(from, mint, source, authority.publicKey, 5n, decimals, [], tokenProgram),
      authority,
    );
    test.run(
      [test.deposit(owner, 5n, { source }), createCloseAccountInstruction(source, owner.publicKey, owner.publicKey)],
      owner,
    );
    test.seal();
    const associated = test.walletOf(owner);
    expect(test.world.chain.account(associated)).to.equal(null);
    const back = test.withdrawVotes(owner, { signer: HELPER.publicKey });
    test.refuse(back, 'NotATokenAccount', HELPER);
    const open = createAssociatedTokenAccountIdempotentInstruction(
      feePayer.publicKey,
      associated,
      owner.publicKey,
      mint,
      tokenProgram,
    );
    test.run([open, back], HELPER);
    expect(test.world.tokens(associated)).to.equal(5n);
    close(test);
  });

  scenario('nor the associated one to be the owner’s still: another works where that was given away', (test) => {
    atTheEnd(test);
    const [associated, owner] = [test.walletOf(stranger), stranger.publicKey];
    test.run(createSetAuthorityInstruction(associated, owner, AuthorityType.AccountOwner, HELPER.publicKey), stranger);
    test.refuse(giveBack(test), 'TokenAccountNotOwned', HELPER);
    const destination = openedFor(test, stranger);
    test.run(giveBack(test, { destination }), HELPER);
    expect(test.world.tokens(destination)).to.equal(700n);
    close(test);
  });

  scenario(
    'nor not to be frozen: another works there too',
    (test) => {
      atTheEnd(test);
      const { address: mint, tokenProgram } = test.plan.mintHandle;
      test.run(
        createFreezeAccountInstruction(test.walletOf(stranger), mint, FREEZER.publicKey, [], tokenProgram),
        FREEZER,
      );
      test.refuse(giveBack(test), 'AccountFrozen', HELPER);
      const destination = openedFor(test, stranger);
      test.run(giveBack(test, { destination }), HELPER);
      expect(test.world.tokens(destination)).to.equal(700n);
      close(test);
    },
    {
      mint: { freezeAuthority: FREEZER.publicKey },
      policy: { acceptedRisks: sdk.riskBits(['mintAuthority', 'freezeAuthority']) },
    },
  );
});
