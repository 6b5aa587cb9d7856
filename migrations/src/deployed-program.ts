/** What the chain has of a program and of a buffer. */
import type { PublicKey } from '@solana/web3.js';
import { CliError, type Session } from '@tenure/cli';
import { FINAL_LOADERS, LOADER, readLoaderAccount } from './loader';

/** A program on the chain. */
export interface DeployedProgram {
  /** Who may upgrade it; `null` where nobody may. */
  readonly authority: PublicKey | null;
  /** The code and the room behind it, which is zeros. */
  readonly code: Buffer;
  /** When it was changed last; it can't change again in that slot. */
  readonly slot: number;
}

/**
 * The program at an address, or `null` where none is yet. Errors: ProgramClosed (an address that had a
 * program never has another), NotAProgram.
 */
export async function readProgram(session: Session, program: PublicKey): Promise<DeployedProgram | null> {
  const account = await session.ask((connection) => connection.getAccountInfo(program));
  // Lamports alone anybody may send anywhere.
  if (account === null || account.data.length === 0) return null;
  if (FINAL_LOADERS.some((loader) => loader.equals(account.owner))) {
    return { authority: null, code: account.data, slot: 0 };
  }
  const read = account.owner.equals(LOADER) ? readLoaderAccount(account.data) : undefined;
  if (read?.kind !== 'program') {
    throw new CliError(
      'NotAProgram',
      `${program.toBase58()} is an account of ${account.owner.toBase58()}, not a program of Solana's loader`,
      'Deploy under another id: npm run deploy -- --new-id.',
    );
  }
  const data = await session.ask((connection) => connection.getAccountInfo(read.data));
  const code = data === null ? undefined : readLoaderAccount(data.data);
  if (code?.kind === 'data') return code;
  throw new CliError(
    'ProgramClosed',
    `The program ${program.toBase58()} was closed; its address can't be used again`,
    'Deploy under another id: npm run deploy -- --new-id.',
  );
}

/** Whether the code on the chain is this code and nothing more. */
export function sameCode({ code }: Pick<DeployedProgram, 'code'>, wanted: Uint8Array): boolean {
  return code.subarray(0, wanted.length).equals(wanted) && code.subarray(wanted.length).every((byte) => byte === 0);
}

/** A buffer on the chain. */
export interface DeployedBuffer {
  readonly authority: PublicKey | null;
  readonly code: Buffer;
  readonly lamports: bigint;
}

/** The buffer at an address, or `null` where none is yet. Errors: NotABuffer. */
export async function readBuffer(session: Session, address: PublicKey): Promise<DeployedBuffer | null> {
  const account = await session.ask((connection) => connection.getAccountInfo(address));
  if (account === null || account.data.length === 0) return null;
  const read = account.owner.equals(LOADER) ? readLoaderAccount(account.data) : undefined;
  if (read?.kind === 'buffer') return { ...read, lamports: BigInt(account.lamports) };
  throw new CliError(
    'NotABuffer',
    `${address.toBase58()} is no buffer of Solana's loader`,
    'Name the buffer of an interrupted upload, or leave --buffer out.',
  );
}
