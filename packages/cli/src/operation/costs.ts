/** What a transaction costs, for people who decide. */
import { feeOf, type SimulatedTransaction } from '@tenure/transactions';
import type { PublicKey } from '@solana/web3.js';
import { rentOf } from '../output/changes';

/** Lamports that a transaction takes and gives back. */
export interface Costs {
  readonly feeLamports: bigint;
  readonly rentLamports: bigint;
  /** Rent of closed accounts; goes to its stated recipient. */
  readonly returnedLamports: bigint;
}

/** The fee, and the rent by the accounts as they were simulated. */
export function costsOf(transaction: SimulatedTransaction, programId: PublicKey): Costs {
  const { paid, returned } = rentOf(transaction.simulation.changes, programId);
  return { feeLamports: feeOf(transaction), rentLamports: paid, returnedLamports: returned };
}
