/** Wallets for people without an extension, on a local chain only: their keys are public, whoever runs the chain has them. */
import { Keypair } from '@solana/web3.js';
import { registerWallet } from '@wallet-standard/wallet';
import bs58 from 'bs58';
import { z } from 'zod';
import { showApprovals } from './approvals';
import { TestWallet } from './TestWallet';

/** Names of actors and their secret keys, base58. */
const keys = z.record(z.string().max(40), z.string());

const registered = new Set<string>();

/** Fetches the keys and announces a wallet for each, once. Without an answer there are none. */
export async function registerTestWallets(path: string): Promise<void> {
  const answer = await fetch(path, { cache: 'no-store' }).catch(() => undefined);
  if (answer?.ok !== true) return;
  const read = keys.safeParse(await answer.json());
  if (!read.success) return;
  if (registered.size === 0) showApprovals();
  for (const [name, secret] of Object.entries(read.data)) {
    if (registered.has(name)) continue;
    registered.add(name);
    registerWallet(new TestWallet(name, Keypair.fromSecretKey(bs58.decode(secret))));
  }
}
