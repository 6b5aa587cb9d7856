/** Reading plans. */
import type { PublicKey } from '@solana/web3.js';
import { decodePlan, fetchPlan, fetchVaultAmount, surplusOf, type Plan } from '@tenure/sdk';
import { useChainQuery, useLive, type ChainAccess } from '@/shared/chain';

const PAGE = 100;

/** The plans at these addresses, each read once. Errors: StateError. */
export async function fetchPlans(
  { reader, programId }: ChainAccess,
  addresses: readonly PublicKey[],
): Promise<Map<string, Plan>> {
  const distinct = [...new Map(addresses.map((address) => [address.toBase58(), address])).values()];
  const plans = new Map<string, Plan>();
  for (let from = 0; from < distinct.length; from += PAGE) {
    const page = distinct.slice(from, from + PAGE);
    const accounts = await reader.getMultipleAccountsInfo(page);
    for (const [index, address] of page.entries()) {
      plans.set(address.toBase58(), decodePlan(address, accounts[index] ?? null, programId));
    }
  }
  return plans;
}

/** A plan and what its vault holds, base units. */
export interface FundedPlan {
  readonly plan: Plan;
  readonly vaultAmount: bigint;
  /** Above everything owed. */
  readonly surplus: bigint;
}

/** A plan with its vault, read again when it changes. */
export function usePlan(address: PublicKey) {
  const key = ['plan', address.toBase58()];
  useLive([address], key);
  return useChainQuery(key, async ({ reader, programId }): Promise<FundedPlan> => {
    const plan = await fetchPlan(reader, address, programId);
    const vaultAmount = await fetchVaultAmount(reader, plan);
    return { plan, vaultAmount, surplus: surplusOf(plan, vaultAmount) };
  });
}
