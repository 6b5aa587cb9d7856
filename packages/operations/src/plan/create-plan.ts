/** Creating a plan, and funding it in the same transaction where both fit. */
import type { TransactionInstruction } from '@solana/web3.js';
import {
  associatedAddress,
  createPlan,
  MAX_TRANSACTION_BYTES,
  planAddress,
  transactionSize,
  vaultAddress,
  type CreatePlan,
} from '@tenure/sdk';
import { gained } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { fundInstruction } from './fund-plan';

/** Bytes of the two compute budget instructions that are put before, with their program's address. */
const BUDGET_BYTES = 60;

/** The plan that is created. */
export interface CreatePlanInput {
  readonly plan: CreatePlan;
  /** Of the mint. */
  readonly decimals: number;
  /** Base units that the creator's associated account moves into the vault, where that fits the transaction; 0 for none. */
  readonly funding: bigint;
}

/** Moves the first tokens into the vault; empty for none. */
async function funding(
  context: OperationContext,
  { plan: { creator, planId, mint, tokenProgram }, funding: amount }: CreatePlanInput,
): Promise<TransactionInstruction[]> {
  if (amount === 0n) return [];
  const address = planAddress(creator, planId, context.programId);
  const plan = { address, mint, tokenProgram, vault: vaultAddress(address, mint, tokenProgram) };
  const source = associatedAddress(creator, mint, tokenProgram);
  return [await fundInstruction(context, plan, { funder: creator, amount, source }, address)];
}

/** Creates a plan, whose policy is fixed for good. Signed by its creator, who pays the rent. */
export function createPlanOperation(context: OperationContext, input: CreatePlanInput): Operation {
  const { format, reader, programId } = context;
  const { creator, planId, mint, tokenProgram, policy } = input.plan;
  const address = planAddress(creator, planId, programId);
  const vault = vaultAddress(address, mint, tokenProgram);
  const token = { mint, decimals: input.decimals };
  const title = `Create plan ${planId}`;
  // What is there before the first try is another plan with this number, which the program refuses.
  let tried = false;
  return {
    title,
    signer: creator,
    groups: async ({ payer }) => {
      if (tried && (await reader.getAccountInfo(address)) !== null) return [];
      tried = true;
      const create = createPlan(input.plan, programId);
      const both = [create, ...(await funding(context, input))];
      const fits = transactionSize(both, payer) + BUDGET_BYTES <= MAX_TRANSACTION_BYTES;
      return [{ label: title, instructions: fits ? both : [create] }];
    },
    effects: (changes) => [
      { label: 'New plan', value: address.toBase58() },
      { label: 'Can grant at most', value: format.tokens(policy.issueCap, token) },
      {
        label: 'Ending a grant',
        value: policy.cancellable ? `with ${format.span(policy.noticeSecs)} of notice` : 'never',
      },
      { label: 'Withheld at most', value: format.share(policy.maxWithholdingBps) },
      {
        label: 'Replacing a lost wallet',
        value: policy.recoverySecs === 0 ? 'never' : `after ${format.span(policy.recoverySecs)}, if nobody vetoes`,
      },
      { label: 'Goes into the vault', value: format.tokens(gained(changes, vault), token), strong: true },
    ],
    again: 'A plan with this number exists once: trying again can not make a second one.',
    done: 'The plan exists. Its promises are fixed now; grants can be issued as far as the vault is funded.',
  };
}
