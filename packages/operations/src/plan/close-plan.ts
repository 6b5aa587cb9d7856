import type { PublicKey } from '@solana/web3.js';
import { associatedAddress, closePlan, fetchVaultAmount, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { fetchVaultTransfer, receivedEffect } from './vault-transfer';

/**
 * Closes a sealed plan that owes nothing: what is left in the vault goes to the authority, who signs. `destination` is a
 * token account of the authority; its associated one, opened where there is none, unless given.
 */
export function closePlanOperation(context: OperationContext, plan: Plan, destination?: PublicKey): Operation {
  const { authority, address, mint, tokenProgram } = plan;
  const receiver = destination ?? associatedAddress(authority, mint, tokenProgram);
  const title = `Close plan ${plan.planId}`;
  return {
    title,
    signer: authority,
    groups: async ({ payer, expiresTs }) => {
      const amount = await fetchVaultAmount(context.reader, plan);
      const transfer = { to: authority, destination, payer, amount };
      const { opening, ...accounts } = await fetchVaultTransfer(context, plan, transfer);
      const input = { authority, plan: address, planState: plan, ...accounts, expiresTs };
      return [{ label: title, instructions: [...opening, closePlan(input, context.programId)] }];
    },
    effects: (changes) => [
      receivedEffect(context, plan, receiver, 'The authority receives', changes),
      { label: 'The plan', value: 'is gone; its address and its grants’ numbers never live again' },
    ],
    again: 'A plan closes once.',
    done: 'The plan is closed.',
  };
}
