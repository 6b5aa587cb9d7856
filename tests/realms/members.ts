import type { Keypair } from '@solana/web3.js';
import { keypair } from '../support/sending';

/** Three people who decide together. */
export const members = { ann: keypair('ann'), ben: keypair('ben'), cora: keypair('cora') };

/** All of them. */
export const everybody: readonly Keypair[] = Object.values(members);
