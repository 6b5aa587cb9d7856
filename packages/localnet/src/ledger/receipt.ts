import type { VersionedMessage } from '@solana/web3.js';
import type { TransactionError } from '../transaction-error';

/** Tokens of one account of a transaction. */
export type TokenBalance = {
  readonly accountIndex: number;
  readonly mint: string;
  readonly owner: string;
  readonly programId: string;
  readonly amount: bigint;
  readonly decimals: number;
};

/** What every account of a transaction holds, in the order of its keys. */
export type Balances = { readonly lamports: readonly bigint[]; readonly tokens: readonly TokenBalance[] };

/** An instruction that a program called. */
export type InnerCall = {
  readonly programIdIndex: number;
  readonly accounts: readonly number[];
  readonly data: Uint8Array;
  readonly stackHeight: number;
};

/** Calls below one instruction of the transaction. */
export type InnerCalls = { readonly index: number; readonly calls: readonly InnerCall[] };

/** Addresses that a transaction took from lookup tables. */
export type LoadedAddresses = { readonly writable: readonly string[]; readonly readonly: readonly string[] };

/** What running a transaction gave, kept or simulated. */
export type Execution = {
  readonly err: TransactionError | null;
  /** Null where no program ran. */
  readonly logs: readonly string[] | null;
  readonly inner: readonly InnerCalls[] | null;
  readonly computeUnits: number;
  readonly returnData: { readonly programId: string; readonly data: Uint8Array } | null;
  /** Lamports; null where none is charged. */
  readonly fee: bigint | null;
  readonly loadedBytes: number;
  readonly pre: Balances;
  readonly post: Balances;
};

/** A transaction that the chain has recorded, failed or not. */
export type Receipt = Execution & {
  readonly signature: string;
  readonly slot: number;
  /** Position in its block. */
  readonly index: number;
  /** Unix seconds. */
  readonly time: number;
  /** As it was sent. */
  readonly bytes: Uint8Array;
  readonly version: VersionedMessage['version'];
  /** Its own keys, then those from lookup tables. */
  readonly keys: readonly string[];
  readonly loaded: LoadedAddresses;
  readonly memo: string | null;
  readonly costUnits: number;
  /** Micro-lamports a compute unit. */
  readonly priorityPrice: number;
};
