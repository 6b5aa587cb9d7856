/** Pauses of a grant's vesting. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { build } from './build';
import type { AuthorityInput } from './terminate';
import { expiry, u32 } from './values';

export interface PauseGrant extends AuthorityInput {
  /** Signs too when the pause is a leave of absence that both agree on. */
  readonly beneficiary?: PublicKey | undefined;
  /**
   * The pause ends by itself after this long, seconds: at most 1,461 days with consent, otherwise what is left of the
   * plan's `maxPauseSecs`.
   */
  readonly limitSecs: number;
}

/**
 * Stops a grant's curve for a stated time; what vested stays claimable. Signed by the authority, and by the beneficiary
 * if given. Errors: NotAuthority, InstructionExpired, NotBeneficiary, GrantAlreadyPaused, GrantAlreadyTerminated,
 * PauseTooLong, GrantOfAnotherPlan.
 */
export function pauseGrant(input: PauseGrant, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, beneficiary, plan, grant, expiresTs } = input;
  const args = { limitSecs: u32(input.limitSecs, 'limitSecs'), expiresTs: expiry(expiresTs) };
  return build('pauseGrant', { authority, beneficiary, plan, grant }, args, { programId });
}

/**
 * Ends a pause, or books one that has run out. Signed by the authority.
 * Errors: NotAuthority, InstructionExpired, GrantNotPaused, GrantOfAnotherPlan.
 */
export function resumeGrant(input: AuthorityInput, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, grant, expiresTs } = input;
  return build('resumeGrant', { authority, plan, grant }, { expiresTs: expiry(expiresTs) }, { programId });
}
