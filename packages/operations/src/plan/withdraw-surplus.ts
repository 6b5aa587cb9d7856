import type { PublicKey } from '@solana/web3.js';
import { associatedAddress, withdrawSurplus, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from './plan-effects';
import { fetchVaultTransfer, receivedEffect } from './vault-transfer';

/** What leaves the vault. */
export interface WithdrawInput {
  /** Base units, at most the surplus. */
  readonly amount: bigint;
  /** A token account of the authority; its associated one, opened where there is none, unless given. */
  readonly destination?: PublicKey | undefined;
}

/** Takes tokens that are owed to nobody out of the vault, to the authority, who signs. */
export function withdrawSurplusOperation(
  context: OperationContext,
  plan: Plan,
  { amount, destination: given }: WithdrawInput,
): Operation {
  const { authority, address, mint, tokenProgram } = plan;
  const receiver = given ?? associatedAddress(authority, mint, tokenProgram);
  const title = `Withdraw ${context.format.tokens(amount, plan)} from plan ${plan.planId}`;
  return {
    title,
    signer: authority,
    groups: async ({ payer, expiresTs }) => {
      const transfer = { to: authority, destination: given, payer, amount };
      const { opening, ...accounts } = await fetchVaultTransfer(context, plan, transfer);
      const input = { authority, plan: address, planState: plan, amount, ...accounts, expiresTs };
      return [{ label: title, instructions: [...opening, withdrawSurplus(input, context.programId)] }];
    },
    effects: (changes) => [
      receivedEffect(context, plan, receiver, 'The authority receives', changes),
      ...planEffects(context, plan, changes),
    ],
    again: 'Only what is owed to nobody can be withdrawn, whatever is tried.',
    done: 'The tokens are with the authority.',
  };
}
