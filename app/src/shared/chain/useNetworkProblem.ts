/** Whether the RPC server answers for the cluster that it is said to be, and whether the wallet knows that cluster. */
import { useWallet } from '@solana/wallet-adapter-react';
import type { ClusterConfig } from '@/shared/config/config';
import { useChain } from './chain';
import { useChainQuery } from './query';

const GENESIS: Partial<Record<ClusterConfig['name'], string>> = {
  mainnet: '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d',
  devnet: 'EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxkrZBG',
  testnet: '4uhcVJyU9pJkvQyS88uRDiswHXSGkY3zQawtkLk2TLEQ',
};

/** Whether a first block's hash may be that of the cluster. */
export function isGenesisOf(
  { name, genesisHash }: Pick<ClusterConfig, 'name' | 'genesisHash'>,
  found: string,
): boolean {
  const expected = genesisHash ?? GENESIS[name];
  if (expected !== undefined) return expected === found;
  // A chain of one's own is anything but the public ones.
  return !Object.values(GENESIS).includes(found);
}

/** What is wrong with the network; null where nothing is, or nothing is known. */
export type NetworkProblem = 'otherCluster' | 'walletElsewhere' | null;

/** Looks at the server's first block and at what the wallet says of its account. */
export function useNetworkProblem(): NetworkProblem {
  const { cluster } = useChain();
  const { wallet, publicKey } = useWallet();
  const genesis = useChainQuery(['genesis'], ({ connection }) => connection.getGenesisHash());
  if (genesis.data !== undefined && !isGenesisOf(cluster, genesis.data)) return 'otherCluster';
  const adapter = wallet?.adapter;
  if (publicKey === null || adapter === undefined || !('standard' in adapter)) return null;
  const account = adapter.wallet.accounts.find(({ address }) => address === publicKey.toBase58());
  return account === undefined || account.chains.includes(`solana:${cluster.name}`) ? null : 'walletElsewhere';
}
