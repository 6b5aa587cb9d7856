/** Addresses that the runtime takes for an account's, and the program must not. */
import { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '@tenure/sdk';

/** The address of seeds with the next bump below the one that counts. */
export function otherBump(seeds: readonly Uint8Array[]): PublicKey {
  const [, bump] = PublicKey.findProgramAddressSync([...seeds], PROGRAM_ID);
  for (let other = bump - 1; other >= 0; other -= 1) {
    try {
      return PublicKey.createProgramAddressSync([...seeds, Buffer.of(other)], PROGRAM_ID);
    } catch {
      // On the curve: the next one.
    }
  }
  throw new Error('no other bump leads to an address');
}
