/** Instructions as a transaction: legacy format, which every wallet and multisig takes. */
import { TransactionMessage, VersionedTransaction, type PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { encodeBase58, MAX_TRANSACTION_BYTES, transactionSize } from '@tenure/sdk';
import { EngineError } from './engine-error';

/** Builds a transaction without signatures. Errors: TransactionTooLarge. */
export function buildTransaction(
  instructions: readonly TransactionInstruction[],
  payerKey: PublicKey,
  recentBlockhash: string,
): VersionedTransaction {
  const size = transactionSize(instructions, payerKey);
  if (size > MAX_TRANSACTION_BYTES) {
    throw new EngineError(
      'TransactionTooLarge',
      `The transaction has ${size} bytes, and only ${MAX_TRANSACTION_BYTES} fit`,
      'Use a shorter schedule, or the same key for fees and for the role.',
    );
  }
  const message = new TransactionMessage({ payerKey, recentBlockhash, instructions: [...instructions] });
  return new VersionedTransaction(message.compileToLegacyMessage());
}

/** A transaction as multisigs import it: wire format in base58, signatures left zero. Errors: TransactionTooLarge. */
export function exportTransaction(
  instructions: readonly TransactionInstruction[],
  payer: PublicKey,
  recentBlockhash: string,
): string {
  return encodeBase58(buildTransaction(instructions, payer, recentBlockhash).serialize());
}
