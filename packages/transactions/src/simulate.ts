/** Simulating a transaction: what it computes, what it would change, and why it would fail. */
import {
  PublicKey,
  type AccountInfo,
  type SimulatedTransactionAccountInfo,
  type SimulatedTransactionResponse,
  type SimulateTransactionConfig,
  type VersionedTransaction,
} from '@solana/web3.js';
import {
  computeLimit,
  decodeError,
  MAX_COMPUTE_UNITS,
  PROGRAM_ID,
  type RawAccount,
  type TenureError,
} from '@tenure/sdk';

/** What simulating needs of a web3.js `Connection`. */
export interface Simulator {
  getMultipleAccountsInfo(addresses: PublicKey[]): Promise<(AccountInfo<Uint8Array> | null)[]>;
  simulateTransaction(
    transaction: VersionedTransaction,
    config: SimulateTransactionConfig,
  ): Promise<{ readonly value: SimulatedTransactionResponse }>;
}

/** An account that holds lamports. */
export interface FundedAccount extends RawAccount {
  readonly lamports: bigint;
}

/** An account at two moments, before and after a transaction; null where there is none. */
export interface Moment {
  readonly address: PublicKey;
  readonly before: FundedAccount | null;
  readonly after: FundedAccount | null;
}

/** What a simulation told. */
export interface Simulation {
  /** Compute limit to ask for: what the simulation used, and a margin. */
  readonly units: number;
  readonly logs: readonly string[];
  /** Every account that the transaction may write to, its fee payer first; none where it would fail. */
  readonly moments: readonly Moment[];
  /** Why it would fail. */
  readonly error: TenureError | undefined;
}

/** A hash that names no block, for transactions to simulate: simulation puts a recent one in its place. */
export const ANY_BLOCKHASH = PublicKey.default.toBase58();

function before({ owner, data, lamports }: AccountInfo<Uint8Array>): FundedAccount {
  return { owner, data, lamports: BigInt(lamports) };
}

function after({ owner, data: [encoded = ''], lamports }: SimulatedTransactionAccountInfo): FundedAccount {
  return { owner: new PublicKey(owner), data: Buffer.from(encoded, 'base64'), lamports: BigInt(lamports) };
}

/** Simulates a transaction, signed or not and with any blockhash; one without lookup tables. */
export async function simulate(
  simulator: Simulator,
  transaction: VersionedTransaction,
  programId = PROGRAM_ID,
): Promise<Simulation> {
  const { message } = transaction;
  const writable = message.staticAccountKeys.filter((_, index) => message.isAccountWritable(index));
  const stored = await simulator.getMultipleAccountsInfo(writable);
  const { value } = await simulator.simulateTransaction(transaction, {
    sigVerify: false,
    replaceRecentBlockhash: true,
    accounts: { encoding: 'base64', addresses: writable.map((key) => key.toBase58()) },
  });
  const units = computeLimit(value.unitsConsumed ?? MAX_COMPUTE_UNITS);
  const logs = value.logs ?? [];
  if (value.err !== null) return { units, logs, moments: [], error: decodeError(value, programId) };
  const moments = writable.map((address, index): Moment => {
    const [was, is] = [stored[index], value.accounts?.[index]];
    return { address, before: was ? before(was) : null, after: is ? after(is) : null };
  });
  return { units, logs, moments, error: undefined };
}
