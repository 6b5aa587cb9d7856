import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID, createTransferCheckedInstruction } from '@solana/spl-token';
import { expect } from 'chai';
import { member, scenario } from '../governance/scenario';
import type { MintOptions } from '../support/mints';
import { AT_ONCE, people } from '../support/world';

const { authority, beneficiary, rentRecipient, stranger } = people;

/** A mint of each kind that a vault's account differs by. */
const MINTS: Record<string, MintOptions> = {
  'SPL Token': { tokenProgram: TOKEN_PROGRAM_ID },
  'Token-2022': { tokenProgram: TOKEN_2022_PROGRAM_ID },
  'Token-2022 with a transfer fee of nothing': {
    extensions: [{ kind: 'transferFee', bps: 0, maximum: 0n, authority: null }],
  },
};

describe('the vaults of plan and governance are closed', () => {
  for (const [what, mint] of Object.entries(MINTS)) {
    scenario(
      `for a mint of ${what}: tokens to the authority, rent to the rent recipient, nothing is left`,
      (test) => {
        const { chain } = test.world;
        test.run(test.createGovernance(), authority);
        const grant = test.issue({ total: 5n, shape: AT_ONCE });
        test.deposited(member(1), 70n);
        // Tokens that nobody deposited.
        const governance = test.governanceState();
        const source = test.tokensOf(stranger, 30n);
        const { mint: address, tokenProgram, vault } = test.plan;
        const gift = createTransferCheckedInstruction(
          source,
          address,
          governance.vault,
          stranger.publicKey,
          30n,
          6,
          [],
          tokenProgram,
        );
        test.run(gift, stranger);
        test.run([test.claim(grant), test.closeGrant(grant)], beneficiary);
        test.run(test.sealPlan(), authority);
        test.run([test.sweep(grant), test.withdrawVotes(member(1))], member(1));
        expect(test.world.tokens(test.walletOf(member(1)))).to.equal(70n);

        const rent = () => chain.balance(rentRecipient.publicKey);
        const [before, held] = [rent(), chain.balance(governance.address) + chain.balance(governance.vault)];
        test.run(test.closeGovernance());
        expect([governance.address, governance.vault].map((key) => chain.account(key))).to.deep.equal([null, null]);
        expect(rent() - before).to.equal(held);
        expect(test.vault()).to.equal(1_000n - 5n + 30n);

        const [between, left] = [rent(), chain.balance(test.plan.address) + chain.balance(vault)];
        test.run(test.closePlan(), authority);
        expect(chain.account(vault)).to.equal(null);
        expect(chain.account(test.plan.address)?.data.length).to.equal(8);
        expect(rent() - between).to.equal(left - chain.rent(8));
        expect(test.world.tokens(test.authorityWallet())).to.equal(1_025n);
      },
      { mint, funding: 1_000n },
    );
  }
});
