/** The program's file: is it whole, is it the one that was built, and would it answer at its address? */
import { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { CliError } from '@tenure/cli';
import { Chain } from '@tenure/localnet';
import { decodeError } from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A program that may be deployed. */
export interface Artifact {
  readonly path: string;
  readonly code: Buffer;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Whether a SHA256SUMS beside it says the same. */
  readonly sumChecked: boolean;
  /** The address that it declares: it refuses every call at another. */
  readonly id: PublicKey;
}

const BUILD = 'Build it with npm run build:program, or name another file with --program.';

/**
 * Reads the program `path` and its interface `idlPath`. Errors: ArtifactMissing, ArtifactChanged (it is not
 * what SHA256SUMS beside it says), ArtifactInvalid (it doesn't load), IdMismatch (the interface names another
 * id than the program declares).
 */
export function readArtifact(path: string, idlPath: string): Artifact {
  const code = readOrRefuse(path);
  const idl = readOrRefuse(idlPath);
  const sumChecked = [
    checkSum(path, code),
    // The interface decides on the address, so that it has to be the program's own.
    checkSum(idlPath, idl),
  ].every(Boolean);
  const id = idOf(idl, idlPath);
  simulateCall(code, id, path);
  return { path, code, sha256: sha256(code), sumChecked, id };
}

function readOrRefuse(path: string): Buffer {
  if (existsSync(path)) return readFileSync(path);
  throw new CliError('ArtifactMissing', `There is no file ${path}`, BUILD);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Compares with the line of SHA256SUMS beside the file; false where that file has none. */
function checkSum(path: string, bytes: Uint8Array): boolean {
  const sums = join(dirname(path), 'SHA256SUMS');
  const lines = existsSync(sums) ? readFileSync(sums, 'utf8').split('\n') : [];
  const expected = lines.map((line) => line.split(/\s+/)).find(([, name]) => name === basename(path))?.[0];
  if (expected === undefined) return false;
  if (expected === sha256(bytes)) return true;
  throw new CliError(
    'ArtifactChanged',
    `${path} is not the file that ${sums} names: its SHA-256 is ${sha256(bytes)}`,
    'Restore it from version control, or build it anew with npm run build:program.',
  );
}

function idOf(idl: Buffer, path: string): PublicKey {
  try {
    const parsed: unknown = JSON.parse(idl.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && 'address' in parsed) {
      return new PublicKey(String(parsed.address));
    }
  } catch {
    // Told below, as is an interface without address.
  }
  throw new CliError('ArtifactInvalid', `${path} is no interface that names a program's address`, BUILD);
}

/** Loads the program into an embedded chain at its address and calls it: before anything is paid for. */
function simulateCall(code: Buffer, id: PublicKey, path: string): void {
  const chain = new Chain();
  try {
    chain.addProgram(id, code);
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    throw new CliError('ArtifactInvalid', `${path} is no program that Solana loads: ${why}`, BUILD);
  }
  const payer = Keypair.generate();
  chain.airdrop(payer.publicKey);
  const call = new TransactionInstruction({ programId: id, keys: [], data: Buffer.alloc(0) });
  const { error } = chain.send([call], { payer });
  if (error === undefined || decodeError(error, id).name !== 'DeclaredProgramIdMismatch') return;
  throw new CliError(
    'IdMismatch',
    `${path} declares another id than its interface, ${id.toBase58()}, and would refuse every call there`,
    'Build both together with npm run build:program; for an id of your own run npm run deploy -- --new-id.',
  );
}
