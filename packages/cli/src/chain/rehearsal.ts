/** Simulating a transaction: what it would change and cost, and why it would fail. */
import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { decodeError, type TenureError } from '@tenure/sdk';
import type { Session } from '../session';
import { changesOf, rentOf, type Change, type Moment } from './changes';
import { budget, feeOf, limitFor, MAX_UNITS } from './fees';
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

/** A hash that names no block: simulation puts a recent one in its place. */
const ANY_BLOCKHASH = PublicKey.default.toBase58();

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
  const transaction = unsigned([...budget(MAX_UNITS, 0n), ...instructions], payer, ANY_BLOCKHASH);
  const { message } = transaction;
  const watched = message.staticAccountKeys.filter(
    (key, index) => message.isAccountWritable(index) && !key.equals(payer),
  );
  const addresses = watched.map((key) => key.toBase58());
  const before = await session.ask((connection) => connection.getMultipleAccountsInfo(watched));
  const { value } = await session.ask((connection) =>
    connection.simulateTransaction(transaction, {
      sigVerify: false,
      replaceRecentBlockhash: true,
      commitment: session.commitment,
      accounts: { encoding: 'base64', addresses },
    }),
  );
  const units = limitFor(value.unitsConsumed ?? MAX_UNITS);
  const feeLamports = feeOf(signersOf(transaction).length, units, microLamports);
  const logs = value.logs ?? [];
  if (value.err !== null) {
    const costs = { feeLamports, rentLamports: 0n, returnedLamports: 0n };
    return { units, changes: [], costs, logs, error: decodeError(value, session.programId) };
  }
  const moments = watched.map((address, index): Moment => {
    const old = before[index] ?? null;
    const now = value.accounts?.[index] ?? null;
    return {
      address,
      before: old && { owner: old.owner, data: old.data, lamports: BigInt(old.lamports) },
      after: now && {
        owner: new PublicKey(now.owner),
        data: Buffer.from(now.data[0] ?? '', 'base64'),
        lamports: BigInt(now.lamports),
      },
    };
  });
  const rent = rentOf(moments, session.programId);
  return {
    units,
    changes: changesOf(moments, decimals, session.programId),
    costs: { feeLamports, rentLamports: rent.paid, returnedLamports: rent.returned },
    logs,
    error: undefined,
  };
}
