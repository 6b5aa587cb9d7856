/** From packed transactions to bytes that can be sent. */
import type { BlockhashWithExpiryBlockHeight, Commitment } from '@solana/web3.js';
import { encodeBase58 } from '@tenure/sdk';
import { buildTransaction } from './build-transaction';
import { Cached } from './cached';
import { budgeted, type PackedTransaction } from './packed-transaction';
import type { TransactionSigner } from './transaction-signer';

/** What is needed of a web3.js `Connection`. */
export interface BlockhashRpc {
  getLatestBlockhash(commitment: Commitment): Promise<BlockhashWithExpiryBlockHeight>;
}

/** Where blockhashes come from. */
export type Blockhashes = Cached<BlockhashWithExpiryBlockHeight>;

/** A blockhash is good for about a minute: where many transactions are signed, one is used for this long. */
const BLOCKHASH_MS = 10_000;

/** The latest blockhash, the same one for `maxAgeMs` milliseconds; 10,000 unless given, 0: a new one each time. */
export function latestBlockhashes(rpc: BlockhashRpc, commitment: Commitment, maxAgeMs = BLOCKHASH_MS): Blockhashes {
  return new Cached(() => rpc.getLatestBlockhash(commitment), maxAgeMs);
}

/** A signed transaction: what is sent, again and again while its blockhash lives. */
export interface SignedTransaction {
  /** Base58; also the transaction's id. */
  readonly signature: string;
  readonly bytes: Uint8Array;
  /** After this block height it can't get in any more. */
  readonly lastValidBlockHeight: number;
}

/** Signs transactions together. Errors: those of the signer, of reading a blockhash, TransactionTooLarge. */
export async function signTransactions(
  packed: readonly PackedTransaction[],
  signer: TransactionSigner,
  blockhashes: Blockhashes,
): Promise<SignedTransaction[]> {
  const { blockhash, lastValidBlockHeight } = await blockhashes.get();
  const signed = await signer.signTransactions(
    packed.map((each) => buildTransaction(budgeted(each), each.payer, blockhash)),
  );
  if (signed.length !== packed.length) {
    throw new Error(`Of ${packed.length} transactions ${signed.length} came back from the wallet; none was sent.`);
  }
  // A wallet may put in a later blockhash of its own: one that is read after that lives at least as long.
  const replaced = signed.some(({ message }) => message.recentBlockhash !== blockhash);
  if (replaced) blockhashes.drop();
  const until = replaced ? (await blockhashes.get()).lastValidBlockHeight : lastValidBlockHeight;
  return signed.map((transaction) => {
    const [first = new Uint8Array()] = transaction.signatures;
    return { signature: encodeBase58(first), bytes: transaction.serialize(), lastValidBlockHeight: until };
  });
}
