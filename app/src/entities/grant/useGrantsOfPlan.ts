/** All grants of a plan. */
import type { PublicKey } from '@solana/web3.js';
import { fetchAllGrants, type Grant } from '@tenure/sdk';
import { useChainQuery } from '@/shared/chain';

function byId(a: Grant, b: Grant): number {
  return Number(a.grantId > b.grantId) - Number(a.grantId < b.grantId);
}

/** Every live grant of a plan by its number, in one request. */
export function useGrantsOfPlan(plan: PublicKey) {
  return useChainQuery(['grants-of', plan.toBase58()], async ({ reader, programId }) =>
    (await fetchAllGrants(reader, plan, programId)).sort(byId),
  );
}
