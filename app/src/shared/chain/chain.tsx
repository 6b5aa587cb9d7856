/** The cluster that the page looks at, and reading it. */
import { ConnectionProvider, useConnection } from '@solana/wallet-adapter-react';
import { PublicKey, type Connection, type ConnectionConfig } from '@solana/web3.js';
import type { Reader } from '@tenure/sdk';
import { fetchWithTimeout } from '@tenure/transactions';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { ClusterConfig, AppConfig } from '@/shared/config/config';
import { fetchProgramAccounts } from './programAccounts';

const CHOICE = 'tenure-cluster';

interface Choice {
  readonly config: AppConfig;
  readonly cluster: ClusterConfig;
  readonly choose: (name: ClusterConfig['name']) => void;
}

const ChoiceContext = createContext<Choice | null>(null);

function storedChoice(): string | null {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

function storeChoice(name: string): void {
  try {
    localStorage.setItem(CHOICE, name);
  } catch {
    // Storage that is switched off: the choice lasts as long as the page.
  }
}

/** Gives the page its cluster: the one chosen last, otherwise the first that the host names. */
export function ChainProvider({ config, children }: { config: AppConfig; children: ReactNode }) {
  const [name, setName] = useState(storedChoice);
  const [first] = config.clusters;
  const cluster = config.clusters.find((each) => each.name === name) ?? first;
  const choice = useMemo(
    () =>
      cluster && {
        config,
        cluster,
        choose: (next: ClusterConfig['name']) => {
          storeChoice(next);
          setName(next);
        },
      },
    [config, cluster],
  );
  const connectionConfig = useMemo((): ConnectionConfig => {
    const ws = cluster?.ws === undefined ? {} : { wsEndpoint: cluster.ws };
    return { commitment: 'confirmed', disableRetryOnRateLimit: true, fetch: fetchWithTimeout(), ...ws };
  }, [cluster]);
  if (choice === undefined || cluster === undefined) return null;
  return (
    <ChoiceContext value={choice}>
      <ConnectionProvider endpoint={cluster.rpc} config={connectionConfig}>
        {children}
      </ConnectionProvider>
    </ChoiceContext>
  );
}

/** What the host configures, and which cluster is chosen. */
export function useClusterChoice(): Choice {
  const choice = useContext(ChoiceContext);
  if (choice === null) throw new Error('useClusterChoice needs a ChainProvider above it.');
  return choice;
}

/** What reading and sending needs. */
export interface ChainAccess {
  readonly cluster: ClusterConfig;
  readonly connection: Connection;
  readonly reader: Reader;
  readonly programId: PublicKey;
}

/** The chain that the page looks at. */
export function useChain(): ChainAccess {
  const { config, cluster } = useClusterChoice();
  const { connection } = useConnection();
  return useMemo(
    () => ({
      cluster,
      connection,
      programId: new PublicKey(config.programId),
      reader: {
        getAccountInfo: (key) => connection.getAccountInfo(key),
        getMultipleAccountsInfo: (keys) => connection.getMultipleAccountsInfo(keys),
        getProgramAccounts: (id, query) => fetchProgramAccounts(cluster.rpc, id, query),
      },
    }),
    [cluster, connection, config.programId],
  );
}
