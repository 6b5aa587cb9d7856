/**
 * A folder of evidence: `<sha256>` holds the bytes, `<sha256>.<hash>.receipt.json` how a value was found in
 * them; one file of results can serve several metrics. Every file is named by its own hash and never written
 * twice.
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readWhole } from './access/file';
import { parseJson, shaped, textOf } from './formats/json';
import type { Observation } from './observe';
import { OracleError } from './oracle-error';
import { receiptSchema, sha256Of, type Receipt } from './receipt';

const RECEIPT_HASH_DIGITS = 16;

/**
 * Stores an observation's evidence and receipt; both are on the disk when this is done. What is there already
 * is read and compared. Errors: EvidenceDamaged when it has other bytes, EvidenceUnwritable.
 */
export async function storeEvidence(directory: string, { evidence, receipt }: Observation): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(receipt, null, 2)}\n`);
  const sha256 = sha256Of(evidence);
  try {
    await mkdir(directory, { recursive: true });
    await writeOnce(join(directory, sha256), evidence);
    await writeOnce(join(directory, receiptName(sha256, text)), text);
    await syncFolder(directory);
  } catch (error) {
    if (error instanceof OracleError) throw error;
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new OracleError(
      'EvidenceUnwritable',
      `Evidence can't be stored in ${directory}${reason}`,
      'Check the folder, its disk and its permissions.',
    );
  }
}

/** The evidence with a hash, checked. Errors: EvidenceMissing, EvidenceDamaged. */
export async function verifyEvidence(directory: string, sha256: string): Promise<Uint8Array> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new OracleError('EvidenceMissing', 'This is no SHA-256', 'Write its 64 digits, 0-9 and a-f.');
  }
  const path = join(directory, sha256);
  const bytes = await readWhole(path).then(
    (content) => content.bytes,
    (error: unknown) => {
      if (!(error instanceof OracleError) || error.name !== 'FileUnreadable') throw error;
      throw new OracleError(
        'EvidenceMissing',
        `${directory} has no evidence ${sha256}`,
        'Ask the attestor for it, or name another folder.',
      );
    },
  );
  if (sha256Of(bytes) !== sha256) throw damaged(path);
  return bytes;
}

/** All receipts for evidence, checked, by their names. Errors: EvidenceDamaged, WrongFormat. */
export async function readReceipts(directory: string, sha256: string): Promise<Receipt[]> {
  const names = await readdir(directory).catch(() => []);
  const wanted = names.filter((name) => name.startsWith(`${sha256}.`) && name.endsWith('.receipt.json')).sort();
  return Promise.all(
    wanted.map(async (name) => {
      const path = join(directory, name);
      const { bytes } = await readWhole(path);
      if (receiptName(sha256, bytes) !== name) throw damaged(path);
      return shaped(receiptSchema, parseJson(textOf(bytes, path), path, Number), path, 'a receipt');
    }),
  );
}

function receiptName(sha256: string, text: Uint8Array): string {
  return `${sha256}.${sha256Of(text).slice(0, RECEIPT_HASH_DIGITS)}.receipt.json`;
}

function damaged(path: string): OracleError {
  return new OracleError(
    'EvidenceDamaged',
    `${path} is not what its name says: its bytes were changed`,
    'Move it away, and find out who changed it.',
  );
}

/** All or nothing: a reader never sees half a file, and a file that is there is never replaced. */
async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${randomBytes(8).toString('hex')}.part`;
  try {
    const file = await open(part, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(part, path).catch(async (error: unknown) => {
      const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!exists) throw error;
      const { bytes: found } = await readWhole(path);
      if (!Buffer.from(found).equals(bytes)) throw damaged(path);
    });
  } finally {
    await rm(part, { force: true });
  }
}

/** New names in a folder are on the disk only with the folder itself; Windows has no such call. */
async function syncFolder(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
