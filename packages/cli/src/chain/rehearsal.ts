/** Simulating a transaction: what it would change and cost, and why it would fail. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { computeBudget, MAX_COMPUTE_UNITS, transactionFee, type TenureError } from '@tenure/sdk';
import { ANY_BLOCKHASH, simulate, type SimulationRpc } from '@tenure/transactions';
import type { Session } from '../session';
import { changesOf, rentOf, type Change } from './changes';
import { signersOf, unsigned } from './message';

/** Lamports that an act takes and gives back. */
export interface Costs {
  readonly feeLamports: bigint;
  readonly rentLamports: bigint;
  /** Rent of closed accounts; goes to its stated recipient. */
  readonly returnedLamports: bigint;
}

export interface Rehearsal {
  /** Limit to ask for: what the simulation used, and a margin. */
  readonly units: number;
  readonly changes: readonly Change[];
  readonly costs: Costs;
  readonly logs: readonly string[];
  /** Why it would fail; then there are no changes. */
  readonly error: TenureError | undefined;
}

/**
 * Simulates instructions (without compute budget) at the given price, millionths of a lamport a compute unit.
 */
export async function rehearse(
  session: Session,
  instructions: readonly TransactionInstruction[],
  payer: PublicKey,
  microLamports: bigint,
  decimals: number,
): Promise<Rehearsal> {
  const simulator: SimulationRpc = {
    getMultipleAccountsInfo: (keys) => session.ask((connection) => connection.getMultipleAccountsInfo(keys)),
    simulateTransaction: (transaction, config) =>
      session.ask((connection) => connection.simulateTransaction(transaction, config)),
  };
  const budget = computeBudget(MAX_COMPUTE_UNITS, 0n);
  const transaction = unsigned([...budget, ...instructions], payer, ANY_BLOCKHASH);
  const { programId } = session;
  const { units, logs, changes, error } = await simulate(simulator, transaction, { programId });
  const rent = rentOf(changes, programId);
  return {
    units,
    changes: changesOf(changes, decimals, programId),
    costs: {
      feeLamports: transactionFee(signersOf(transaction).length, units, microLamports),
      rentLamports: rent.paid,
      returnedLamports: rent.returned,
    },
    logs,
    error,
  };
}
