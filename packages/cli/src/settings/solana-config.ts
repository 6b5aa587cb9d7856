/** The configuration file of Solana's own command line: flat YAML with a few scalars. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../cli-error';

/** What is read of it; a missing key is undefined. */
export interface SolanaConfig {
  readonly jsonRpcUrl?: string | undefined;
  readonly keypairPath?: string | undefined;
  readonly commitment?: string | undefined;
}

/** Where Solana's command line keeps it: `~/.config/solana/cli/config.yml`. */
function defaultConfigPath(home = homedir()): string {
  return join(home, '.config/solana/cli/config.yml');
}

/** Where it keeps the key pair: `~/.config/solana/id.json`. */
export function defaultKeypairPath(home = homedir()): string {
  return join(home, '.config/solana/id.json');
}

function scalar(text: string): string {
  const value = text.trim();
  if (value.startsWith('"')) {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'string' ? parsed : '';
  }
  return value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : value.replace(/\s+#.*$/, '');
}

/** Reads the text of the file: `key: value` lines at the margin; nested ones are left out. */
export function parseSolanaConfig(text: string): SolanaConfig {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^([a-z_]+):[ \t]+(\S.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, scalar(value));
  }
  const get = (key: string) => values.get(key) || undefined;
  return { jsonRpcUrl: get('json_rpc_url'), keypairPath: get('keypair_path'), commitment: get('commitment') };
}

/** Reads the file; one that was named must exist, the default one need not. */
export function readSolanaConfig(path?: string): SolanaConfig {
  const at = path ?? defaultConfigPath();
  if (!existsSync(at)) {
    if (path === undefined) return {};
    throw new CliError('ConfigMissing', `There is no file ${at}`, 'Name the file that `solana config get` prints.');
  }
  try {
    return parseSolanaConfig(readFileSync(at, 'utf8'));
  } catch {
    throw new CliError('ConfigUnreadable', `${at} can't be read`, "Write it anew with Solana's `solana config set`.");
  }
}
