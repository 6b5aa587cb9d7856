/** Whoever signs: key pairs here, a wallet in the app. */
import type { Keypair, PublicKey, VersionedTransaction } from '@solana/web3.js';
import { EngineError } from './engine-error';

export interface TransactionSigner {
  /**
   * Signs all of them, or fails and signs none. They come back in their order; a wallet may have changed them,
   * so what comes back is what counts.
   */
  signTransactions(transactions: readonly VersionedTransaction[]): Promise<readonly VersionedTransaction[]>;
}

/** Fails with `MissingKey`, naming whose signature lacks, unless there is a key pair for each of the keys. */
export function requireKeys(needed: readonly PublicKey[], keypairs: readonly Keypair[]): void {
  const missing = needed.filter((key) => !keypairs.some(({ publicKey }) => publicKey.equals(key)));
  if (missing.length === 0) return;
  const names = missing.map((key) => key.toBase58()).join(' and ');
  throw new EngineError(
    'MissingKey',
    `${names} must sign, and no key pair given here is that`,
    'Give its key pair, or let its owner sign the exported transaction.',
  );
}

/** Signs with those of the key pairs that must sign. Errors: MissingKey. */
export function keypairSigner(keypairs: readonly Keypair[]): TransactionSigner {
  const sign = (transaction: VersionedTransaction): VersionedTransaction => {
    const { staticAccountKeys, header } = transaction.message;
    const needed = staticAccountKeys.slice(0, header.numRequiredSignatures);
    requireKeys(needed, keypairs);
    transaction.sign(needed.flatMap((key) => keypairs.find(({ publicKey }) => publicKey.equals(key)) ?? []));
    return transaction;
  };
  return {
    signTransactions: (transactions) =>
      new Promise((resolve) => {
        resolve(transactions.map(sign));
      }),
  };
}
