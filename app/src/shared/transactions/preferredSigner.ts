import type { PublicKey } from '@solana/web3.js';

/** The first of some keys that the wallet is, otherwise the first of them. */
export function preferredSigner(
  wallet: PublicKey | null,
  keys: readonly [PublicKey, ...(PublicKey | null)[]],
): PublicKey {
  return keys.find((key) => key !== null && wallet?.equals(key) === true) ?? keys[0];
}
