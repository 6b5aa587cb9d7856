/** Who can replace the program, and with it every promise: its upgrade authority, read from the loader's accounts. */
import { BPF_LOADER_DEPRECATED_PROGRAM_ID, BPF_LOADER_PROGRAM_ID, PublicKey, type DataSlice } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import type { RawAccount } from '../state';

/** The loader of programs that can be upgraded, and of those whose upgrade authority was given up. */
export const UPGRADEABLE_LOADER_ID = new PublicKey('BPFLoaderUpgradeab1e11111111111111111111111');

/**
 * Who can replace a program.
 * `nobody`: it is final. `vault`: an address without a key of its own, for which another program signs, such as that of a
 * multisig or a DAO. `key`: whoever has that one key. `unknown`: it can't be read, or its loader isn't known here.
 */
export type ProgramControl =
  { readonly kind: 'nobody' | 'unknown' } | { readonly kind: 'vault' | 'key'; readonly authority: PublicKey };

/** What is read with: a web3.js `Connection`, which then sends no program's code, or a `Reader`. */
export interface ProgramReader {
  getAccountInfo(address: PublicKey, config?: { dataSlice: DataSlice }): Promise<RawAccount | null>;
}

/** Loaders whose programs can't be changed. */
const FINAL_LOADERS = [BPF_LOADER_PROGRAM_ID, BPF_LOADER_DEPRECATED_PROGRAM_ID];
const KEY_BYTES = 32;
/** Kind (u32), address of the program data. */
const PROGRAM = { kind: 2, at: 4, bytes: 4 + KEY_BYTES };
/** Kind (u32), slot (u64), whether there is an authority (u8), the authority, code. */
const PROGRAM_DATA = { kind: 3, option: 12, at: 13, bytes: 13 + KEY_BYTES };

function kindOf(data: Uint8Array): number {
  return data.length < 4 ? 0 : new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(0, true);
}

function keyAt(data: Uint8Array, at: number): PublicKey {
  return new PublicKey(data.subarray(at, at + KEY_BYTES));
}

function isLoaders(account: RawAccount | null, kind: number, bytes: number): account is RawAccount {
  if (account === null || !account.owner.equals(UPGRADEABLE_LOADER_ID)) return false;
  return account.data.length >= bytes && kindOf(account.data) === kind;
}

/** Who can replace the program. What can't be read as it should be is `unknown`, never `nobody`. */
export async function fetchProgramControl(reader: ProgramReader, programId = PROGRAM_ID): Promise<ProgramControl> {
  const program = await reader.getAccountInfo(programId, { dataSlice: { offset: 0, length: PROGRAM.bytes } });
  if (program !== null && FINAL_LOADERS.some((loader) => program.owner.equals(loader))) return { kind: 'nobody' };
  if (!isLoaders(program, PROGRAM.kind, PROGRAM.bytes)) return { kind: 'unknown' };
  const dataSlice = { offset: 0, length: PROGRAM_DATA.bytes };
  const programData = await reader.getAccountInfo(keyAt(program.data, PROGRAM.at), { dataSlice });
  if (!isLoaders(programData, PROGRAM_DATA.kind, PROGRAM_DATA.bytes)) return { kind: 'unknown' };
  const option = programData.data[PROGRAM_DATA.option];
  if (option === 0) return { kind: 'nobody' };
  if (option !== 1) return { kind: 'unknown' };
  const authority = keyAt(programData.data, PROGRAM_DATA.at);
  // solana-test-validator writes the zero key for a program that nobody can change.
  if (authority.equals(PublicKey.default)) return { kind: 'nobody' };
  return { kind: PublicKey.isOnCurve(authority.toBytes()) ? 'key' : 'vault', authority };
}
