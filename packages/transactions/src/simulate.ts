/** Simulating a transaction: what it computes, what it would change, and why it would fail. */
import {
  PublicKey,
  type AccountInfo,
  type Commitment,
  type SimulatedTransactionAccountInfo,
  type SimulatedTransactionResponse,
  type SimulateTransactionConfig,
  type VersionedTransaction,
} from '@solana/web3.js';
import { decodeError, MAX_COMPUTE_UNITS, PROGRAM_ID, type RawAccount, type TenureError } from '@tenure/sdk';
import { computeLimit } from './compute-limit';

/** What simulating needs of a web3.js `Connection`. */
export interface SimulationRpc {
  getMultipleAccountsInfo(addresses: PublicKey[]): Promise<(AccountInfo<Uint8Array> | null)[]>;
  simulateTransaction(
    transaction: VersionedTransaction,
    config: SimulateTransactionConfig,
  ): Promise<{ readonly value: SimulatedTransactionResponse }>;
}

export interface SimulateOptions {
  /** Whose errors are decoded; the vesting program's released address unless given. */
  readonly programId?: PublicKey | undefined;
  /** Of the state that it runs on; the connection's own unless given. */
  readonly commitment?: Commitment | undefined;
  /** Whether the accounts are read before and after; true unless given. Without, `changes` is empty. */
  readonly withChanges?: boolean;
}

/** An account that holds lamports. */
export interface FundedAccount extends RawAccount {
  readonly lamports: bigint;
}

/** An account before and after a transaction; null where there is none. */
export interface AccountChange {
  readonly address: PublicKey;
  readonly before: FundedAccount | null;
  readonly after: FundedAccount | null;
}

/** What a simulation found. */
export interface Simulation {
  /** Compute units that it used; the most that there may be where the node doesn't count them. */
  readonly unitsConsumed: number;
  /** Compute limit to ask for: what it used, and a margin. */
  readonly units: number;
  readonly logs: readonly string[];
  /** Every account that the transaction may write to, its fee payer first; none where it would fail. */
  readonly changes: readonly AccountChange[];
  /** Why it would fail. */
  readonly error: TenureError | undefined;
}

/** A hash that names no block, for transactions to simulate: simulation puts a recent one in its place. */
export const ANY_BLOCKHASH = PublicKey.default.toBase58();

function stored({ owner, data, lamports }: AccountInfo<Uint8Array>): FundedAccount {
  return { owner, data, lamports: BigInt(lamports) };
}

function simulated({ owner, data: [encoded = ''], lamports }: SimulatedTransactionAccountInfo): FundedAccount {
  return { owner: new PublicKey(owner), data: Buffer.from(encoded, 'base64'), lamports: BigInt(lamports) };
}

/** Simulates a transaction, signed or not and with any blockhash; one without lookup tables. */
export async function simulate(
  rpc: SimulationRpc,
  transaction: VersionedTransaction,
  { programId = PROGRAM_ID, commitment, withChanges = true }: SimulateOptions = {},
): Promise<Simulation> {
  const { message } = transaction;
  const writable = withChanges ? message.staticAccountKeys.filter((_, index) => message.isAccountWritable(index)) : [];
  const before = withChanges ? await rpc.getMultipleAccountsInfo(writable) : [];
  const { value } = await rpc.simulateTransaction(transaction, {
    sigVerify: false,
    replaceRecentBlockhash: true,
    ...(commitment === undefined ? {} : { commitment }),
    ...(withChanges ? { accounts: { encoding: 'base64', addresses: writable.map((key) => key.toBase58()) } } : {}),
  });
  const unitsConsumed = value.unitsConsumed ?? MAX_COMPUTE_UNITS;
  const common = { unitsConsumed, units: computeLimit(unitsConsumed), logs: value.logs ?? [] };
  if (value.err !== null) return { ...common, changes: [], error: decodeError(value, programId) };
  const changes = writable.map((address, index): AccountChange => {
    const [was, is] = [before[index], value.accounts?.[index]];
    return { address, before: was ? stored(was) : null, after: is ? simulated(is) : null };
  });
  return { ...common, changes, error: undefined };
}
