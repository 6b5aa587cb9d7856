/** The connected wallet, as the engine sees it. */
import type { WalletContextState } from '@solana/wallet-adapter-react';
import type { TransactionSigner } from '@tenure/transactions';

/** Signs in the wallet, all at once where it can; null where it can't sign. */
export function walletSigner({
  signTransaction,
  signAllTransactions,
}: Pick<WalletContextState, 'signTransaction' | 'signAllTransactions'>): TransactionSigner | null {
  if (signTransaction === undefined) return null;
  return {
    signTransactions: (transactions) =>
      signAllTransactions === undefined
        ? Promise.all(transactions.map((each) => signTransaction(each)))
        : signAllTransactions([...transactions]),
  };
}
