/**
 * Solana's upgradeable loader ("loader v3"), as far as deploying needs it: its instructions and its accounts.
 * web3.js 1 has none of it, and @solana-program/loader-v3 builds for @solana/kit 6.
 *
 * Sources: solana-loader-v3-interface 7.0.0, `instruction.rs` and `state.rs`, for numbers, accounts and
 * layouts; solana-bpf-loader-program 4.2.2, `lib.rs`, for the rules; SIMD-0431 for the least extension. The
 * instruction ExtendProgramChecked (SIMD-0164) was never active on a public cluster and is gone from that
 * release.
 */
import {
  PublicKey,
  SystemProgram,
  SYSVAR_CLOCK_PUBKEY,
  SYSVAR_RENT_PUBKEY,
  TransactionInstruction,
} from '@solana/web3.js';

export const LOADER = new PublicKey('BPFLoaderUpgradeab1e11111111111111111111111');
/** Its predecessors, whose programs nobody can change; test validators put programs there. */
export const FINAL_LOADERS = [
  new PublicKey('BPFLoader2111111111111111111111111111111111'),
  new PublicKey('BPFLoader1111111111111111111111111111111111'),
] as const;

/** Bytes of a program's account: it only names the one with the code. */
export const PROGRAM_BYTES = 36;
/** Bytes before the code in a buffer. */
export const BUFFER_HEADER_BYTES = 37;
/** Bytes before the code of a deployed program. */
export const DATA_HEADER_BYTES = 45;
/** The most bytes that any account may have. */
export const MOST_ACCOUNT_BYTES = 10 * 1_024 * 1_024;
/** The least that a program may grow by, unless it grows to the most. */
export const LEAST_EXTENSION_BYTES = 10_240;

/** Where the code of a program is. */
export function dataAddress(program: PublicKey): PublicKey {
  return PublicKey.findProgramAddressSync([program.toBytes()], LOADER)[0];
}

/** An account of an instruction: written, signing, both or neither. */
type Role = readonly [key: PublicKey, role: '' | 'w' | 's' | 'ws'];

function instruction(number: number, accounts: readonly Role[], ...parts: Uint8Array[]): TransactionInstruction {
  const keys = accounts.map(([pubkey, role]) => ({
    pubkey,
    isSigner: role.includes('s'),
    isWritable: role.includes('w'),
  }));
  return new TransactionInstruction({
    programId: LOADER,
    keys,
    data: Buffer.concat([u32(number), ...parts]),
  });
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** Makes a buffer of an account in the same transaction that opened it. */
export function initializeBuffer(buffer: PublicKey, authority: PublicKey): TransactionInstruction {
  return instruction(0, [
    [buffer, 'w'],
    [authority, ''],
  ]);
}

/** Writes bytes of the code, `offset` counted from its first. */
export function write(
  buffer: PublicKey,
  authority: PublicKey,
  offset: number,
  bytes: Uint8Array,
): TransactionInstruction {
  const accounts: Role[] = [
    [buffer, 'w'],
    [authority, 's'],
  ];
  return instruction(1, accounts, u32(offset), u64(bytes.length), bytes);
}

/** Whom a deployment or an upgrade concerns. */
export interface Parties {
  readonly program: PublicKey;
  /** Holds all of the code; its authority is the program's. It is closed. */
  readonly buffer: PublicKey;
  readonly authority: PublicKey;
  /** Pays for a new program; gets the buffer's rent. */
  readonly payer: PublicKey;
}

/**
 * Makes a program of an account that was opened in the same transaction, with room for so many bytes of code.
 */
export function deployProgram(
  { program, buffer, authority, payer }: Parties,
  roomBytes: number,
): TransactionInstruction {
  const accounts: Role[] = [
    [payer, 'ws'],
    [dataAddress(program), 'w'],
    [program, 'w'],
    [buffer, 'w'],
    [SYSVAR_RENT_PUBKEY, ''],
    [SYSVAR_CLOCK_PUBKEY, ''],
    [SystemProgram.programId, ''],
    [authority, 's'],
  ];
  return instruction(2, accounts, u64(roomBytes));
}

/** Puts a buffer's code in the place of a program's. Not in the slot in which it was deployed or extended. */
export function upgradeProgram({ program, buffer, authority, payer }: Parties): TransactionInstruction {
  return instruction(3, [
    [dataAddress(program), 'w'],
    [program, 'w'],
    [buffer, 'w'],
    [payer, 'w'],
    [SYSVAR_RENT_PUBKEY, ''],
    [SYSVAR_CLOCK_PUBKEY, ''],
    [authority, 's'],
  ]);
}

/**
 * Gives a buffer or a program's code to another authority, who need not sign. Nobody (`null`) makes a program
 * final for ever.
 */
export function setAuthority(account: PublicKey, current: PublicKey, next: PublicKey | null): TransactionInstruction {
  const accounts: Role[] = [
    [account, 'w'],
    [current, 's'],
  ];
  return instruction(4, next === null ? accounts : [...accounts, [next, '']]);
}

/** Closes a buffer; its rent goes to the recipient. */
export function closeBuffer(buffer: PublicKey, authority: PublicKey, recipient: PublicKey): TransactionInstruction {
  return instruction(5, [
    [buffer, 'w'],
    [recipient, 'w'],
    [authority, 's'],
  ]);
}

/** Gives a program room for more code; anybody may who pays. */
export function extendProgram(program: PublicKey, payer: PublicKey, bytes: number): TransactionInstruction {
  const accounts: Role[] = [
    [dataAddress(program), 'w'],
    [program, 'w'],
    [SystemProgram.programId, ''],
    [payer, 'ws'],
  ];
  return instruction(6, accounts, u32(bytes));
}

/** An account of the loader. */
export type LoaderAccount =
  | { readonly kind: 'buffer'; readonly authority: PublicKey | null; readonly code: Buffer }
  | { readonly kind: 'program'; readonly data: PublicKey }
  | {
      readonly kind: 'data';
      /** When it was deployed, upgraded or extended last. */
      readonly slot: number;
      /** Who may upgrade it; nobody where it is final. */
      readonly authority: PublicKey | null;
      /** The code and the room behind it, which is zeros. */
      readonly code: Buffer;
    }
  | { readonly kind: 'empty' };

/** Reads an account of the loader's. */
export function readLoaderAccount(data: Buffer): LoaderAccount {
  const kind = data.length < 4 ? 0 : data.readUInt32LE(0);
  if (kind === 1 && data.length >= BUFFER_HEADER_BYTES) {
    return { kind: 'buffer', authority: keyOrNull(data, 4), code: data.subarray(BUFFER_HEADER_BYTES) };
  }
  if (kind === 2 && data.length >= PROGRAM_BYTES) {
    return { kind: 'program', data: new PublicKey(data.subarray(4, PROGRAM_BYTES)) };
  }
  if (kind === 3 && data.length >= DATA_HEADER_BYTES) {
    const slot = Number(data.readBigUInt64LE(4));
    return { kind: 'data', slot, authority: keyOrNull(data, 12), code: data.subarray(DATA_HEADER_BYTES) };
  }
  return { kind: 'empty' };
}

/** A flag and a key. The zero key is nobody too: solana-test-validator writes it for `--bpf-program`. */
function keyOrNull(data: Buffer, at: number): PublicKey | null {
  const key = new PublicKey(data.subarray(at + 1, at + 33));
  return data[at] === 0 || key.equals(PublicKey.default) ? null : key;
}

/** Where a buffer's authority is, for a filter. */
export const BUFFER_AUTHORITY_OFFSET = 5;
