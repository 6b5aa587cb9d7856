/** What somebody is about to do on the chain, before anything is signed. */
import type { PublicKey } from '@solana/web3.js';
import type { AccountChange, InstructionGroup } from '@tenure/transactions';

/** When and by whom an operation is made. */
export interface Terms {
  /** The chain's time, unix seconds. */
  readonly now: number;
  /** The last second at which what is signed may run, for operations that carry one. */
  readonly expiresTs: number;
  /** Who signs where the operation leaves it open. */
  readonly signer: PublicKey;
  /** Pays fees and the rent of token accounts that are opened. */
  readonly payer: PublicKey;
}

/** One line of what an operation does, such as `You receive`, `1,250.5 LAB`. */
export interface Effect {
  readonly label: string;
  readonly value: string;
  /** The line that matters most. */
  readonly strong?: boolean;
}

/** Something to do on the chain. Whoever shows it only renders it: simulates, asks, signs, sends. */
export interface Operation {
  /** In the imperative, such as `Claim from grant 7`. */
  readonly title: string;
  /** Whose signature the program wants; for another wallet the operation is exported. Null: anybody's. */
  readonly signer: PublicKey | null;
  /**
   * Makes the instructions from what stands on the chain at that moment; called again for each new try, so that what was
   * done already is left out. None: there is nothing to do any more.
   */
  readonly groups: (terms: Terms) => Promise<readonly InstructionGroup[]>;
  /** The exact effect, from the simulated accounts; asked for after `groups`. */
  readonly effects: (changes: readonly AccountChange[]) => readonly Effect[];
  /** Why doing it again can't do it twice, in a sentence. */
  readonly again: string;
  /** How many transactions the wallet is asked to sign together; 10 unless given. Its blockhash lives about a minute. */
  readonly atOnce?: number;
  /** What is said when all of it is done. */
  readonly done: string;
}
