import { Button, Icon } from '@/shared/ui';
import { useConnect } from './WalletsProvider';

/** Opens the list of wallets. */
export function ConnectButton({ look = 'primary' }: { look?: 'primary' | 'plain' }) {
  const connect = useConnect();
  return (
    <Button look={look} onClick={connect}>
      <Icon name="wallet" /> Connect wallet
    </Button>
  );
}
