import type { AccountMeta } from '@solana/web3.js';
import { fetchTransferRules, transferAccountsOf, type PlanTokens, type TokenTransfer } from '@tenure/sdk';
import type { OperationContext } from '../operation-context';

/** What one movement of a plan's tokens needs besides its own accounts. Errors: StateError, about mint or hook. */
export async function fetchTransferAccounts(
  { reader }: OperationContext,
  tokens: PlanTokens,
  transfer: TokenTransfer,
): Promise<AccountMeta[]> {
  return transferAccountsOf(reader, await fetchTransferRules(reader, tokens), transfer);
}
