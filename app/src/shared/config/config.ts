/** What the host says about clusters: `/tenure.json`, read once before anything is shown. */
import * as z from 'zod/mini';

const url = z.string().check(z.regex(/^https?:\/\/\S+$/, 'must be an http or https address'));
const address = z.string().check(z.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'must be an address in base58'));

const cluster = z.object({
  /** Name in wallets' words: `localnet`, `devnet`, `testnet`, `mainnet`. */
  name: z.enum(['localnet', 'devnet', 'testnet', 'mainnet']),
  /** JSON-RPC address. */
  rpc: url,
  /** WebSocket address; without one it follows from `rpc`. */
  ws: z.optional(z.string().check(z.regex(/^wss?:\/\/\S+$/, 'must be a ws or wss address'))),
  /** Hash of the first block, where it is known: tells whether the server answers for this cluster. */
  genesisHash: z.optional(z.string()),
  /** Link to a transaction or account, with `{kind}` (`tx` or `address`) and `{id}` in it. */
  explorer: z.optional(url),
  /** Symbols of mints, by their base58 address. A mint that is not here is shown by its address. */
  tokens: z._default(z.record(z.string(), z.string().check(z.maxLength(12))), {}),
  /** Plans to begin with, by their addresses, for visitors who have none. */
  plans: z._default(z.array(address), []),
});

const schema = z.object({
  /** Address of the program. */
  programId: address,
  /** The first is where the page begins. */
  clusters: z.array(cluster).check(z.minLength(1)),
  /** Path on this host of the keys of test wallets; used on localnet only. */
  testWallets: z.optional(z.string().check(z.regex(/^\/[^/]/, 'must be a path on this host'))),
});

/** A cluster that the page can look at. */
export type ClusterConfig = z.infer<typeof cluster>;
/** Everything that the host configures. */
export type AppConfig = z.infer<typeof schema>;

/** Why there is no configuration; the message says what to change. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the text of a `/tenure.json`. Errors: ConfigError. */
export function parseConfig(text: string): AppConfig {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigError('/tenure.json is not JSON.');
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ConfigError(`/tenure.json, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not understood'}.`);
}

/** Fetches the host's configuration. Errors: ConfigError. */
export async function fetchConfig(): Promise<AppConfig> {
  const answer = await fetch('/tenure.json', { cache: 'no-cache' }).catch(() => undefined);
  if (answer?.ok !== true) {
    throw new ConfigError('This host has no /tenure.json, which names the clusters. See docs/app.md.');
  }
  return parseConfig(await answer.text());
}
