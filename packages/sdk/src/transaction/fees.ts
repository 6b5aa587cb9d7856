/** What a transaction computes and costs. Fees are lamports, prices millionths of a lamport for each compute unit. */
import { ComputeBudgetProgram, type TransactionInstruction } from '@solana/web3.js';

/** The network's fee for each signature, lamports. */
export const LAMPORTS_PER_SIGNATURE = 5_000n;
/** The most compute units that a transaction may have. */
export const MAX_COMPUTE_UNITS = 1_400_000;
const MICROS = 1_000_000n;

/** The two instructions that say how much a transaction may compute and what it pays for that. */
export function computeBudget(units: number, microLamports: bigint): TransactionInstruction[] {
  return [
    ComputeBudgetProgram.setComputeUnitLimit({ units }),
    ComputeBudgetProgram.setComputeUnitPrice({ microLamports }),
  ];
}

/** Fee of a transaction, lamports. `units` is its compute limit; part of a lamport is a whole one. */
export function transactionFee(signatures: number, units: number, microLamports: bigint): bigint {
  const priority = (BigInt(units) * microLamports + MICROS - 1n) / MICROS;
  return LAMPORTS_PER_SIGNATURE * BigInt(signatures) + priority;
}
