/** What a deployment has to do and what that costs, before anything is signed. */
import type { PublicKey } from '@solana/web3.js';
import { CliError, minimumRent, type Session } from '@tenure/cli';
import { transactionFee } from '@tenure/sdk';
import { priorityFee } from '@tenure/transactions';
import type { Artifact } from './artifact';
import {
  BUFFER_HEADER_BYTES,
  DATA_HEADER_BYTES,
  LEAST_EXTENSION_BYTES,
  MOST_ACCOUNT_BYTES,
  PROGRAM_BYTES,
} from './loader';
import { readBuffer, readProgram, sameCode, type DeployedBuffer, type DeployedProgram } from './deployed-program';
import { chunkBytes, missingChunks, ownBuffer, type Destination } from './upload';

/** What is asked for. */
export interface DeploymentRequest {
  readonly session: Session;
  readonly artifact: Artifact;
  readonly payer: PublicKey;
  /** Whose key is given to upgrade with. */
  readonly authority: PublicKey;
  /** Whether the key pair of the program's address is given: a new program needs it. */
  readonly hasProgramKey: boolean;
  /** An upload to go on with; otherwise the one of this code and payer. */
  readonly buffer: PublicKey | undefined;
  /** Whether others sign the upgrade: it is printed, and the buffer is handed to them. */
  readonly forOthers: boolean;
}

/** Lamports, all of them estimates but the rents. */
export interface Costs {
  /** Stays with the program. */
  readonly rentLamports: bigint;
  readonly feeLamports: bigint;
  /** What the payer has to have: the buffer's rent comes back at the end. */
  readonly atHandLamports: bigint;
}

export interface DeploymentPreview {
  readonly request: DeploymentRequest;
  /** What is to be done with the program. */
  readonly task: 'nothing' | 'deploy' | 'upgrade';
  readonly deployed: DeployedProgram | null;
  /** The upgrade authority as it will be; nobody where the program is final. */
  readonly authority: PublicKey | null;
  readonly destination: Destination;
  readonly buffered: DeployedBuffer | null;
  /** Who may write the buffer until it is whole. */
  readonly writer: PublicKey;
  /** Lamports that the buffer's address lacks. */
  readonly bufferLamports: bigint;
  /** Bytes that the program must grow by first. */
  readonly extensionBytes: number;
  /** Of the code. */
  readonly chunks: { readonly missing: number; readonly all: number };
  readonly transactions: number;
  readonly costs: Costs;
}

/** Compute units of any of the transactions, for the estimate of fees. */
const UNITS = 10_000;

/**
 * Reads the chain and decides. Errors: ProgramFinal, NotUpgradeAuthority, ProgramKeyMissing, ProgramTooLarge,
 * BufferMissing, BufferOfAnother, BufferUnfit, NothingToExport; those of reading.
 */
export async function previewDeployment(request: DeploymentRequest): Promise<DeploymentPreview> {
  const { session, artifact, payer } = request;
  const deployed = await readProgram(session, artifact.id);
  const task = taskOf(request, deployed);
  const authority = deployed === null ? request.authority : deployed.authority;
  const writer = request.forOthers ? payer : request.authority;
  const destination =
    request.buffer === undefined ? await ownBuffer(artifact, payer) : { address: request.buffer, seed: undefined };
  const buffered = task === 'nothing' ? null : await bufferOf(request, destination);
  const size = chunkBytes(payer, writer, destination.address);
  const chunks = {
    missing: missingChunks(buffered?.code ?? Buffer.alloc(0), artifact.code, size).length,
    all: Math.ceil(artifact.code.length / size),
  };
  if (buffered !== null) checkBuffer(request, buffered, { authority, writer, whole: chunks.missing === 0 });
  const extensionBytes = task === 'upgrade' ? extensionOf(deployed, artifact) : 0;
  const transactions =
    task === 'nothing' ? 0 : chunks.missing + 1 + (buffered === null ? 1 : 0) + (extensionBytes > 0 ? 1 : 0);
  const preview = { request, task, deployed, authority, destination, buffered, writer, extensionBytes, chunks };
  return { ...preview, transactions, ...(await costsOf({ ...preview, transactions })) };
}

function taskOf(
  { artifact, authority, hasProgramKey, forOthers }: DeploymentRequest,
  deployed: DeployedProgram | null,
): DeploymentPreview['task'] {
  const id = artifact.id.toBase58();
  if (artifact.code.length + DATA_HEADER_BYTES > MOST_ACCOUNT_BYTES) {
    throw new CliError('ProgramTooLarge', `${artifact.path} is larger than a program may be`, 'Name another file.');
  }
  if (deployed === null) {
    if (forOthers) {
      throw new CliError(
        'NothingToExport',
        `There is no program ${id} yet: others sign upgrades only`,
        'Deploy without --export, then give the program to them with --hand-over ADDRESS.',
      );
    }
    if (hasProgramKey) return 'deploy';
    throw new CliError(
      'ProgramKeyMissing',
      `There is no program ${id} yet, and deploying it takes the key pair of that address`,
      'Make an id of your own with npm run deploy -- --new-id, or name the key pair with --program-keypair.',
    );
  }
  if (sameCode(deployed, artifact.code)) return 'nothing';
  if (deployed.authority === null) {
    throw new CliError(
      'ProgramFinal',
      `The program ${id} has no upgrade authority any more: nobody can change it`,
      'Deploy under another id: npm run deploy -- --new-id.',
    );
  }
  if (forOthers || deployed.authority.equals(authority)) return 'upgrade';
  throw new CliError(
    'NotUpgradeAuthority',
    `${deployed.authority.toBase58()} may upgrade ${id}; the key given here is ${authority.toBase58()}`,
    'Name its key pair with --upgrade-authority; where it is a multisig, use --export.',
  );
}

async function bufferOf(
  { session, buffer }: DeploymentRequest,
  { address }: Destination,
): Promise<DeployedBuffer | null> {
  const buffered = await readBuffer(session, address);
  if (buffered !== null || buffer === undefined) return buffered;
  throw new CliError(
    'BufferMissing',
    `There is no buffer ${buffer.toBase58()}`,
    'Leave --buffer out: the code is uploaded anew, or the upload of this payer goes on.',
  );
}

interface Roles {
  readonly authority: PublicKey | null;
  readonly writer: PublicKey;
  readonly whole: boolean;
}

function checkBuffer(
  { artifact }: DeploymentRequest,
  buffered: DeployedBuffer,
  { authority, writer, whole }: Roles,
): void {
  if (buffered.code.length !== artifact.code.length) {
    throw new CliError(
      'BufferUnfit',
      `The buffer holds ${buffered.code.length} bytes, the program has ${artifact.code.length}`,
      'Leave --buffer out, and get the rent of the old one back with --close-buffers.',
    );
  }
  // One that is whole may belong to the upgrade authority already.
  const able = whole ? [writer, authority] : [writer];
  if (able.some((key) => key !== null && buffered.authority?.equals(key) === true)) return;
  throw new CliError(
    'BufferOfAnother',
    `The buffer belongs to ${buffered.authority?.toBase58() ?? 'nobody'}, not to ${writer.toBase58()}`,
    'Name its key pair with --upgrade-authority, or let another key pay (--fee-payer), which has its own.',
  );
}

/** How much the program must grow, and at least as much as the loader lets it grow by. */
function extensionOf(deployed: DeployedProgram | null, { code }: Artifact): number {
  const room = deployed?.code.length ?? 0;
  if (code.length <= room) return 0;
  const most = MOST_ACCOUNT_BYTES - DATA_HEADER_BYTES - room;
  return Math.max(code.length - room, Math.min(LEAST_EXTENSION_BYTES, most));
}

type Priced = Pick<DeploymentPreview, 'costs' | 'bufferLamports'>;

async function costsOf(preview: Omit<DeploymentPreview, keyof Priced>): Promise<Priced> {
  const { request, task, writer, destination, deployed, extensionBytes, transactions } = preview;
  const { session, artifact, payer } = request;
  if (task === 'nothing') {
    return { bufferLamports: 0n, costs: { rentLamports: 0n, feeLamports: 0n, atHandLamports: 0n } };
  }
  const rent = (bytes: number) => minimumRent(session, bytes);
  const balance = BigInt(await session.ask((connection) => connection.getBalance(destination.address)));
  const bufferRent = await rent(BUFFER_HEADER_BYTES + artifact.code.length);
  const bufferLamports = bufferRent > balance ? bufferRent - balance : 0n;
  const room = (deployed?.code.length ?? 0) + DATA_HEADER_BYTES;
  const rentLamports =
    task === 'deploy'
      ? (await rent(PROGRAM_BYTES)) + (await rent(DATA_HEADER_BYTES + artifact.code.length))
      : (await rent(room + extensionBytes)) - (await rent(room));
  const fee = transactionFee(
    payer.equals(writer) ? 1 : 2,
    UNITS,
    await priorityFee(session.rpc, [payer], session.maxPriorityFee),
  );
  // The loader gives the buffer's rent back before it takes the program's; the wallet keeps its own rent.
  const beside = task === 'deploy' ? rentLamports - bufferRent : rentLamports;
  const feeLamports = fee * BigInt(transactions);
  const atHandLamports = bufferLamports + (beside > 0n ? beside : 0n) + feeLamports + (await rent(0));
  return { bufferLamports, costs: { rentLamports, feeLamports, atHandLamports } };
}
