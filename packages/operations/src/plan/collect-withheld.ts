import type { PublicKey } from '@solana/web3.js';
import { associatedAddress, collectWithheld, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from './plan-effects';
import { fetchVaultTransfer, receivedEffect } from './vault-transfer';

/** What is collected. */
export interface CollectInput {
  readonly payroll: PublicKey;
  /** Base units, at most what is withheld; with 0 nothing is left to do. */
  readonly amount: bigint;
  /** A token account of payroll; its associated one, opened where there is none, unless given. */
  readonly destination?: PublicKey | undefined;
}

/** Moves what was withheld to payroll, who signs. */
export function collectWithheldOperation(
  context: OperationContext,
  plan: Plan,
  { payroll, amount, destination: given }: CollectInput,
): Operation {
  const receiver = given ?? associatedAddress(payroll, plan.mint, plan.tokenProgram);
  const title = `Collect ${context.format.tokens(amount, plan)} withheld in plan ${plan.planId}`;
  return {
    title,
    signer: payroll,
    groups: async ({ payer, expiresTs }) => {
      if (amount === 0n) return [];
      const transfer = { to: payroll, destination: given, payer, amount };
      const { opening, ...accounts } = await fetchVaultTransfer(context, plan, transfer);
      const input = { payroll, plan: plan.address, planState: plan, amount, ...accounts, expiresTs };
      return [{ label: title, instructions: [...opening, collectWithheld(input, context.programId)] }];
    },
    effects: (changes) => [
      receivedEffect(context, plan, receiver, 'Payroll receives', changes),
      ...planEffects(context, plan, changes),
    ],
    again: 'Only what was withheld can be collected.',
    done: 'The withheld tokens are with payroll.',
  };
}
