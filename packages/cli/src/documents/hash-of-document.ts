/** Documents of which the SHA-256 is on the chain: terms, definitions, reasons of disputes and proposals. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CliError } from '../cli-error';

/** SHA-256 of a file's bytes. Errors: FileUnreadable. */
export function hashOfDocument(path: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new CliError('FileUnreadable', `${path} can't be read`, 'Check the path.');
  }
  return createHash('sha256').update(bytes).digest();
}
