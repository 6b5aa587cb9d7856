/** Tokens that leave a plan's vault. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { AccountMeta, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { associatedAddress, type Plan } from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { gained } from '../account-changes';
import type { Effect } from '../operation';
import type { OperationContext } from '../operation-context';
import { fetchTransferAccounts } from './transfer-accounts';

/** A transfer out of the vault: who gets how much, and who pays for opening an account. */
export interface VaultTransferInput {
  readonly to: PublicKey;
  /** The account that is paid; the receiver's associated one, opened where there is none, unless given. */
  readonly destination?: PublicKey | undefined;
  readonly payer: PublicKey;
  /** Base units. */
  readonly amount: bigint;
}

/** What pays it. */
export interface VaultTransfer {
  readonly destination: PublicKey;
  /** Opens the destination where there is none; empty where the account was given. */
  readonly opening: readonly TransactionInstruction[];
  /** What the transfer needs besides. */
  readonly transferAccounts: readonly AccountMeta[];
}

/** Where tokens of the vault go, and what that needs besides. */
export async function fetchVaultTransfer(
  context: OperationContext,
  plan: Plan,
  { to, destination: given, payer, amount }: VaultTransferInput,
): Promise<VaultTransfer> {
  const { mint, tokenProgram, vault, address } = plan;
  const destination = given ?? associatedAddress(to, mint, tokenProgram);
  const opening =
    given === undefined
      ? [createAssociatedTokenAccountIdempotentInstruction(payer, destination, to, mint, tokenProgram)]
      : [];
  const move = { source: vault, destination, owner: address, amount, opensFor: given === undefined ? to : undefined };
  return { destination, opening, transferAccounts: await fetchTransferAccounts(context, plan, move) };
}

/** The line that tells what an account gets of the vault over all transactions of an operation. */
export function receivedEffect(
  { format }: OperationContext,
  plan: Plan,
  destination: PublicKey,
  label: string,
  changes: readonly AccountChange[],
): Effect {
  return { label, value: format.tokens(gained(changes, destination), plan), strong: true };
}
