/** What changes a grant's course: early release, termination, pause. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { PROGRAM_ID } from '../idl';
import type { VariantName } from '../layout';
import { build, type Args } from './build';
import { expiry, u16, u32, type Expiry } from './values';

/** Why a grant ends. Good leavers are those dismissed without cause, and death or disability. */
export type TerminationCause = VariantName<'terminationCause'>;

/** The causes as the program's coder wants them. */
export const causes: Record<TerminationCause, Args<'terminateGrant'>['cause']> = {
  forCause: { forCause: {} },
  resignation: { resignation: {} },
  withoutCause: { withoutCause: {} },
  deathOrDisability: { deathOrDisability: {} },
};

export interface AcceleratePlan {
  /** Signs: the authority or the acceleration authority. */
  readonly accelerator: PublicKey;
  readonly plan: PublicKey;
  /** Share of everything unvested, 1 to 10,000 bps. */
  readonly accelerationBps: number;
  readonly expiresTs: Expiry;
}

/**
 * Releases part of everything unvested in the plan; at most 16 times, 8 where members can vote. Signed by authority or acceleration authority.
 * Errors: NotAccelerator, InstructionExpired, BpsOutOfRange, AccelerationsFull, PlanFullyAccelerated.
 */
export function acceleratePlan(input: AcceleratePlan, programId = PROGRAM_ID): TransactionInstruction {
  const { accelerator, plan } = input;
  const args = { accelerationBps: u16(input.accelerationBps, 'accelerationBps'), expiresTs: expiry(input.expiresTs) };
  return build('acceleratePlan', { accelerator, plan }, args, { programId });
}

export interface AccelerateGrant extends AcceleratePlan {
  readonly grant: PublicKey;
}

/**
 * Releases part of what is unvested in one grant. Signed by authority or acceleration authority.
 * Errors: NotAccelerator, InstructionExpired, BpsOutOfRange, GrantHasStopped, GrantOfAnotherPlan.
 */
export function accelerateGrant(input: AccelerateGrant, programId = PROGRAM_ID): TransactionInstruction {
  const { accelerator, plan, grant } = input;
  const args = { accelerationBps: u16(input.accelerationBps, 'accelerationBps'), expiresTs: expiry(input.expiresTs) };
  return build('accelerateGrant', { accelerator, plan, grant }, args, { programId });
}

/** An act of the plan's authority on one grant. */
export interface AuthorityAct {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  readonly expiresTs: Expiry;
}

export interface TerminateGrant extends AuthorityAct {
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
export function withdrawTermination(input: AuthorityAct, programId = PROGRAM_ID): TransactionInstruction {
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

export interface PauseGrant extends AuthorityAct {
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
export function resumeGrant(input: AuthorityAct, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, grant, expiresTs } = input;
  return build('resumeGrant', { authority, plan, grant }, { expiresTs: expiry(expiresTs) }, { programId });
}
