/** Reading the chain by queries: kept by cluster, made again when accounts change. */
import type { PublicKey } from '@solana/web3.js';
import { QueryClient, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useChain, type ChainAccess } from './chain';

const FRESH_MS = 10_000;
const RETRIES = 2;

/** The page's query client: what a retry can't mend, such as an account that is not there, is not retried. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // A local chain needs no network.
        networkMode: 'always',
        retry: (count, { name }) => name !== 'StateError' && count < RETRIES,
        retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
      },
    },
  });
}

interface Options {
  /** Reads again after so many milliseconds. */
  readonly every?: number | undefined;
  readonly enabled?: boolean | undefined;
}

/** Reads something of the chain. `key` names it among everything that is read of this cluster. */
export function useChainQuery<T>(
  key: readonly string[],
  read: (chain: ChainAccess) => Promise<T>,
  { every, enabled = true }: Options = {},
): UseQueryResult<T> {
  const chain = useChain();
  return useQuery({
    queryKey: [chain.cluster.name, ...key],
    queryFn: () => read(chain),
    enabled,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
}

/** Begins to read what a part of the page will ask for by the same key. */
export function usePrefetch<T>(key: readonly string[], read: (chain: ChainAccess) => Promise<T>): void {
  const chain = useChain();
  const client = useQueryClient();
  const name = key.join(' ');
  useEffect(() => {
    void client.prefetchQuery({ queryKey: [chain.cluster.name, ...name.split(' ')], queryFn: () => read(chain) });
    // The key says what is read.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, chain, name]);
}

/** Forgets how fresh everything read of this cluster is, so that what is shown is read again. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  const { cluster } = useChain();
  return () => client.invalidateQueries({ queryKey: [cluster.name] });
}

/** Reads `key` again whenever one of these accounts changes. */
export function useLive(addresses: readonly PublicKey[], key: readonly string[]): void {
  const { connection, cluster } = useChain();
  const client = useQueryClient();
  const watched = addresses.map((address) => address.toBase58()).join(' ');
  const name = key.join(' ');
  useEffect(() => {
    const queryKey = [cluster.name, ...name.split(' ')];
    const ids = addresses.map((address) =>
      connection.onAccountChange(address, () => void client.invalidateQueries({ queryKey }), {
        commitment: 'confirmed',
      }),
    );
    return () => {
      for (const id of ids) void connection.removeAccountChangeListener(id).catch(() => undefined);
    };
    // The addresses are compared by their text.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, cluster.name, connection, watched, name]);
}
