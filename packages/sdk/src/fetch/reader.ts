/** What accounts are read with: a web3.js `Connection`, or anything that has its three methods. */
import { utils } from '@coral-xyz/anchor';
import type { GetProgramAccountsFilter, PublicKey } from '@solana/web3.js';
import type { RawAccount } from '../state';
import { DISCRIMINATORS, type AccountKind } from '../state/account';

/** What this package needs of a web3.js `Connection`. */
export interface Reader {
  getAccountInfo(address: PublicKey): Promise<RawAccount | null>;
  getMultipleAccountsInfo(addresses: PublicKey[]): Promise<(RawAccount | null)[]>;
  getProgramAccounts(
    programId: PublicKey,
    config: { filters: GetProgramAccountsFilter[]; dataSlice?: { offset: number; length: number } },
  ): Promise<readonly { readonly pubkey: PublicKey; readonly account: RawAccount }[]>;
}

/** The most accounts of one `getMultipleAccounts` call. */
export const ACCOUNTS_PER_CALL = 100;

/** Filter: accounts of one kind. */
export function kindFilter(kind: AccountKind): GetProgramAccountsFilter {
  return { memcmp: { offset: 0, bytes: utils.bytes.bs58.encode(DISCRIMINATORS[kind]) } };
}

/** Filter: a key at an offset. */
export function keyFilter(offset: number, key: PublicKey): GetProgramAccountsFilter {
  return { memcmp: { offset, bytes: key.toBase58() } };
}

/** Orders addresses by their base58 text. */
export function compareKeys(a: PublicKey, b: PublicKey): number {
  const [left, right] = [a.toBase58(), b.toBase58()];
  return left < right ? -1 : Number(left > right);
}
