/** What a transaction costs, and its compute budget. */
import { ComputeBudgetProgram, type PublicKey, type TransactionInstruction } from '@solana/web3.js';
import type { Session } from '../session';

/** The network's fee for each signature. */
export const LAMPORTS_PER_SIGNATURE = 5_000n;
/** The most compute units that a transaction may have. */
export const MAX_UNITS = 1_400_000;
const MICROS = 1_000_000n;

/**
 * What priority costs at present, millionths of a lamport a compute unit: the upper quartile of what was paid
 * in recent slots for writing to these accounts, at most the cap. Servers without the method answer 0.
 */
export async function priorityFee(session: Session, accounts: readonly PublicKey[]): Promise<bigint> {
  const cap = session.maxPriorityFee;
  if (cap === 0n) return 0n;
  try {
    const lockedWritableAccounts = accounts.slice(0, 128);
    const recent = await session.ask((connection) =>
      connection.getRecentPrioritizationFees({ lockedWritableAccounts }),
    );
    const paid = recent.map(({ prioritizationFee }) => BigInt(prioritizationFee));
    return priceOf(paid, cap);
  } catch {
    // A hint, no need: without it a transaction has no priority.
    return 0n;
  }
}

/** The upper quartile of recent fees, at most the cap. */
export function priceOf(recent: readonly bigint[], cap: bigint): bigint {
  const sorted = [...recent].sort((a, b) => (a < b ? -1 : Number(a > b)));
  const quartile = sorted[Math.floor(sorted.length * 0.75)] ?? 0n;
  return quartile < cap ? quartile : cap;
}

/** Fee of a transaction, lamports. `units` is its compute limit. */
export function feeOf(signatures: number, units: number, microLamports: bigint): bigint {
  const priority = (BigInt(units) * microLamports + MICROS - 1n) / MICROS;
  return LAMPORTS_PER_SIGNATURE * BigInt(signatures) + priority;
}

/** The two instructions that say how much a transaction may compute and what it pays for that. */
export function budget(units: number, microLamports: bigint): TransactionInstruction[] {
  return [
    ComputeBudgetProgram.setComputeUnitLimit({ units }),
    ComputeBudgetProgram.setComputeUnitPrice({ microLamports }),
  ];
}

/** A limit above what a simulation used, for what may differ by the time it runs. */
export function limitFor(used: number): number {
  return Math.min(MAX_UNITS, Math.ceil(used * 1.1) + 2_000);
}
