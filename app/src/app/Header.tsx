import { useWallet } from '@solana/wallet-adapter-react';
import { Link, NavLink } from 'react-router';
import { useClusterChoice } from '@/shared/chain';
import { Address, Button, Icon } from '@/shared/ui';
import { ConnectButton } from '@/shared/wallets';
import styles from './Layout.module.css';
import { ThemeSwitch } from './ThemeSwitch';

/** What the header leads to, in its order. */
const PAGES = [
  { to: '/grants', name: 'Grants' },
  { to: '/votes', name: 'Votes' },
  { to: '/plans', name: 'Plans' },
  { to: '/admin', name: 'Run plans' },
] as const;

/** Brand, pages, cluster, theme, wallet. */
export function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Link to="/" className={styles.brand} aria-label="Tenure">
          <img src="/icon.svg" alt="" width={24} height={24} /> <span>Tenure</span>
        </Link>
        <nav className={styles.nav} aria-label="Pages">
          {PAGES.map(({ to, name }) => (
            <NavLink key={to} to={to}>
              {name}
            </NavLink>
          ))}
        </nav>
        <div className={styles.tools}>
          <ClusterChoice />
          <ThemeSwitch />
          <WalletState />
        </div>
      </div>
    </header>
  );
}

function ClusterChoice() {
  const { config, cluster, choose } = useClusterChoice();
  return (
    <select
      className={styles.cluster}
      aria-label="Cluster"
      value={cluster.name}
      onChange={({ target }) => {
        const next = config.clusters.find(({ name }) => name === target.value);
        if (next !== undefined) choose(next.name);
      }}
    >
      {config.clusters.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

function WalletState() {
  const wallet = useWallet();
  const { publicKey } = wallet;
  if (publicKey === null) return <ConnectButton look="plain" />;
  return (
    <span className={styles.wallet}>
      <Address address={publicKey} />
      <Button
        look="quiet"
        size="icon"
        aria-label="Disconnect"
        title="Disconnect"
        onClick={() => void wallet.disconnect()}
      >
        <Icon name="close" />
      </Button>
    </span>
  );
}
