/**
 * What an import signed, and what became of it: one JSON object a line, on the disk before anything is sent.
 * A process that dies leaves at worst transactions whose end is unknown; the next run finds them here and
 * waits for their end before it signs anything for the same grants.
 */
import { createHash } from 'node:crypto';
import { existsSync, openSync, readFileSync, rmSync, writeSync, closeSync, truncateSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { SignedTransaction } from '@tenure/transactions';
import { CliError } from '../cli-error';

/** What a journal belongs to: the same file, into the same plan, on the same cluster. */
export interface JournalKey {
  /** Base58. */
  readonly plan: string;
  /** Of the cluster. */
  readonly genesisHash: string;
  /** Of the file, hexadecimal. */
  readonly fileSha256: string;
}

/** A transaction that was signed and whose end no line tells. */
export interface OpenTransaction extends SignedTransaction {
  /** Ids of its grants, decimal. */
  readonly grants: readonly string[];
}

type Line =
  | ({ readonly kind: 'import'; readonly version: 1; readonly at: string } & JournalKey)
  | {
      readonly kind: 'signed';
      readonly signature: string;
      readonly grants: readonly string[];
      readonly lastValidBlockHeight: number;
      /** The signed bytes, base64: what is sent again. */
      readonly transaction: string;
    }
  | { readonly kind: 'landed'; readonly signature: string; readonly slot: number }
  | { readonly kind: 'failed'; readonly signature: string; readonly slot: number; readonly error: string }
  | { readonly kind: 'expired'; readonly signature: string }
  | { readonly kind: 'reconciled'; readonly at: string; readonly present: number; readonly missing: number };

/** Where the journal of a key is kept unless told otherwise: beside the file. */
export function journalPath(file: string, key: JournalKey): string {
  const name = createHash('sha256').update(`${key.plan} ${key.genesisHash} ${key.fileSha256}`).digest('hex');
  return `${file}.${name.slice(0, 16)}.journal.jsonl`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('not a string');
  return value;
}

function signedLine(line: Record<string, unknown>): OpenTransaction {
  const { grants, lastValidBlockHeight } = line;
  if (!Array.isArray(grants) || typeof lastValidBlockHeight !== 'number') throw new Error('not a signed line');
  return {
    signature: text(line.signature),
    bytes: Uint8Array.from(Buffer.from(text(line.transaction), 'base64')),
    lastValidBlockHeight,
    grants: grants.map(text),
  };
}

/**
 * What a journal's text tells: its key, the transactions without an end, and the length of what is whole of
 * it.
 */
export function parseJournal(content: string): { key: JournalKey | undefined; open: OpenTransaction[]; whole: number } {
  const openOnes = new Map<string, OpenTransaction>();
  let key: JournalKey | undefined;
  // A process that died while it wrote leaves half a line, which nothing was sent for.
  const whole = content.lastIndexOf('\n') + 1;
  for (const [index, raw] of content.slice(0, whole).split('\n').entries()) {
    if (raw === '') continue;
    try {
      const line: unknown = JSON.parse(raw);
      if (!isObject(line)) throw new Error('not an object');
      if (line.kind === 'import') {
        const { plan, genesisHash, fileSha256 } = line;
        key = { plan: text(plan), genesisHash: text(genesisHash), fileSha256: text(fileSha256) };
      } else if (line.kind === 'signed') {
        const signed = signedLine(line);
        openOnes.set(signed.signature, signed);
      } else if (line.kind === 'landed' || line.kind === 'failed' || line.kind === 'expired') {
        openOnes.delete(text(line.signature));
      }
    } catch {
      throw new CliError(
        'JournalDamaged',
        `Line ${index + 1} of the journal is damaged`,
        'Wait two minutes, so that nothing that was sent can still get in; then move the journal away and run again.',
      );
    }
  }
  return { key, open: [...openOnes.values()], whole: Buffer.byteLength(content.slice(0, whole)) };
}

/** An import's journal, held by this process alone. */
export class Journal {
  private waiting: string[] = [];
  private flushing: Promise<void> | undefined;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    /** What an earlier run left without an end. */
    readonly left: readonly OpenTransaction[],
  ) {}

  /**
   * Opens the journal of a key, or begins it. Errors: ImportRunning while another process has it,
   * JournalOfAnother, JournalDamaged.
   */
  static async open(path: string, key: JournalKey): Promise<Journal> {
    lock(path);
    try {
      const content = existsSync(path) ? readFileSync(path, 'utf8') : '';
      const { key: found, open: left, whole } = parseJournal(content);
      if (found !== undefined && !sameKey(found, key)) {
        throw new CliError(
          'JournalOfAnother',
          `${path} is the journal of another plan, cluster or file`,
          'Name another with --journal, or leave the flag out.',
        );
      }
      if (whole < Buffer.byteLength(content)) truncateSync(path, whole);
      const journal = new Journal(path, await open(path, 'a', 0o600), left);
      if (found === undefined)
        await journal.write({ kind: 'import', version: 1, at: new Date().toISOString(), ...key });
      return journal;
    } catch (error) {
      rmSync(`${path}.lock`, { force: true });
      throw error;
    }
  }

  /** Notes what is about to be sent; it is on the disk when this is done. */
  signed({ signature, bytes, lastValidBlockHeight }: SignedTransaction, grants: readonly string[]): Promise<void> {
    const transaction = Buffer.from(bytes).toString('base64');
    return this.write({ kind: 'signed', signature, grants, lastValidBlockHeight, transaction });
  }

  landed(signature: string, slot: number): Promise<void> {
    return this.write({ kind: 'landed', signature, slot });
  }

  failed(signature: string, slot: number, error: string): Promise<void> {
    return this.write({ kind: 'failed', signature, slot, error });
  }

  expired(signature: string): Promise<void> {
    return this.write({ kind: 'expired', signature });
  }

  reconciled(present: number, missing: number): Promise<void> {
    return this.write({ kind: 'reconciled', at: new Date().toISOString(), present, missing });
  }

  async close(): Promise<void> {
    await this.flushing;
    await this.handle.close();
    rmSync(`${this.path}.lock`, { force: true });
  }

  /** Lines that come while the disk is busy share its next write. */
  private async write(line: Line): Promise<void> {
    this.waiting.push(`${JSON.stringify(line)}\n`);
    while (this.flushing !== undefined) {
      const mine = this.waiting;
      await this.flushing;
      // Somebody else took this line along with theirs.
      if (mine !== this.waiting) return this.flushing;
    }
    const lines = this.waiting;
    this.waiting = [];
    this.flushing = this.flush(lines.join(''));
    try {
      await this.flushing;
    } finally {
      this.flushing = undefined;
    }
  }

  private async flush(lines: string): Promise<void> {
    await this.handle.appendFile(lines);
    await this.handle.datasync();
  }
}

function sameKey(a: JournalKey, b: JournalKey): boolean {
  return a.plan === b.plan && a.genesisHash === b.genesisHash && a.fileSha256 === b.fileSha256;
}

/** One process at a time; a lock of a process that is gone is taken over. */
function lock(path: string): void {
  const at = `${path}.lock`;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(at, 'wx', 0o600);
      writeSync(file, `${process.pid}`);
      closeSync(file);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const pid = Number(readFileSync(at, 'utf8'));
    if (pid === process.pid || isRunning(pid)) break;
    rmSync(at, { force: true });
  }
  throw new CliError(
    'ImportRunning',
    'Another process imports this file',
    `Wait for it, or remove ${at} if there is none.`,
  );
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
