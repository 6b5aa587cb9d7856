/** Key pairs from files. Nothing of a secret ever gets into a message. */
import { Keypair } from '@solana/web3.js';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../cli-error';

const REMEDY = 'Name a file that solana-keygen wrote: a JSON list of 64 numbers.';

/** `~` as the home directory. */
export function expand(path: string, home = homedir()): string {
  return path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path;
}

/**
 * Reads a key pair as solana-keygen writes it. Errors: KeypairMissing; KeypairExposed, when others on the
 * machine may read or write the file (not checked on Windows, which has no such modes); KeypairInvalid.
 * Hardware wallets and seed phrases are not supported: use `--export`.
 */
export function readKeypair(path: string): Keypair {
  const at = expand(path);
  if (/^(usb|prompt|stdin):/.test(at) || at === 'ASK') {
    throw new CliError('KeypairUnsupported', 'Only key pair files can sign here', 'Use --export and sign elsewhere.');
  }
  const text = readChecked(at);
  let keypair: Keypair;
  try {
    const parsed: unknown = JSON.parse(text);
    const isByte = (byte: unknown) => Number.isInteger(byte) && Number(byte) >= 0 && Number(byte) <= 255;
    if (!Array.isArray(parsed) || parsed.length !== 64 || !parsed.every(isByte)) throw new Error();
    keypair = Keypair.fromSecretKey(Uint8Array.from(parsed, Number));
  } catch {
    // The cause is left out: it may quote the file.
    throw new CliError('KeypairInvalid', `${at} holds no key pair`, REMEDY);
  }
  return keypair;
}

/** Checks the mode of the very file that is read, not of what the path names a moment later. */
function readChecked(at: string): string {
  let file: number;
  try {
    file = openSync(at, 'r');
  } catch {
    throw new CliError('KeypairMissing', `The key pair file ${at} can't be opened`, REMEDY);
  }
  try {
    const { mode } = fstatSync(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8);
      throw new CliError(
        'KeypairExposed',
        `The key pair file ${at} is open to others (mode ${shown})`,
        `Run chmod 600 on it, and change the key if others had access.`,
      );
    }
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
