import { SOLANA_LOCALNET_CHAIN } from '@solana/wallet-standard-chains';
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
  type SolanaSignTransactionMethod,
} from '@solana/wallet-standard-features';
import { VersionedTransaction, type Keypair } from '@solana/web3.js';
import type { Wallet, WalletAccount } from '@wallet-standard/base';
import {
  StandardConnect,
  StandardDisconnect,
  StandardEvents,
  type StandardConnectFeature,
  type StandardDisconnectFeature,
  type StandardEventsFeature,
  type StandardEventsListeners,
} from '@wallet-standard/features';
import { askApproval } from './approvals';

const ICON =
  'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAzMiAzMiI+PHJlY3Qgd2lkdGg9IjMyIiBoZWlnaHQ9IjMyIiByeD0iOCIgZmlsbD0iI2IzNTQxZSIvPjxwYXRoIGQ9Ik0xMyA3aDZtLTUgMHY3bC02IDEwYTIgMiAwIDAwMiAzaDEyYTIgMiAwIDAwMi0zbC02LTEwVjciIGZpbGw9Im5vbmUiIHN0cm9rZT0iI2ZmZiIgc3Ryb2tlLXdpZHRoPSIyLjUiLz48L3N2Zz4=' as const;
const CHAINS = [SOLANA_LOCALNET_CHAIN] as const;
const FEATURES = [SolanaSignTransaction] as const;

type Features = StandardConnectFeature &
  StandardDisconnectFeature &
  StandardEventsFeature &
  SolanaSignTransactionFeature;

/** One actor's wallet. Asks before it signs, as every wallet does. */
export class TestWallet implements Wallet {
  readonly version = '1.0.0';
  readonly icon = ICON;
  readonly chains = CHAINS;
  readonly name: string;
  accounts: readonly WalletAccount[] = [];
  private readonly account: WalletAccount;
  private readonly listeners = new Set<StandardEventsListeners['change']>();

  constructor(
    actor: string,
    private readonly keypair: Keypair,
  ) {
    this.name = `Test wallet: ${actor}`;
    this.account = {
      address: keypair.publicKey.toBase58(),
      publicKey: keypair.publicKey.toBytes(),
      chains: CHAINS,
      features: FEATURES,
    };
  }

  readonly features: Features = {
    [StandardConnect]: {
      version: '1.0.0',
      connect: () => {
        this.setAccounts([this.account]);
        return Promise.resolve({ accounts: this.accounts });
      },
    },
    [StandardDisconnect]: {
      version: '1.0.0',
      disconnect: () => {
        this.setAccounts([]);
        return Promise.resolve();
      },
    },
    [StandardEvents]: {
      version: '1.0.0',
      on: (_event, listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
    },
    [SolanaSignTransaction]: {
      version: '1.0.0',
      supportedTransactionVersions: ['legacy', 0],
      signTransaction: (...inputs) => this.sign(inputs.map(({ transaction }) => transaction)),
    },
  };

  private setAccounts(accounts: readonly WalletAccount[]): void {
    this.accounts = accounts;
    for (const listener of this.listeners) listener({ accounts });
  }

  private async sign(inputs: readonly Uint8Array[]): ReturnType<SolanaSignTransactionMethod> {
    const transactions = inputs.map((bytes) => VersionedTransaction.deserialize(bytes));
    const approved = await askApproval({
      wallet: this.name,
      address: this.account.address,
      transactions: transactions.map(({ message }) => ({
        signers: message.header.numRequiredSignatures,
        instructions: message.compiledInstructions.length,
      })),
    });
    if (!approved) throw new Error('User rejected the request.');
    return transactions.map((transaction) => {
      transaction.sign([this.keypair]);
      return { signedTransaction: transaction.serialize() };
    });
  }
}
