/**
 * An id of one's own. The id that the sources declare is a placeholder that nobody has the key of, and a
 * program refuses every call at another address than it declares: so a new id means a new build.
 */
import { Keypair, type PublicKey } from '@solana/web3.js';
import { CliError, readKeypair } from '@tenure/cli';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The programs that are built here, by the names of their files, and the source that declares the id of each. */
const SOURCES = {
  vesting: 'programs/vesting/src/lib.rs',
  voter_weight: 'programs/voter-weight/src/lib.rs',
} as const;
export type ProgramName = keyof typeof SOURCES;

/** Whether a program of this name is built here. */
export function isBuiltHere(name: string): name is ProgramName {
  return name in SOURCES;
}

/** The files that name a program's id, and how. */
function placesOf(program: ProgramName): { readonly file: string; readonly pattern: RegExp }[] {
  return [
    { file: SOURCES[program], pattern: /^(declare_id!\(")(\w+)("\);)$/gm },
    { file: 'Anchor.toml', pattern: new RegExp(`^(${program} = ")(\\w+)(")$`, 'gm') },
  ];
}

/** What was done. */
export interface NewId {
  readonly id: PublicKey;
  /** Whether the key pair was made, or was there. */
  readonly made: boolean;
  /** The files that named another id before. */
  readonly changed: readonly string[];
}

/**
 * Makes the key pair `keypairFile` unless it is there, and puts its address into the sources of a program
 * below `root`: the same as `anchor keys sync`. Errors: SourceUnknown, KeypairExposed, KeypairInvalid.
 */
export function takeId(root: string, program: ProgramName, keypairFile: string): NewId {
  const made = !existsSync(keypairFile);
  if (made) makeKeypair(keypairFile);
  const { publicKey } = readKeypair(keypairFile);
  return { id: publicKey, made, changed: declare(root, program, publicKey) };
}

/** Writes a new key pair as solana-keygen does, for its owner's eyes only; never over a file. */
export function makeKeypair(path: string): PublicKey {
  const { publicKey, secretKey } = Keypair.generate();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify([...secretKey]), { mode: 0o600, flag: 'wx' });
  return publicKey;
}

function declare(root: string, program: ProgramName, id: PublicKey): string[] {
  return placesOf(program).flatMap(({ file, pattern }) => {
    const path = join(root, file);
    const before = readFileSync(path, 'utf8');
    if (before.match(pattern) === null) {
      throw new CliError('SourceUnknown', `${file} declares no id of ${program}`, 'Restore it from version control.');
    }
    const after = before.replace(pattern, (_, head: string, _old: string, tail: string) => head + id.toBase58() + tail);
    if (after === before) return [];
    writeFileSync(path, after);
    return [file];
  });
}
