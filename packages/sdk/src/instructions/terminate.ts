/** The termination of a grant: announced, withdrawn, settled. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import type { TerminationCause } from '../state';
import { build, type InstructionArgs } from './build';
import { expiry, type Expiry } from './values';

/** The causes as the program's coder wants them. */
export const causes: Record<TerminationCause, InstructionArgs<'terminateGrant'>['cause']> = {
  forCause: { forCause: {} },
  resignation: { resignation: {} },
  withoutCause: { withoutCause: {} },
  deathOrDisability: { deathOrDisability: {} },
};

/** What every instruction of the plan's authority on one grant takes. */
export interface AuthorityInput {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  readonly expiresTs: Expiry;
}

export interface TerminateGrant extends AuthorityInput {
  readonly cause: TerminationCause;
}

/**
 * Announces a termination, which takes effect after the plan's notice. Signed by the authority.
 * Errors: NotAuthority, InstructionExpired, NotCancellable, GrantAlreadyTerminated, GrantOfAnotherPlan.
 */
export function terminateGrant(input: TerminateGrant, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, grant, cause, expiresTs } = input;
  const args = { cause: causes[cause], expiresTs: expiry(expiresTs) };
  return build('terminateGrant', { authority, plan, grant }, args, { programId });
}

/**
 * Takes an announced termination back before it takes effect. Signed by the authority.
 * Errors: NotAuthority, InstructionExpired, GrantNotTerminating, TerminationIsVoted, TerminationAlreadyDue,
 * GrantOfAnotherPlan.
 */
export function withdrawTermination(input: AuthorityInput, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, grant, expiresTs } = input;
  return build('withdrawTermination', { authority, plan, grant }, { expiresTs: expiry(expiresTs) }, { programId });
}

export interface SettleTermination {
  readonly plan: PublicKey;
  readonly grant: PublicKey;
}

/**
 * Returns what had not vested at a termination to the plan. Nobody has to sign.
 * Errors: GrantNotTerminating, TerminationNotDue, VoidWindowIsRunning, GrantOfAnotherPlan.
 */
export function settleTermination(input: SettleTermination, programId = PROGRAM_ID): TransactionInstruction {
  const { plan, grant } = input;
  return build('settleTermination', { plan, grant }, undefined, { programId });
}
