import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { associatedAddress, fundPlan, type Plan, type TokenTransfer } from '@tenure/sdk';
import { gained } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from './plan-effects';
import { fetchTransferAccounts } from './transfer-accounts';

/** What moves into the vault. */
export interface FundInput {
  /** Owner or delegate of the source, who signs. */
  readonly funder: PublicKey;
  /** Base units that leave the source; after a transfer fee less arrives. */
  readonly amount: bigint;
  /** The token account that pays; the funder's associated one unless given. */
  readonly source?: PublicKey | undefined;
}

/** The instruction that moves tokens into a vault; `opensFor` is its plan, where the same transaction opens the vault. */
export async function fundInstruction(
  context: OperationContext,
  plan: Pick<Plan, 'address' | 'mint' | 'tokenProgram' | 'vault'>,
  { funder, amount, source }: FundInput & { readonly source: PublicKey },
  opensFor?: TokenTransfer['opensFor'],
): Promise<TransactionInstruction> {
  const move = { source, destination: plan.vault, owner: funder, amount, opensFor };
  const transferAccounts = await fetchTransferAccounts(context, plan, move);
  const input = { funder, plan: plan.address, planState: plan, source, amount, transferAccounts };
  return fundPlan(input, context.programId);
}

/** Moves tokens into the vault. Signed by the funder. */
export function fundPlanOperation(
  context: OperationContext,
  plan: Plan,
  { funder, amount, source: given }: FundInput,
): Operation {
  const { format } = context;
  const source = given ?? associatedAddress(funder, plan.mint, plan.tokenProgram);
  const title = `Fund plan ${plan.planId} with ${format.tokens(amount, plan)}`;
  return {
    title,
    signer: funder,
    groups: async () => {
      const fund = await fundInstruction(context, plan, { funder, amount, source });
      return [{ label: title, instructions: [fund] }];
    },
    effects: (changes) => [
      { label: 'Leaves the wallet', value: format.tokens(-gained(changes, source), plan), strong: true },
      ...planEffects(context, plan, changes),
    ],
    again: 'Funding again moves the amount again: look at the vault first.',
    done: 'The tokens are in the vault. What is owed to nobody can be granted, or withdrawn by the authority.',
  };
}
