/** What is to be done on the chain, before it is put into transactions. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';

/** Instructions that stay together in one transaction, in their order, such as one claim. */
export interface InstructionGroup {
  /** What it does, such as `Claim from grant 7`. */
  readonly label: string;
  readonly instructions: readonly TransactionInstruction[];
  /**
   * Its kind: groups of one form compute and log about the same, only they share a transaction, and how many
   * fit is remembered. Groups without a form share transactions with each other.
   */
  readonly form?: string | undefined;
}

/** Groups in the order in which they are to be carried out. */
export interface InstructionPlan<G extends InstructionGroup = InstructionGroup> {
  readonly groups: readonly G[];
  /** Pays fees and rent, and signs first. */
  readonly payer: PublicKey;
}

/** Everybody who has to sign these instructions, the fee payer first, each once. */
export function requiredSigners(instructions: readonly TransactionInstruction[], payer: PublicKey): PublicKey[] {
  const signers = instructions.flatMap(({ keys }) => keys.filter(({ isSigner }) => isSigner));
  const all = [payer, ...signers.map(({ pubkey }) => pubkey)];
  return [...new Map(all.map((key) => [key.toBase58(), key])).values()];
}
