/** How deposits go back to their owners. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import {
  associatedAddress,
  fetchTransferRules,
  transferAccountsOf,
  withdrawVotes,
  type Deposit,
  type Governance,
  type Plan,
} from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { OperationContext } from '../operation-context';

/** A plan and its governance, as they were read. */
export interface GovernedPlan {
  readonly plan: Plan;
  readonly governance: Pick<Governance, 'address' | 'vault' | 'minAgeSecs'>;
}

/** Who signs the return of deposits and pays for opening accounts, and where the tokens go. */
export interface ReturnInput {
  /** The owner, or anybody where the plan is sealed and has no grants. */
  readonly signer: PublicKey;
  readonly payer: PublicKey;
  /** The owner's associated account, opened where there is none, unless given. */
  readonly destination?: PublicKey | undefined;
}

/** The instructions that give some deposits back to their owners, each a group of its own. */
export async function returnGroups(
  { reader, programId, format }: OperationContext,
  plan: Plan,
  governance: Pick<Governance, 'address' | 'vault'>,
  deposits: readonly Deposit[],
  { signer, payer, destination: given }: ReturnInput,
): Promise<InstructionGroup[]> {
  const { mint, tokenProgram } = plan;
  const rules = await fetchTransferRules(reader, plan);
  return Promise.all(
    deposits.map(async ({ owner, depositId, amount }) => {
      const destination = given ?? associatedAddress(owner, mint, tokenProgram);
      const isMissing = given === undefined && (await reader.getAccountInfo(destination)) === null;
      const opening = isMissing
        ? [createAssociatedTokenAccountIdempotentInstruction(payer, destination, owner, mint, tokenProgram)]
        : [];
      const move = { source: governance.vault, destination, owner: governance.address, amount };
      const opensFor = isMissing ? owner : undefined;
      const transferAccounts = await transferAccountsOf(reader, rules, { ...move, opensFor });
      const input = { owner, signer, plan: plan.address, planState: plan, depositId, destination, transferAccounts };
      const label = `Take back ${format.tokens(amount, plan)} of deposit ${depositId}`;
      return { form: 'withdraw', label, instructions: [...opening, withdrawVotes(input, programId)] };
    }),
  );
}
