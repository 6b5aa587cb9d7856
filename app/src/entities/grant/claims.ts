/** The claims of a grant that were paid, from its transactions. */
import type { PublicKey } from '@solana/web3.js';
import { decodeEvents, type Grant } from '@tenure/sdk';
import { useChainQuery, type ChainAccess } from '@/shared/chain';
import type { PaidClaim } from './curves';

const MOST = 200;
const AT_ONCE = 5;

async function claimsIn(chain: ChainAccess, signature: string, grant: PublicKey): Promise<PaidClaim[]> {
  const found = await chain.connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  if (found?.meta?.err !== null) return [];
  return decodeEvents(found.meta.logMessages ?? [], chain.programId).flatMap((event) => {
    if (event.name !== 'claimed' || !event.data.grant.equals(grant)) return [];
    const { gross, withheld, received } = event.data;
    return { ts: found.blockTime ?? 0, signature, gross, withheld, received };
  });
}

/** Paid claims of a grant, the newest first, as far back as the server remembers. */
async function fetchClaims(chain: ChainAccess, grant: PublicKey): Promise<PaidClaim[]> {
  const infos = await chain.connection.getSignaturesForAddress(grant, { limit: MOST });
  const signatures = infos.filter(({ err }) => err === null).map(({ signature }) => signature);
  const claims: PaidClaim[] = [];
  for (let from = 0; from < signatures.length; from += AT_ONCE) {
    const page = await Promise.all(signatures.slice(from, from + AT_ONCE).map((each) => claimsIn(chain, each, grant)));
    claims.push(...page.flat());
  }
  return claims;
}

/** Paid claims of a grant. They are all that there were only if they sum to what the grant says was claimed. */
export function useClaims({ address, claimed }: Grant) {
  return useChainQuery(['claims', address.toBase58(), claimed.toString()], (chain) => fetchClaims(chain, address));
}
