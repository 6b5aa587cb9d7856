import type { Keypair } from '@solana/web3.js';
import { keypair } from '../support/transactions';

/** Three people who decide together. */
export const members = { first: keypair('first'), second: keypair('second'), third: keypair('third') };

/** All of them. */
export const everybody: readonly Keypair[] = Object.values(members);
