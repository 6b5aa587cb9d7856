import { useWallet } from '@solana/wallet-adapter-react';
import { useEffect } from 'react';
import { Busy, Dialog, Empty, Notice } from '@/shared/ui';
import styles from './ConnectDialog.module.css';

interface Props {
  /** Whether the wallet that was chosen last did not connect. */
  readonly refused: boolean;
  readonly onChoose: () => void;
  readonly onClose: () => void;
}

/** The wallets of this browser. Choosing one asks it to connect. */
export function ConnectDialog({ refused, onChoose, onClose }: Props) {
  const state = useWallet();
  const { wallets, connected, connecting, wallet: chosen } = state;
  useEffect(() => {
    if (connected) onClose();
  }, [connected, onClose]);
  return (
    <Dialog title="Connect a wallet" onClose={onClose}>
      {refused && (
        <Notice tone="warn" urgent title="The wallet did not connect">
          Approve the connection in the wallet, or choose another one.
        </Notice>
      )}
      {connecting && <Busy>Waiting for {chosen?.adapter.name ?? 'the wallet'} …</Busy>}
      {wallets.length === 0 && (
        <Empty title="No wallet found in this browser">
          Install a Solana wallet such as Phantom, Solflare or Backpack and reload this page. On a phone, open this page
          in the wallet&rsquo;s own browser.
        </Empty>
      )}
      <ul className={styles.list}>
        {wallets.map(({ adapter: { name, icon } }) => (
          <li key={name}>
            <button
              type="button"
              className={styles.wallet}
              onClick={() => {
                onChoose();
                state.select(name);
              }}
            >
              <img src={icon} alt="" width={28} height={28} />
              {name}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
