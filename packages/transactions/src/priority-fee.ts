/** What priority costs on the cluster. Prices are millionths of a lamport for each compute unit. */
import type { PublicKey } from '@solana/web3.js';
import { Cached } from './cached';

/** What is needed of a web3.js `Connection`. */
export interface PriorityFeeRpc {
  getRecentPrioritizationFees(config: {
    lockedWritableAccounts: PublicKey[];
  }): Promise<{ readonly prioritizationFee: number }[]>;
}

/** How long a price is used before it is looked up again. */
export const PRICE_MS = 10_000;
/** The most accounts of one call. */
const MOST_ACCOUNTS = 128;

/** The upper quartile of the prices that were paid recently, at most the cap; 0 where none were. */
export function priorityPrice(recent: readonly bigint[], cap: bigint): bigint {
  const sorted = [...recent].sort((a, b) => Number(a > b) - Number(a < b));
  const quartile = sorted[Math.floor(sorted.length * 0.75)] ?? 0n;
  return quartile < cap ? quartile : cap;
}

/**
 * What priority costs at present: by what was paid in recent slots for writing to these accounts, at most the
 * cap. Never fails: servers without the method answer 0.
 */
export async function priorityFee(rpc: PriorityFeeRpc, accounts: readonly PublicKey[], cap: bigint): Promise<bigint> {
  if (cap === 0n) return 0n;
  try {
    const lockedWritableAccounts = accounts.slice(0, MOST_ACCOUNTS);
    const recent = await rpc.getRecentPrioritizationFees({ lockedWritableAccounts });
    return priorityPrice(
      recent.map(({ prioritizationFee }) => BigInt(prioritizationFee)),
      cap,
    );
  } catch {
    // A hint, no need: without it a transaction has no priority.
    return 0n;
  }
}

/** The price of priority, looked up now and then. */
export type PriorityFees = Cached<bigint>;

/** What priority costs for writing to these accounts, as `priorityFee` says, looked up every 10 s at most. */
export function latestPriorityFees(rpc: PriorityFeeRpc, accounts: readonly PublicKey[], cap: bigint): PriorityFees {
  return new Cached(() => priorityFee(rpc, accounts, cap), PRICE_MS);
}
