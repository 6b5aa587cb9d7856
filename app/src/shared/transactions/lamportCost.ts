/** What a wallet pays for transactions. */
import type { PublicKey } from '@solana/web3.js';
import { feeOf, type SimulatedTransaction } from '@tenure/transactions';

/** Lamports that a wallet pays: fees, and what it puts down as rent of new accounts; rent that comes back is negative. */
export function lamportCost(
  transactions: readonly SimulatedTransaction[],
  payer: PublicKey,
): { fee: bigint; rent: bigint } {
  const fee = transactions.reduce((sum, each) => sum + feeOf(each), 0n);
  const opened = new Map<string, bigint>();
  for (const { address, before, after } of transactions.flatMap(({ simulation }) => simulation.changes)) {
    if (address.equals(payer)) continue;
    const rent = (after?.lamports ?? 0n) - (before?.lamports ?? 0n);
    if (rent !== 0n) opened.set(address.toBase58(), rent);
  }
  return { fee, rent: [...opened.values()].reduce((sum, each) => sum + each, 0n) };
}
