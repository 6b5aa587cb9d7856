/** Wallets that announce themselves by the Wallet Standard, and the test wallet on a local chain. */
import { WalletProvider } from '@solana/wallet-adapter-react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useClusterChoice } from '@/shared/chain';
import { ConnectDialog } from './ConnectDialog';

const ConnectContext = createContext<(() => void) | null>(null);

/** Registers test wallets where the host offers them and the chain is local. They are no part of the page otherwise. */
function useTestWallets(): void {
  const { config, cluster } = useClusterChoice();
  const path = cluster.name === 'localnet' ? config.testWallets : undefined;
  useEffect(() => {
    if (path === undefined) return;
    void import('./test-wallet').then(({ registerTestWallets }) => registerTestWallets(path));
  }, [path]);
}

/** Gives the page its wallets. The one connected last connects again by itself. */
export function WalletsProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState(false);
  const none = useMemo(() => [], []);
  const show = useCallback(() => {
    setRefused(false);
    setOpen(true);
  }, []);
  const close = useCallback(() => setOpen(false), []);
  const failed = useCallback(() => setRefused(true), []);
  useTestWallets();
  return (
    <WalletProvider wallets={none} autoConnect localStorageKey="tenure-wallet" onError={failed}>
      <ConnectContext value={show}>
        {children}
        {open && <ConnectDialog refused={refused} onChoose={() => setRefused(false)} onClose={close} />}
      </ConnectContext>
    </WalletProvider>
  );
}

/** Opens the list of wallets. */
export function useConnect(): () => void {
  const connect = useContext(ConnectContext);
  if (connect === null) throw new Error('useConnect needs a WalletsProvider above it.');
  return connect;
}
