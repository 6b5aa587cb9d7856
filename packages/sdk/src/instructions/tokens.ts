/** Tokens in and out of the vault, other than claims. Amounts are base units. */
import type { AccountMeta, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import type { PlanTokens } from '../state';
import { build } from './build';
import { expiry, u64, type Expiry } from './values';

/** What moves tokens. */
export interface TransferInput {
  /**
   * What `transferAccountsOf` finds: the mint's transfer hook with what it needs, and the memo program where the destination
   * requires memos. Never passed on as signers.
   */
  readonly transferAccounts?: readonly AccountMeta[] | undefined;
}

export function remainingAccounts(input: TransferInput): AccountMeta[] {
  return (input.transferAccounts ?? []).map((account) => ({ ...account, isSigner: false }));
}

export interface FundPlan extends TransferInput {
  /** Signs: owner or delegate of the source. */
  readonly funder: PublicKey;
  readonly plan: PublicKey;
  readonly planState: PlanTokens;
  /** Where the tokens come from. */
  readonly source: PublicKey;
  /** What leaves the source, above zero; what arrives after a transfer fee counts. */
  readonly amount: bigint;
}

/**
 * Moves tokens into the vault; a plain transfer does the same. Signed by anybody who owns or may spend the source.
 * Errors: AmountIsZero, VaultIsCounterparty, WrongVault, WrongMint, WrongTokenProgram.
 */
export function fundPlan(input: FundPlan, programId = PROGRAM_ID): TransactionInstruction {
  const { funder, plan, source, planState } = input;
  const { mint, vault, tokenProgram } = planState;
  const accounts = { funder, plan, source, vault, mint, tokenProgram };
  const args = { amount: u64(input.amount, 'amount') };
  return build('fundPlan', accounts, args, { programId, remaining: remainingAccounts(input) });
}

export interface WithdrawSurplus extends TransferInput {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly planState: PlanTokens;
  /** A token account of the authority. */
  readonly destination: PublicKey;
  /** Above zero, at most the vault's amount less reserved and withheld. */
  readonly amount: bigint;
  readonly expiresTs: Expiry;
}

/**
 * Takes tokens that are owed to nobody out of the vault. Signed by the authority.
 * Errors: NotAuthority, InstructionExpired, AmountIsZero, SurplusTooSmall, and those of token accounts.
 */
export function withdrawSurplus(input: WithdrawSurplus, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, destination, planState } = input;
  const { mint, vault, tokenProgram } = planState;
  const accounts = { authority, plan, vault, destination, mint, tokenProgram };
  const args = { amount: u64(input.amount, 'amount'), expiresTs: expiry(input.expiresTs) };
  return build('withdrawSurplus', accounts, args, { programId, remaining: remainingAccounts(input) });
}

export interface CollectWithheld extends TransferInput {
  readonly payroll: PublicKey;
  readonly plan: PublicKey;
  readonly planState: PlanTokens;
  /** A token account of payroll. */
  readonly destination: PublicKey;
  /** Above zero, at most what is withheld. */
  readonly amount: bigint;
  readonly expiresTs: Expiry;
}

/**
 * Moves withheld tokens to payroll. Signed by payroll.
 * Errors: NotPayroll, AmountIsZero, WithheldTooSmall, InstructionExpired, and those of token accounts.
 */
export function collectWithheld(input: CollectWithheld, programId = PROGRAM_ID): TransactionInstruction {
  const { payroll, plan, destination, planState } = input;
  const { mint, vault, tokenProgram } = planState;
  const accounts = { payroll, plan, vault, destination, mint, tokenProgram };
  const args = { amount: u64(input.amount, 'amount'), expiresTs: expiry(input.expiresTs) };
  return build('collectWithheld', accounts, args, { programId, remaining: remainingAccounts(input) });
}
