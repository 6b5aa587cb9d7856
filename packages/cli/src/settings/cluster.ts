/** Which cluster: Solana's names for them, or an address. */
import { UsageError } from '../cli-error';

const MONIKERS: Readonly<Record<string, string>> = {
  l: 'http://127.0.0.1:8899',
  localhost: 'http://127.0.0.1:8899',
  d: 'https://api.devnet.solana.com',
  devnet: 'https://api.devnet.solana.com',
  t: 'https://api.testnet.solana.com',
  testnet: 'https://api.testnet.solana.com',
  m: 'https://api.mainnet-beta.solana.com',
  'mainnet-beta': 'https://api.mainnet-beta.solana.com',
};

/** The RPC address that a moniker (as in Solana's command line) or an http(s) address stands for. */
export function rpcUrl(text: string): string {
  const known = MONIKERS[text];
  if (known !== undefined) return known;
  if (/^https?:\/\/\S+$/.test(text) && URL.canParse(text)) return text;
  throw new UsageError(
    `${JSON.stringify(text)} is no cluster`,
    'Write l, d, t, m, localhost, devnet, testnet, mainnet-beta or an http(s) address.',
  );
}

/**
 * The address without what may be secret in it: user, password, query, and all of the path but its first
 * letters.
 */
export function shownUrl(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  const path = pathname.length > 9 ? `${pathname.slice(0, 5)}…` : pathname;
  return `${protocol}//${host}${path === '/' ? '' : path}`;
}

/** The name that Solana gives a cluster by its genesis hash; undefined for others, such as a local one. */
export function clusterName(genesisHash: string): string | undefined {
  return GENESIS[genesisHash];
}

const GENESIS: Readonly<Record<string, string>> = {
  '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d': 'mainnet-beta',
  EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG: 'devnet',
  '4uhcVJyU9pJkvQyS88uRDiswHXSGkY3zQawwpjk2NsNY': 'testnet',
};
