/** Looking up mints. */
import type { PublicKey } from '@solana/web3.js';
import { fetchMint } from '@tenure/sdk';
import { useChainQuery } from '@/shared/chain';

/** A mint's decimals and risks; nothing is read without an address. */
export function useMint(address: PublicKey | undefined) {
  const enabled = address !== undefined;
  return useChainQuery(
    ['mint', address?.toBase58() ?? ''],
    ({ reader }) => {
      if (address === undefined) throw new Error('A mint is read only where there is an address.');
      return fetchMint(reader, address);
    },
    { enabled },
  );
}
