import * as sdk from '@tenure/sdk';
import {
  TOKEN_2022_PROGRAM_ID,
  createApproveInstruction,
  createTransferCheckedInstruction,
  createTransferInstruction,
} from '@solana/spl-token';
import { expect } from 'chai';
import { swapped, unsigned } from '../grant/scenario';
import { AT_ONCE, people } from '../support/world';
import { refusesSubstitutes } from './attacks';
import { expectEvents, scenario } from './scenario';

const { stranger, beneficiary, authority } = people;
const EMPTY = { funding: 0n };
const U64_MAX = 18_446_744_073_709_551_615n;

describe('fund_plan', () => {
  scenario(
    'lets anybody add tokens to the vault, and says what arrived',
    (test) => {
      const source = test.tokensOf(stranger, 1_000n);
      const outcome = test.run(test.fund(400n), stranger);
      const plan = test.plan.address;
      expectEvents(outcome, ['planFunded', { plan, funder: stranger.publicKey, sent: 400n, received: 400n }]);
      expect([test.vault(), test.world.tokens(source)]).to.deep.equal([400n, 600n]);
      expect(test.totals()).to.deep.equal({
        ...{ reserved: 0n, withheld: 0n, allocated: 0n, claimed: 0n, forfeited: 0n, grantCount: 0, tombstoneCount: 0 },
      });
    },
    EMPTY,
  );

  scenario(
    'is what a plain transfer to the vault does too',
    (test) => {
      const source = test.tokensOf(stranger, 1_000n);
      test.run(createTransferInstruction(source, test.plan.vault, stranger.publicKey, 1_000n), stranger);
      test.issue({ total: 1_000n });
      expect(test.totals().reserved).to.equal(1_000n);
    },
    EMPTY,
  );

  scenario(
    "spends a delegate's allowance, and no more than that",
    (test) => {
      const source = test.tokensOf(beneficiary, 1_000n);
      test.run(createApproveInstruction(source, stranger.publicKey, beneficiary.publicKey, 300n), beneficiary);
      test.refuse(test.fund(301n, { source }), 'InsufficientTokens', stranger);
      test.run(test.fund(300n, { source }), stranger);
      expect(test.vault()).to.equal(300n);
    },
    EMPTY,
  );

  scenario(
    'still works in a sealed plan: tokens can never come too late',
    (test) => {
      test.tokensOf(stranger, 10n);
      test.run(test.sealPlan(), authority);
      test.run(test.fund(10n), stranger);
      expect(test.vault()).to.equal(10n);
    },
    EMPTY,
  );

  scenario(
    'holds and pays the largest amount there is',
    (test) => {
      const grant = test.issue({ total: U64_MAX, shape: AT_ONCE });
      expect(test.collect(grant)).to.equal(U64_MAX);
      expect(test.totals()).to.include({ claimed: U64_MAX, reserved: 0n });
    },
    { funding: U64_MAX, policy: { issueCap: U64_MAX, operatorCap: U64_MAX } },
  );

  scenario(
    'refuses nothing',
    (test) => {
      test.tokensOf(stranger, 1n);
      test.refuse(test.fund(0n), 'AmountIsZero', stranger);
    },
    EMPTY,
  );

  scenario(
    'refuses more than the source holds',
    (test) => {
      test.tokensOf(stranger, 99n);
      test.refuse(test.fund(100n), 'InsufficientTokens', stranger);
    },
    EMPTY,
  );

  scenario('refuses to fund the vault from itself', (test) => {
    test.refuse(test.fund(1n, { source: test.plan.vault }), 'VaultIsCounterparty', stranger);
  });

  scenario("refuses to fund one plan with another's tokens", (test) => {
    const sibling = test.world.plan({ planId: 1n, mint: test.plan.mintHandle });
    for (const funder of [stranger, authority]) {
      test.refuse(test.fund(1n, { source: sibling.vault, funder: funder.publicKey }), 'OwnerMismatch', funder);
    }
  });

  scenario("refuses to take somebody else's tokens", (test) => {
    const source = test.tokensOf(beneficiary, 100n);
    test.refuse(test.fund(100n, { source }), 'OwnerMismatch', stranger);
    test.refuse(
      unsigned(test.fund(100n, { source, funder: beneficiary.publicKey }), beneficiary.publicKey),
      'AccountNotSigner',
    );
  });

  scenario('refuses tokens of another mint', (test) => {
    const source = test.world.open(test.world.mint({ name: 'other mint' }), stranger.publicKey, 100n);
    test.refuse(test.fund(100n, { source }), 'MintMismatch', stranger);
  });

  scenario("refuses a plan that is none, and another plan's vault", (test) => {
    test.tokensOf(stranger, 100n);
    const grant = test.issue();
    test.refuse(test.fund(1n, { plan: grant }), 'AccountDiscriminatorMismatch', stranger);
    test.refuse(test.fund(1n, { plan: stranger.publicKey }), 'AccountOwnedByWrongProgram', stranger);
    const foreign = test.foreignPlan();
    test.refuse(swapped(test.fund(1n), test.plan.address, foreign.address), 'WrongVault', stranger);
  });

  scenario('works alike for Token-2022, whose mints need checked transfers', (test) => {
    const mint = test.world.mint({ name: 'token-2022', tokenProgram: TOKEN_2022_PROGRAM_ID, decimals: 2 });
    const plan = test.world.plan({ planId: 1n, mint, funding: 500n });
    const source = test.world.open(mint, stranger.publicKey, 70n);
    const { vault, tokenProgram } = plan;
    test.run(
      createTransferCheckedInstruction(source, mint.address, vault, stranger.publicKey, 70n, 2, [], tokenProgram),
      stranger,
    );
    expect(test.vault(plan)).to.equal(570n);
    test.refuse(
      sdk.fundPlan({ funder: stranger.publicKey, plan: plan.address, planState: plan, source, amount: 1n }),
      'InsufficientTokens',
      stranger,
    );
  });

  refusesSubstitutes({
    signer: stranger,
    prepare: (test) => test.tokensOf(stranger, 10n),
    build: (test) => test.fund(1n),
  });
});
