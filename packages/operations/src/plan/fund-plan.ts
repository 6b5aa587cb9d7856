import type { PublicKey } from '@solana/web3.js';
import { associatedAddress, fetchTransferRules, fundPlan, transferAccountsOf, type Plan } from '@tenure/sdk';
import { gained } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from './plan-effects';

/** What moves into the vault. */
export interface FundInput {
  /** Owner or delegate of the source, who signs. */
  readonly funder: PublicKey;
  /** Base units that leave the source; after a transfer fee less arrives. */
  readonly amount: bigint;
  /** The token account that pays; the funder's associated one unless given. */
  readonly source?: PublicKey | undefined;
}

/** Moves tokens into the vault. Signed by the funder. */
export function fundPlanOperation(
  context: OperationContext,
  plan: Plan,
  { funder, amount, source: given }: FundInput,
): Operation {
  const { format, reader, programId } = context;
  const { mint, tokenProgram, vault, address } = plan;
  const source = given ?? associatedAddress(funder, mint, tokenProgram);
  const title = `Fund plan ${plan.planId} with ${format.tokens(amount, plan)}`;
  return {
    title,
    signer: funder,
    groups: async () => {
      const rules = await fetchTransferRules(reader, plan);
      const move = { source, destination: vault, owner: funder, amount };
      const transferAccounts = await transferAccountsOf(reader, rules, move);
      const input = { funder, plan: address, planState: plan, source, amount, transferAccounts };
      return [{ label: title, instructions: [fundPlan(input, programId)] }];
    },
    effects: (changes) => [
      { label: 'Leaves the wallet', value: format.tokens(-gained(changes, source), plan), strong: true },
      ...planEffects(context, plan, changes),
    ],
    again: 'Funding again moves the amount again: look at the vault first.',
    done: 'The tokens are in the vault. What is owed to nobody can be granted, or withdrawn by the authority.',
  };
}
