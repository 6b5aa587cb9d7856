/** Connecting wallets. */
export { ConnectButton } from './ConnectButton';
export { WalletsProvider } from './WalletsProvider';
