/** Claims: paying them, stopping them for a while, and what is withheld of them. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { associatedAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import type { PlanTokens } from '../state';
import { build } from './build';
import { remainingAccounts, type TransferInput } from './tokens';
import { expiry, u16, u32, type Expiry } from './values';

export interface Claim extends TransferInput {
  /** Signs: anybody. */
  readonly claimant: PublicKey;
  readonly plan: PublicKey;
  readonly planState: PlanTokens;
  readonly grant: PublicKey;
  /** Any token account of the beneficiary when the beneficiary signs, otherwise the associated one. */
  readonly destination: PublicKey;
}

/**
 * Pays all that is claimable of a grant; what is withheld stays in the vault for payroll. Signed by anybody.
 * Errors: NothingToClaim (also in the void window), ClaimsArePaused, AutoClaimIsOff, NotAssociatedAccount,
 * TokenAccountNotOwned, NotATokenAccount, VaultIsCounterparty, GrantOfAnotherPlan, Wrong*.
 */
export function claim(input: Claim, programId = PROGRAM_ID): TransactionInstruction {
  const { claimant, plan, grant, destination, planState } = input;
  const { mint, vault, tokenProgram } = planState;
  const accounts = { claimant, plan, grant, vault, destination, mint, tokenProgram };
  return build('claim', accounts, undefined, { programId, remaining: remainingAccounts(input) });
}

export interface ClaimWithAccount extends Omit<Claim, 'destination'> {
  readonly beneficiary: PublicKey;
  /** Signs and pays the rent of the associated token account; the claimant unless another is given. */
  readonly payer?: PublicKey | undefined;
}

/**
 * A claim to the beneficiary's associated token account, which is opened before if it does not exist: two instructions
 * for one transaction.
 */
export function claimWithAccount(input: ClaimWithAccount, programId = PROGRAM_ID): TransactionInstruction[] {
  const { beneficiary, payer = input.claimant } = input;
  const { mint, tokenProgram } = input.planState;
  const destination = associatedAddress(beneficiary, mint, tokenProgram);
  return [
    createAssociatedTokenAccountIdempotentInstruction(payer, destination, beneficiary, mint, tokenProgram),
    claim({ ...input, destination }, programId),
  ];
}

export interface SetAutoClaim {
  readonly beneficiary: PublicKey;
  readonly grant: PublicKey;
  /** Whether anybody may send a claim to the beneficiary's associated account. */
  readonly enabled: boolean;
}

/** Switches claims by others on or off. Signed by the beneficiary. Errors: NotBeneficiary. */
export function setAutoClaim(input: SetAutoClaim, programId = PROGRAM_ID): TransactionInstruction {
  const { beneficiary, grant, enabled } = input;
  return build('setAutoClaim', { beneficiary, grant }, { enabled }, { programId });
}

export interface SetWithholding {
  readonly payroll: PublicKey;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  /** Withheld of each later claim, bps, at most the plan's maximum. */
  readonly withholdingBps: number;
  readonly expiresTs: Expiry;
}

/**
 * Sets what is withheld of later claims. Signed by payroll.
 * Errors: NotPayroll, InstructionExpired, WithholdingTooHigh, GrantOfAnotherPlan.
 */
export function setWithholding(input: SetWithholding, programId = PROGRAM_ID): TransactionInstruction {
  const { payroll, plan, grant } = input;
  const args = {
    withholdingBps: u16(input.withholdingBps, 'withholdingBps'),
    expiresTs: expiry(input.expiresTs),
  };
  return build('setWithholding', { payroll, plan, grant }, args, { programId });
}

export interface PauseClaims {
  readonly guardian: PublicKey;
  readonly plan: PublicKey;
  /** 1 to 259,200 seconds (72 h) from now. */
  readonly secs: number;
  readonly expiresTs: Expiry;
}

/**
 * Stops all claims of a plan for a while; vesting goes on. Signed by the guardian.
 * Errors: NotGuardian, InstructionExpired, ClaimsPauseTooLong, ClaimsPauseTooSoon.
 */
export function pauseClaims(input: PauseClaims, programId = PROGRAM_ID): TransactionInstruction {
  const { guardian, plan } = input;
  const args = { secs: u32(input.secs, 'secs'), expiresTs: expiry(input.expiresTs) };
  return build('pauseClaims', { guardian, plan }, args, { programId });
}

export interface ResumeClaims {
  /** The guardian or the authority. */
  readonly signer: PublicKey;
  readonly plan: PublicKey;
  readonly expiresTs: Expiry;
}

/**
 * Ends a pause of claims early. Signed by guardian or authority. Errors: NotGuardian, ClaimsNotPaused, InstructionExpired.
 */
export function resumeClaims(
  { signer, plan, expiresTs }: ResumeClaims,
  programId = PROGRAM_ID,
): TransactionInstruction {
  return build('resumeClaims', { signer, plan }, { expiresTs: expiry(expiresTs) }, { programId });
}
