/** Connecting wallets. */
export { ConnectButton } from './ConnectButton';
export { useConnect, WalletsProvider } from './WalletsProvider';
