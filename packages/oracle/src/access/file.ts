/** Files as sources: whole, bounded, and not changed while they were read. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { OracleError } from '../oracle-error';

/** What was read. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** When the file was last written, unix seconds. */
  readonly modifiedTs: number;
}

/** The largest file that a source reads, bytes (256 MiB). */
const FILE_LIMIT = 256 * 1_048_576;

/** Reads a regular file. Errors: FileUnreadable, FileTooLarge, FileChanged. */
export async function readWhole(path: string, limit = FILE_LIMIT): Promise<FileContent> {
  let file: FileHandle;
  try {
    // Without blocking: a pipe in the file's place must not hang the oracle.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    throw new OracleError('FileUnreadable', `${path} can't be read`, 'Check the path.');
  }
  try {
    const before = await file.stat();
    if (!before.isFile()) throw new OracleError('FileUnreadable', `${path} is no file`, 'Check the path.');
    if (before.size > limit) {
      throw new OracleError(
        'FileTooLarge',
        `${path} has ${before.size} bytes; at most ${limit} are read`,
        'Name a smaller file.',
      );
    }
    const bytes = await file.readFile();
    const after = await file.stat();
    if (bytes.length !== before.size || after.mtimeMs !== before.mtimeMs || after.size !== before.size) {
      throw new OracleError('FileChanged', `${path} was written while it was read`, 'Run again when it is complete.');
    }
    return { bytes, modifiedTs: Math.floor(before.mtimeMs / 1_000) };
  } finally {
    await file.close();
  }
}
