/** Packed transactions carried out: signed, sent, followed to their end. */
import type { PackedTransaction } from './packed-transaction';
import { sendAndConfirm, type SendOptions, type SendRpc, type TransactionSender } from './send-and-confirm';
import {
  latestBlockhashes,
  signTransactions,
  type BlockhashRpc,
  type Blockhashes,
  type SignedTransaction,
} from './sign-transactions';
import type { TransactionOutcome } from './transaction-outcome';
import type { TransactionSigner } from './transaction-signer';

export interface ExecuteOneOptions {
  /** May be one for many transactions that are on their way at the same time. */
  readonly sender: TransactionSender;
  readonly signer: TransactionSigner;
  readonly blockhashes: Blockhashes;
  /** How often it may be signed, each time after the one before has expired; 1 unless given. */
  readonly maxSignings?: number;
  /** Called with what was signed before it is sent; where it fails, nothing is sent. */
  readonly beforeSend?: (signed: SignedTransaction) => Promise<void>;
}

/** A transaction as it was signed last, and its end. */
export interface Executed {
  readonly transaction: PackedTransaction;
  readonly outcome: TransactionOutcome;
}

/**
 * Carries out one transaction. It is signed anew only where the one before is known to be in no block for good;
 * `pack` makes it for each signing, so that its price is of that moment. Errors, with none of which it is on its
 * way: those of signing, of reading a blockhash, of `pack` and `beforeSend`.
 */
export async function executeTransaction(
  pack: () => Promise<PackedTransaction>,
  { sender, signer, blockhashes, maxSignings = 1, beforeSend }: ExecuteOneOptions,
): Promise<Executed> {
  for (let signings = 1; ; signings += 1) {
    const transaction = await pack();
    const [signed] = await signTransactions([transaction], signer, blockhashes);
    if (signed === undefined) throw new Error('No transaction was signed.');
    await beforeSend?.(signed);
    const outcome = await sender.sendAndConfirm(signed);
    if (outcome.kind !== 'expired') return { transaction, outcome };
    // Whatever was signed beside it is about to expire too: the next is signed for another blockhash.
    blockhashes.drop();
    if (signings >= maxSignings) return { transaction, outcome };
  }
}

/** How far several transactions have come. */
export type ExecuteProgress =
  | { readonly stage: 'signing' }
  | {
      readonly stage: 'sending';
      /** How many are decided, of how many. */
      readonly decided: number;
      readonly total: number;
      /** False while the server does not answer. */
      readonly answering: boolean;
    };

export interface ExecuteOptions extends Omit<SendOptions, 'onLook'> {
  readonly signer: TransactionSigner;
  /** How many are put before the signer together; 10 unless given. Their blockhash lives about a minute. */
  readonly atOnce?: number | undefined;
  /** Aborted by somebody who leaves: what is signed after that is not sent. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ExecuteProgress) => void) | undefined;
}

/** One transaction at its end. */
export interface TransactionResult<P extends PackedTransaction = PackedTransaction> {
  readonly transaction: P;
  /** Null where it was not sent. */
  readonly signed: SignedTransaction | null;
  readonly outcome: TransactionOutcome | { readonly kind: 'unsigned' };
}

const SIGNED_AT_ONCE = 10;

/**
 * Carries out transactions that somebody signs by hand: some are signed together and sent together, and where one
 * of them is not confirmed, those behind it stay unsigned. Nothing is signed anew. Errors: where the first can't
 * be signed, and so nothing was sent.
 */
export async function executeTransactions<P extends PackedTransaction>(
  rpc: BlockhashRpc & SendRpc,
  transactions: readonly P[],
  { signer, atOnce = SIGNED_AT_ONCE, signal, onProgress, ...send }: ExecuteOptions,
): Promise<TransactionResult<P>[]> {
  // Somebody may look for long at what is to be signed: each time the blockhash is new.
  const blockhashes = latestBlockhashes(rpc, send.commitment, 0);
  const results: TransactionResult<P>[] = [];
  const total = transactions.length;
  for (let from = 0; from < total; from += atOnce) {
    const some = transactions.slice(from, from + atOnce);
    onProgress?.({ stage: 'signing' });
    let signed: SignedTransaction[];
    try {
      signed = await signTransactions(some, signer, blockhashes);
    } catch (failure) {
      if (from === 0) throw failure;
      break;
    }
    if (signal?.aborted === true) break;
    onProgress?.({ stage: 'sending', decided: from, total, answering: true });
    const outcomes = await sendAndConfirm(rpc, signed, {
      ...send,
      onLook: ({ pending, answering }) =>
        onProgress?.({ stage: 'sending', decided: from + some.length - pending, total, answering }),
    });
    for (const [index, outcome] of outcomes.entries()) {
      const [transaction, sent = null] = [some[index], signed[index]];
      if (transaction !== undefined) results.push({ transaction, signed: sent, outcome });
    }
    if (outcomes.some(({ kind }) => kind !== 'confirmed')) break;
  }
  const unsigned = transactions
    .slice(results.length)
    .map((transaction): TransactionResult<P> => ({ transaction, signed: null, outcome: { kind: 'unsigned' } }));
  return [...results, ...unsigned];
}
