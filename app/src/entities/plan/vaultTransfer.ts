/** Tokens that leave a plan's vault. */
import { gained, type Effect } from '@tenure/operations';
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { associatedAddress, fetchTransferRules, transferAccountsOf, type Plan } from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';

/**
 * Where tokens of the vault go: the associated account of their receiver, with the instruction that opens it where there
 * is none, and the accounts that the mint's transfer hook asks for. `amount` is base units.
 */
export async function fetchVaultTransfer(
  { reader }: ChainAccess,
  plan: Plan,
  to: PublicKey,
  payer: PublicKey,
  amount: bigint,
) {
  const { mint, tokenProgram, vault, address } = plan;
  const destination = associatedAddress(to, mint, tokenProgram);
  const opening = createAssociatedTokenAccountIdempotentInstruction(payer, destination, to, mint, tokenProgram);
  const rules = await fetchTransferRules(reader, plan);
  const move = { source: vault, destination, owner: address, amount, opensFor: to };
  return { destination, opening, transferAccounts: await transferAccountsOf(reader, rules, move) };
}

/** The line that tells what a receiver gets of the vault over all transactions of an operation. */
export function receivedEffect(
  plan: Plan,
  to: PublicKey,
  label: string,
  text: TokenText,
  changes: readonly AccountChange[],
): Effect {
  const account = associatedAddress(to, plan.mint, plan.tokenProgram);
  return { label, value: text(gained(changes, account), plan), strong: true };
}
