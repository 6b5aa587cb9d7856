import { createTransferCheckedInstruction } from '@solana/spl-token';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { expectEvents } from '../plan/scenario';
import { AT_ONCE, DAY, people } from '../support/world';
import { AGE, scenario } from './scenario';

const { authority, beneficiary, stranger } = people;
const HIGH_FEE = { policy: { acceptedRisks: sdk.riskBits(['mintAuthority', 'highTransferFee']) } };

describe('deposit_votes', () => {
  scenario('moves the tokens into the vault and keeps whose they are, and since when', (test) => {
    test.run(test.createGovernance(), authority);
    test.tokensOf(stranger, 900n);
    const outcome = test.run(test.deposit(stranger, 700n, { depositId: 4n }), stranger);
    const deposit = test.depositAt(stranger, 4n);
    const governance = test.governance();
    const owner = stranger.publicKey;
    expect(test.depositState(deposit)).to.deep.equal({
      ...{ address: deposit, governance, owner, depositId: 4n, amount: 700n, madeTs: test.now(), lockedUntilTs: 0 },
    });
    const { vault, deposited } = test.governanceState();
    expect([deposited, test.world.tokens(vault), test.world.tokens(test.walletOf(stranger))]).to.deep.equal([
      700n,
      700n,
      200n,
    ]);
    expectEvents(outcome, ['votesDeposited', { governance, deposit, owner, amount: 700n }]);
  });

  scenario('refuses nothing at all, more than there is, and an id that is in use', (test) => {
    test.run(test.createGovernance(), authority);
    test.tokensOf(stranger, 10n);
    test.refuse(test.deposit(stranger, 0n), 'AmountIsZero', stranger);
    test.refuse(test.deposit(stranger, 11n), 'InsufficientTokens', stranger);
    test.run(test.deposit(stranger, 4n), stranger);
    test.refuse(test.deposit(stranger, 4n), 'DepositAlreadyExists', stranger);
    test.run(test.deposit(stranger, 6n, { depositId: 1n }), stranger);
  });

  scenario("takes nobody else's tokens, and none of the vault's", (test) => {
    test.run(test.createGovernance(), authority);
    test.deposited(beneficiary, 50n);
    const { vault } = test.governanceState();
    test.refuse(test.deposit(stranger, 5n, { source: vault }), 'VaultIsCounterparty', stranger);
    test.tokensOf(beneficiary, 5n);
    test.refuse(test.deposit(stranger, 5n, { source: test.walletOf(beneficiary) }), 'OwnerMismatch', stranger);
    test.refuse(test.deposit(stranger, 5n, { source: test.plan.vault }), 'OwnerMismatch', stranger);
  });

  scenario('needs a governance', (test) => {
    test.tokensOf(stranger, 5n);
    test.refuse(test.deposit(stranger, 5n), 'AccountOwnedByWrongProgram', stranger);
  });

  scenario('nobody deposits into a sealed plan without grants: it could be kept from closing for good', (test) => {
    test.run(test.createGovernance(), authority);
    const grant = test.issue({ grantId: 1n, total: 5n, shape: AT_ONCE });
    test.seal();
    test.tokensOf(stranger, 2n);
    test.run(test.deposit(stranger, 1n), stranger);
    test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
    test.refuse(test.deposit(stranger, 1n, { depositId: 1n }), 'PlanIsSealed', stranger);
  });

  scenario(
    'counts what arrives after a fee',
    (test) => {
      test.run(test.createGovernance(), authority);
      const deposit = test.deposited(stranger, 1_000n);
      expect(test.depositState(deposit).amount).to.equal(750n);
      expect(test.governanceState().deposited).to.equal(750n);
      const outcome = test.run(test.withdrawVotes(stranger), stranger);
      expect(test.world.tokens(test.walletOf(stranger)), 'a quarter again').to.equal(562n);
      expectEvents(outcome, [
        'votesWithdrawn',
        { governance: test.governance(), deposit, owner: stranger.publicKey, amount: 750n },
      ]);
    },
    { ...HIGH_FEE, mint: { extensions: [{ kind: 'transferFee', bps: 2_500, maximum: 1_000_000n, authority: null }] } },
  );

  scenario(
    'of which nothing arrives is none',
    (test) => {
      test.run(test.createGovernance(), authority);
      test.tokensOf(stranger, 10n);
      test.refuse(test.deposit(stranger, 10n), 'AmountIsZero', stranger);
    },
    {
      ...HIGH_FEE,
      funding: 0n,
      mint: { extensions: [{ kind: 'transferFee', bps: 10_000, maximum: 1_000n, authority: null }] },
    },
  );

  scenario('what somebody just sends to the vault is no vote', (test) => {
    test.found();
    const { vault } = test.governanceState();
    const { address: mint, decimals, tokenProgram } = test.plan.mintHandle;
    const source = test.tokensOf(stranger, 5_000n);
    test.run(
      createTransferCheckedInstruction(source, mint, vault, stranger.publicKey, 5_000n, decimals, [], tokenProgram),
      stranger,
    );
    test.world.chain.advance(AGE + DAY);
    expect(test.proposalState(test.propose1()).eligible).to.equal(4_000n);
    expect(sdk.eligibleAt(test.planState(), test.governanceState(), test.now())).to.equal(4_000n);
  });
});
