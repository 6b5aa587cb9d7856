/** A transaction that fits the network's limits, and what it asks for. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { computeBudget, MAX_COMPUTE_UNITS, MAX_TRANSACTION_BYTES, transactionFee, transactionSize } from '@tenure/sdk';
import { requiredSigners } from './instruction-plan';

export interface PackedTransaction {
  /** Without those of the compute budget. */
  readonly instructions: readonly TransactionInstruction[];
  readonly payer: PublicKey;
  /** Compute limit to ask for. */
  readonly units: number;
  /** Of a compute unit, millionths of a lamport. */
  readonly price: bigint;
}

/** Its instructions as they are signed: those of the compute budget first. */
export function budgeted({ instructions, units, price }: PackedTransaction): TransactionInstruction[] {
  return [...computeBudget(units, price), ...instructions];
}

/** What it costs when it gets into a block, lamports. */
export function feeOf({ instructions, payer, units, price }: PackedTransaction): bigint {
  return transactionFee(requiredSigners(instructions, payer).length, units, price);
}

/**
 * Whether instructions fit into a transaction beside those of the compute budget. So many bytes hold fewer
 * addresses than the 64 that a transaction may lock.
 */
export function fitsTransaction(instructions: readonly TransactionInstruction[], payer: PublicKey): boolean {
  const packed = { instructions, payer, units: MAX_COMPUTE_UNITS, price: 0n };
  return transactionSize(budgeted(packed), payer) <= MAX_TRANSACTION_BYTES;
}
