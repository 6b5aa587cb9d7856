import { AccountLayout } from '@solana/spl-token';
import { associatedAddress, closeGovernance, governanceAddress, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { rentEffect } from '../plan/rent-effect';
import { fetchTransferAccounts } from '../plan/transfer-accounts';

/** Closes the governance of a sealed plan without grants and deposits; anybody may. */
export function closeGovernanceOperation(context: OperationContext, plan: Plan): Operation {
  const { reader, programId } = context;
  const { address, planId, rentRecipient, mint, tokenProgram, vault } = plan;
  const governance = governanceAddress(address, programId);
  const source = associatedAddress(governance, mint, tokenProgram);
  return {
    title: `Close the governance of plan ${planId}`,
    signer: null,
    groups: async () => {
      const held = await reader.getAccountInfo(source);
      if (held === null) return [];
      const { amount } = AccountLayout.decode(held.data.subarray(0, AccountLayout.span));
      const move = { source, destination: vault, owner: governance, amount };
      const transferAccounts = await fetchTransferAccounts(context, plan, move);
      const close = closeGovernance({ plan: address, planState: plan, rentRecipient, transferAccounts }, programId);
      return [{ label: 'Close the governance', instructions: [close] }];
    },
    effects: () => [{ label: 'Proposals and votes', value: 'none any more', strong: true }, rentEffect(plan)],
    again: 'A governance is closed once.',
    done: 'The governance is closed.',
  };
}
