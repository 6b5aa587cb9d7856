// The adapter for wallets that are other apps on an Android phone puts styles into the page, which its Content-Security-Policy
// forbids, and depends on React Native. On a phone the page is opened in the wallet's own browser instead, where the wallet
// announces itself. @solana/wallet-adapter-react imports these names.
export const SolanaMobileWalletAdapterWalletName = 'Mobile Wallet Adapter';

/** Found on no device: the list of wallets leaves it out. */
export class SolanaMobileWalletAdapter {
  name = SolanaMobileWalletAdapterWalletName;
  readyState = 'Unsupported';
  on() {}
  off() {}
}

export const createDefaultAddressSelector = () => undefined;
export const createDefaultAuthorizationResultCache = () => undefined;
export const createDefaultWalletNotFoundHandler = () => undefined;
