/** The page: its configuration, what everything in it shares, its routes. */
import { QueryClientProvider } from '@tanstack/react-query';
import { use, Suspense, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ChainProvider, ClockProvider, createQueryClient } from '@/shared/chain';
import { ConfigError, fetchConfig, type AppConfig } from '@/shared/config/config';
import { OperationsProvider } from '@/shared/transactions';
import { Empty, Skeleton } from '@/shared/ui';
import { WalletsProvider } from '@/shared/wallets';
import styles from './Layout.module.css';
import { createRouter } from './router';

const configured: Promise<AppConfig | ConfigError> = fetchConfig().catch((error: unknown) =>
  error instanceof ConfigError ? error : new ConfigError(String(error)),
);

/** Made at once: the part of the page that the path names is loaded while the configuration is. */
const router = createRouter();

/** Everything, once the host's configuration is there. */
export function App() {
  return (
    <Suspense fallback={<Waiting />}>
      <Configured />
    </Suspense>
  );
}

function Waiting() {
  return (
    <main className={styles.main}>
      <Skeleton lines={6} />
    </main>
  );
}

function Configured() {
  const config = use(configured);
  const [client] = useState(createQueryClient);
  if (config instanceof ConfigError)
    return (
      <Empty page title="This host is not set up">
        {config.message}
      </Empty>
    );
  return (
    <QueryClientProvider client={client}>
      <ChainProvider config={config}>
        <ClockProvider>
          <WalletsProvider>
            <OperationsProvider>
              <RouterProvider router={router} />
            </OperationsProvider>
          </WalletsProvider>
        </ClockProvider>
      </ChainProvider>
    </QueryClientProvider>
  );
}
