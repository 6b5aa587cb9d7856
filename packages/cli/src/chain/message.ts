/** Transactions as bytes. */
import {
  TransactionMessage,
  VersionedTransaction,
  type Keypair,
  type PublicKey,
  type TransactionInstruction,
} from '@solana/web3.js';
import { MAX_TRANSACTION_BYTES, transactionSize } from '@tenure/sdk';
import bs58 from 'bs58';
import { Refusal } from '../refusal';

/** Builds a transaction without signatures (legacy format). Errors: TransactionTooLarge. */
export function unsigned(
  instructions: readonly TransactionInstruction[],
  payerKey: PublicKey,
  recentBlockhash: string,
): VersionedTransaction {
  const size = transactionSize(instructions, payerKey);
  if (size > MAX_TRANSACTION_BYTES) {
    throw new Refusal(
      'TransactionTooLarge',
      `The transaction has ${size} bytes, at most ${MAX_TRANSACTION_BYTES} fit`,
      'Use a shorter schedule, or the same key for fees and for the role.',
    );
  }
  const message = new TransactionMessage({ payerKey, recentBlockhash, instructions: [...instructions] });
  return new VersionedTransaction(message.compileToLegacyMessage());
}

/** Everybody who has to sign, the fee payer first. */
export function signersOf({ message }: VersionedTransaction): PublicKey[] {
  return message.staticAccountKeys.slice(0, message.header.numRequiredSignatures);
}

/** A transaction as multisigs import it: wire format in base58, signatures left zero. */
export function exported(
  instructions: readonly TransactionInstruction[],
  payer: PublicKey,
  recentBlockhash: string,
): string {
  return bs58.encode(unsigned(instructions, payer, recentBlockhash).serialize());
}

/** A signed transaction: what is sent, again and again while its blockhash lives. */
export interface Signed {
  /** Base58; also the transaction's id. */
  readonly signature: string;
  readonly bytes: Uint8Array;
  /** After this block height it can't get in any more. */
  readonly lastValidBlockHeight: number;
}

/** A blockhash and how long it lives. */
export interface Blockhash {
  readonly blockhash: string;
  readonly lastValidBlockHeight: number;
}

/** Signs with those keys of the ring that must sign. Errors: MissingKey, naming whose signature lacks. */
export function sign(
  instructions: readonly TransactionInstruction[],
  payer: PublicKey,
  { blockhash, lastValidBlockHeight }: Blockhash,
  keyring: readonly Keypair[],
): Signed {
  const transaction = unsigned(instructions, payer, blockhash);
  const needed = signersOf(transaction);
  requireKeys(needed, keyring);
  transaction.sign(needed.flatMap((key) => keyring.find(({ publicKey }) => publicKey.equals(key)) ?? []));
  const [first = new Uint8Array()] = transaction.signatures;
  return { signature: bs58.encode(first), bytes: transaction.serialize(), lastValidBlockHeight };
}

/** Fails with `MissingKey` unless the ring has all the keys. */
export function requireKeys(needed: readonly PublicKey[], keyring: readonly Keypair[]): void {
  const missing = needed.filter((key) => !keyring.some(({ publicKey }) => publicKey.equals(key)));
  if (missing.length === 0) return;
  const names = missing.map((key) => key.toBase58()).join(' and ');
  throw new Refusal(
    'MissingKey',
    `${names} must sign, and no key pair given here is that`,
    'Name its file with --keypair or --signer; for a multisig print the transaction with --export.',
  );
}
