import * as sdk from '@tenure/sdk';
import {
  createCloseAccountInstruction,
  createFreezeAccountInstruction,
  createPauseInstruction,
  createResumeInstruction,
  createThawAccountInstruction,
  createTransferCheckedInstruction,
} from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { expectPromises } from '../support/promises';
import { people } from '../support/world';
import { type TokenOptions, TokenScenario, claimed, scenario } from './scenario';

const { authority, beneficiary, operator, payroll, stranger } = people;
/** The mint's authorities are all the stranger's in these tests, and the plan has accepted them. */
const somebody = stranger.publicKey;

describe('a permanent delegate', () => {
  const delegate: TokenOptions = {
    mint: { extensions: [{ kind: 'permanentDelegate', delegate: somebody }] },
    risks: ['permanentDelegate'],
    funding: 4_000n,
  };
  const drain = (test: TokenScenario, amount: bigint): void => {
    const { address, tokenProgram } = test.mint;
    const loot = test.world.open(test.mint, somebody);
    const take = createTransferCheckedInstruction(
      test.plan.vault,
      address,
      loot,
      somebody,
      amount,
      6,
      [],
      tokenProgram,
    );
    test.run(take, stranger);
  };

  it('that empties the vault stops issuing, claims and withdrawals by name; what is put back is paid', () => {
    const test = new TokenScenario(delegate);
    const grant = test.issue({ withholdingBps: 1_000 });
    drain(test, 4_000n);
    test.at(1_000);
    const before = test.planState();
    test.refuse(test.issueGrants(1n), 'PlanNotFunded', operator);
    test.refuse(test.claim(grant), 'InsufficientTokens', beneficiary);
    test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
    expect(test.planState()).to.deep.equal(before);

    test.run(test.fund(1_999n), stranger);
    test.refuse(test.issueGrants(1n), 'PlanNotFunded', operator);
    test.run(test.fund(1n), stranger);
    expectPromises(test.world);
    expect(test.collect(grant)).to.equal(900n);
    test.at(2_000);
    expect(test.collect(grant)).to.equal(900n);
    test.run(test.collectWithheld(200n), payroll);
    expect(test.vault()).to.equal(0n);
  });

  it('that takes part of the vault: claims are paid as long as there is something, none in part', () => {
    const test = new TokenScenario(delegate);
    const grants = [1n, 2n].map((grantId) => test.issue({ grantId }));
    const [first = somebody, second = somebody] = grants;
    drain(test, 3_000n);
    test.at(1_000);
    expect(test.collect(first)).to.equal(1_000n);
    test.refuse(test.claim(second), 'InsufficientTokens', beneficiary);
    expect(test.planState()).to.include({ claimed: 1_000n, reserved: 3_000n });
  });

  it("that empties the vault can't make payroll's share or the surplus come out of others'", () => {
    const test = new TokenScenario(delegate);
    const grant = test.issue({ withholdingBps: 5_000 });
    test.at(2_000);
    test.collect(grant);
    drain(test, 2_500n);
    test.refuse(test.collectWithheld(1_000n), 'InsufficientTokens', payroll);
    test.refuse(test.withdraw(1n), 'SurplusTooSmall', authority);
    expect(test.planState().withheld).to.equal(1_000n);
  });
});

describe('a pause authority', () => {
  const pausable: TokenOptions = {
    mint: { extensions: [{ kind: 'pausable', authority: somebody }] },
    risks: ['pausable'],
    funding: 5_000n,
  };
  const pause = (test: TokenScenario) => test.run(createPauseInstruction(test.mint.address, somebody), stranger);
  const resume = (test: TokenScenario) => test.run(createResumeInstruction(test.mint.address, somebody), stranger);

  scenario(
    'that stops all transfers does not stop vesting: a later claim pays everything',
    (test) => {
      const grant = test.issue();
      pause(test);
      test.at(700);
      test.refuse(test.claim(grant), 'MintPaused', beneficiary);
      test.refuse(test.withdraw(1n), 'MintPaused', authority);
      test.at(2_000);
      resume(test);
      expect(test.collect(grant)).to.equal(2_000n);
    },
    pausable,
  );

  scenario(
    'does not stop what moves no tokens: issuing, terminating, settling',
    (test) => {
      const grant = test.issue();
      pause(test);
      test.run(test.issueGrants(3_000n), operator);
      test.at(500);
      const act = { authority: authority.publicKey, plan: test.plan.address, grant, expiresTs: 'never' } as const;
      test.run(sdk.terminateGrant({ ...act, cause: 'resignation' }), authority);
      test.at(501);
      test.run(sdk.settleTermination({ plan: test.plan.address, grant }));
      expect(test.planState()).to.include({ forfeited: 1_500n, reserved: 3_500n });
      resume(test);
      expect(test.collect(grant)).to.equal(500n);
    },
    { ...pausable, policy: { noticeSecs: 0 } },
  );

  scenario(
    'keeps a plan with tokens from closing for as long',
    (test) => {
      test.seal();
      pause(test);
      test.refuse(test.closePlan(), 'MintPaused', authority);
      resume(test);
      test.run(test.closePlan(), authority);
    },
    pausable,
  );
});

describe('a freeze authority', () => {
  const freezable: TokenOptions = { mint: { freezeAuthority: somebody }, risks: ['freezeAuthority'], funding: 5_000n };
  const freeze = (test: TokenScenario, account: PublicKey) =>
    test.run(
      createFreezeAccountInstruction(account, test.mint.address, somebody, [], test.mint.tokenProgram),
      stranger,
    );
  const thaw = (test: TokenScenario, account: PublicKey) =>
    test.run(createThawAccountInstruction(account, test.mint.address, somebody, [], test.mint.tokenProgram), stranger);

  scenario(
    "that freezes a beneficiary's account: claims fail, time accrues, and all is paid later",
    (test) => {
      const grant = test.issue();
      freeze(test, test.wallet);
      test.at(1_500);
      test.refuse(test.claim(grant), 'AccountFrozen', beneficiary);
      test.refuse(test.claim(grant, { claimant: somebody }), 'AccountFrozen', stranger);
      test.at(2_000);
      thaw(test, test.wallet);
      expect(test.collect(grant)).to.equal(2_000n);
    },
    freezable,
  );

  scenario(
    'that freezes one account of a beneficiary: another one can be paid',
    (test) => {
      const grant = test.issue();
      freeze(test, test.wallet);
      test.at(2_000);
      const destination = test.extraAccount(beneficiary.publicKey);
      expect(claimed(test.run(test.claim(grant, { destination }), beneficiary))).to.include({ received: 2_000n });
    },
    freezable,
  );

  scenario(
    "that freezes one person's account: nobody else notices",
    (test) => {
      const [first, second] = [test.issue({ grantId: 1n }), test.issue({ grantId: 2n, beneficiary: somebody })];
      freeze(test, test.wallet);
      test.at(2_000);
      test.refuse(test.claim(first), 'AccountFrozen', beneficiary);
      const destination = test.world.open(test.mint, somebody);
      test.run(test.claim(second, { claimant: somebody, destination }), stranger);
      expect(test.tokens(destination)).to.equal(2_000n);
    },
    freezable,
  );

  scenario(
    "that freezes payroll's account: claims don't depend on it",
    (test) => {
      const grant = test.issue({ withholdingBps: 5_000 });
      const wallet = test.world.open(test.mint, payroll.publicKey);
      freeze(test, wallet);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(1_000n);
      test.refuse(test.collectWithheld(1_000n), 'AccountFrozen', payroll);
      thaw(test, wallet);
      test.run(test.collectWithheld(1_000n), payroll);
    },
    freezable,
  );

  scenario(
    'that freezes the vault stops everything that moves tokens, and nothing is lost',
    (test) => {
      const grant = test.issue();
      freeze(test, test.plan.vault);
      test.world.open(test.mint, somebody, 10n);
      test.at(1_000);
      test.refuse(test.claim(grant), 'AccountFrozen', beneficiary);
      test.refuse(test.withdraw(1n), 'AccountFrozen', authority);
      test.refuse(test.fund(1n), 'AccountFrozen', stranger);
      thaw(test, test.plan.vault);
      expect(test.collect(grant)).to.equal(1_000n);
    },
    freezable,
  );

  scenario(
    'with accounts that start frozen: vault and wallets have to be thawed first',
    (test) => {
      const source = test.world.open(test.mint, somebody);
      thaw(test, source);
      test.world.open(test.mint, somebody, 2_000n);
      test.refuse(test.fund(2_000n), 'AccountFrozen', stranger);
      thaw(test, test.plan.vault);
      test.run(test.fund(2_000n), stranger);
      const grant = test.issue();
      test.at(2_000);
      test.refuse(test.claim(grant), 'AccountFrozen', beneficiary);
      thaw(test, test.wallet);
      expect(test.collect(grant)).to.equal(2_000n);
    },
    {
      mint: { extensions: [{ kind: 'defaultFrozen' }], freezeAuthority: somebody },
      risks: ['defaultFrozen', 'freezeAuthority'],
      funding: 0n,
    },
  );
});

describe('a close authority', () => {
  const closable: TokenOptions = {
    mint: { extensions: [{ kind: 'closeAuthority', authority: somebody }] },
    risks: ['closeAuthority'],
    funding: 0n,
  };
  const close = (test: TokenScenario) =>
    createCloseAccountInstruction(test.mint.address, somebody, somebody, [], test.mint.tokenProgram);

  scenario(
    'has no power while a plan holds tokens',
    (test) => {
      test.world.open(test.mint, test.plan.address, 2_000n);
      const grant = test.issue();
      test.refuse(close(test), 'MintHasSupply', stranger);
      test.at(2_000);
      expect(test.collect(grant)).to.equal(2_000n);
    },
    closable,
  );

  scenario(
    'that makes the mint anew with other decimals can fund nothing',
    (test) => {
      test.run(close(test), stranger);
      test.world.mint({ tokenProgram: test.mint.tokenProgram, decimals: 9 });
      test.world.open(test.mint, somebody, 100n);
      test.refuse(test.fund(100n), 'MintDecimalsMismatch', stranger);
    },
    closable,
  );
});
