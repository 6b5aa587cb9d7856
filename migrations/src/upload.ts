/**
 * Getting the code into a buffer. The buffer's address follows from the code and from who pays: a second run
 * finds what the first one wrote, compares, and writes the rest.
 */
import { PublicKey, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import { CliError } from '@tenure/cli';
import { computeBudget, decodeError, MAX_COMPUTE_UNITS, MAX_TRANSACTION_BYTES, transactionSize } from '@tenure/sdk';
import type { Artifact } from './artifact';
import { BUFFER_HEADER_BYTES, initializeBuffer, LOADER, write } from './loader';
import type { Sender } from './sender';
import { readBuffer } from './deployed-program';

/** The longest seed that Solana takes. */
const SEED_LENGTH = 32;
/** How often what is missing is looked up and written before it is given up. */
const MOST_ROUNDS = 5;
/** The length of an instruction's data takes a byte more when it is 128 or longer. */
const LENGTH_GROWS_BYTES = 1;

/** Which buffer the code of an artifact goes to. */
export interface Destination {
  readonly address: PublicKey;
  /** What the address follows from, beside the payer; undefined where it was named. */
  readonly seed: string | undefined;
}

/** The buffer that this payer's upload of this code goes to. */
export async function ownBuffer({ sha256 }: Artifact, payer: PublicKey): Promise<Destination> {
  const seed = sha256.slice(0, SEED_LENGTH);
  return { address: await PublicKey.createWithSeed(payer, seed, LOADER), seed };
}

/** A part of the code. */
export interface Chunk {
  readonly offset: number;
  readonly bytes: Buffer;
}

/**
 * The parts of the code that a buffer doesn't have, each of at most `size` bytes. An unwritten buffer is
 * zeros.
 */
export function missingChunks(present: Buffer, code: Buffer, size: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let offset = 0; offset < code.length; offset += size) {
    const bytes = code.subarray(offset, offset + size);
    if (!present.subarray(offset, offset + size).equals(bytes)) chunks.push({ offset, bytes });
  }
  return chunks;
}

/** How much of the code fits one transaction. */
export function chunkBytes(payer: PublicKey, authority: PublicKey, buffer: PublicKey): number {
  const empty = [...computeBudget(MAX_COMPUTE_UNITS, 0n), write(buffer, authority, 0, new Uint8Array())];
  return MAX_TRANSACTION_BYTES - transactionSize(empty, payer) - LENGTH_GROWS_BYTES;
}

/**
 * Opens the buffer: pays what it lacks of its rent (anybody may have sent it some) and makes it the loader's.
 */
export function openBuffer(
  address: PublicKey,
  seed: string,
  { codeBytes, lamports }: { readonly codeBytes: number; readonly lamports: bigint },
  payer: PublicKey,
  authority: PublicKey,
): TransactionInstruction[] {
  const space = BUFFER_HEADER_BYTES + codeBytes;
  return [
    SystemProgram.transfer({ fromPubkey: payer, toPubkey: address, lamports }),
    SystemProgram.allocate({ accountPubkey: address, basePubkey: payer, seed, space, programId: LOADER }),
    initializeBuffer(address, authority),
  ];
}

/** What is uploaded, and how. */
export interface Upload {
  readonly sender: Sender;
  readonly buffer: PublicKey;
  readonly authority: PublicKey;
  readonly code: Buffer;
  /** The most transactions on their way at one time. */
  readonly inFlight: number;
  /** Called with how much of the code is there. */
  readonly onProgress: (writtenBytes: number) => void;
}

/** Writes what the buffer lacks, and reads all of it back. Errors: UploadIncomplete, those of sending. */
export async function upload(job: Upload): Promise<void> {
  const { sender, buffer, authority, code } = job;
  const size = chunkBytes(sender.payer, authority, buffer);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const present = await readBuffer(sender.session, buffer);
    const missing = missingChunks(present?.code ?? Buffer.alloc(0), code, size);
    if (missing.length === 0) return;
    await writeAll(job, missing);
  }
  throw new CliError(
    'UploadIncomplete',
    `The buffer ${buffer.toBase58()} does not keep what is written to it`,
    'Is somebody else writing to it? Run the same command again when nobody is.',
  );
}

async function writeAll(job: Upload, missing: readonly Chunk[]): Promise<void> {
  const { sender, buffer, authority, code, inFlight, onProgress } = job;
  const writeOf = ({ offset, bytes }: Chunk) => write(buffer, authority, offset, bytes);
  const [first] = missing;
  if (first === undefined) return;
  const units = await sender.units([writeOf(first)]);
  let written = code.length - missing.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const queue = [...missing];
  let failure: Error | undefined;
  const worker = async (): Promise<void> => {
    for (let chunk = queue.shift(); chunk !== undefined && failure === undefined; chunk = queue.shift()) {
      await sender.send([writeOf(chunk)], units);
      written += chunk.bytes.length;
      onProgress(written);
    }
  };
  const guarded = () =>
    worker().catch((reason: unknown) => {
      failure ??= reason instanceof Error ? reason : decodeError(reason);
    });
  // All of them end, so that nothing is under way any more when a failure is told.
  await Promise.all(Array.from({ length: inFlight }, guarded));
  if (failure !== undefined) throw failure;
}
