/** Early release, of a whole plan or of one grant. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { build } from './build';
import { expiry, u16, type Expiry } from './values';

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
