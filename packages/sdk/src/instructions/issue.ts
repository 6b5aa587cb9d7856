/** Grants: issuing, voiding, closing. */
import type { AccountMeta, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { grantAddress } from '../program/addresses';
import type { ShapeSegment } from '../math';
import { PROGRAM_ID } from '../program/idl';
import { build, type InstructionArgs } from './build';
import { expiry, shape, time, u16, u32, u64, type Expiry } from './values';

/** What differs between grants of one shape. */
export interface NewGrant {
  /** Not the zero address, not the plan. */
  readonly beneficiary: PublicKey;
  /** The issuer's own number; never used before in this plan. */
  readonly grantId: bigint;
  /** What vests in the end, base units, above zero. */
  readonly total: bigint;
  /** When the first segment begins, unix seconds; all of one instruction within 136 years. */
  readonly startTs: number;
}

export interface IssueGrants {
  /** Signs: the plan's operator, within its cap, or its authority. */
  readonly issuer: PublicKey;
  /** Signs and pays the rent. */
  readonly payer: PublicKey;
  readonly plan: PublicKey;
  readonly vault: PublicKey;
  /** 1 to 24 segments, common to these grants. */
  readonly shape: readonly ShapeSegment[];
  /** Withheld of each claim until payroll changes it, bps. */
  readonly withholdingBps: number;
  readonly grants: readonly NewGrant[];
  readonly expiresTs: Expiry;
}

/** The earliest start, and each grant's distance from it in seconds. */
function offsets(grants: readonly NewGrant[]): { baseStartTs: number; secs: number[] } {
  const baseStartTs = grants.reduce((earliest, { startTs }) => Math.min(earliest, startTs), grants[0]?.startTs ?? 0);
  return { baseStartTs, secs: grants.map(({ startTs }) => startTs - baseStartTs) };
}

/**
 * Issues grants of one shape, all or none. Signed by operator or authority, and by who pays the rent.
 * Errors: NotIssuer, InstructionExpired, PlanIsSealed, PlanFullyAccelerated, NoGrants, WithholdingTooHigh, PlanNotFunded,
 * IssueCapExceeded, OperatorCapExceeded, BeneficiaryInvalid, GrantAlreadyExists, GrantAddressMismatch, WrongVault and
 * the schedule's.
 */
export function issueGrants(input: IssueGrants, programId = PROGRAM_ID): TransactionInstruction {
  const { issuer, payer, plan, vault, grants } = input;
  const { baseStartTs, secs } = offsets(grants);
  const args: InstructionArgs<'issueGrants'> = {
    expiresTs: expiry(input.expiresTs),
    baseStartTs: time(baseStartTs, 'startTs'),
    withholdingBps: u16(input.withholdingBps, 'withholdingBps'),
    shape: shape(input.shape),
    grants: grants.map(({ beneficiary, grantId, total }, index) => ({
      beneficiary,
      grantId: u64(grantId, 'grantId'),
      total: u64(total, 'total'),
      startOffsetSecs: u32(secs[index] ?? 0, `the time from the earliest start to that of grant ${grantId}`),
    })),
  };
  const remaining = grants.map(({ grantId }): AccountMeta => ({
    pubkey: grantAddress(plan, grantId, programId),
    isSigner: false,
    isWritable: true,
  }));
  return build('issueGrants', { issuer, payer, plan, vault }, args, { programId, remaining });
}

export interface VoidGrant {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  /** The plan's. */
  readonly rentRecipient: PublicKey;
  readonly expiresTs: Expiry;
}

/**
 * Takes a grant back in its void window, in which it pays nothing. Signed by the authority.
 * Errors: NotAuthority, InstructionExpired, VoidWindowOver, GrantAlreadyTerminated, NotAGrant, GrantOfAnotherPlan,
 * WrongRentRecipient.
 */
export function voidGrant(input: VoidGrant, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, grant, rentRecipient, expiresTs } = input;
  return build('voidGrant', { authority, plan, grant, rentRecipient }, { expiresTs: expiry(expiresTs) }, { programId });
}

export interface CloseGrant {
  /** The grant's beneficiary, or the plan's operator or authority. */
  readonly signer: PublicKey;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  /** The plan's. */
  readonly rentRecipient: PublicKey;
}

/**
 * Closes a grant that can never pay again; a tombstone keeps its id while the plan issues. Signed by beneficiary,
 * operator or authority; by the beneficiary alone while a vote may run that began before its termination. Errors:
 * NotBeneficiary, GrantNotPaidOut, GrantMayStillVote, MilestonesRemain, NotAGrant, GrantOfAnotherPlan, WrongRentRecipient.
 */
export function closeGrant(input: CloseGrant, programId = PROGRAM_ID): TransactionInstruction {
  const { signer, plan, grant, rentRecipient } = input;
  return build('closeGrant', { signer, plan, grant, rentRecipient }, undefined, { programId });
}

export interface SweepTombstone {
  readonly plan: PublicKey;
  /** The address of the closed grant. */
  readonly tombstone: PublicKey;
  /** The plan's. */
  readonly rentRecipient: PublicKey;
}

/**
 * Removes a tombstone from a sealed plan. Nobody has to sign.
 * Errors: PlanNotSealed, GrantOfAnotherPlan, WrongRentRecipient.
 */
export function sweepTombstone(input: SweepTombstone, programId = PROGRAM_ID): TransactionInstruction {
  const { plan, tombstone, rentRecipient } = input;
  return build('sweepTombstone', { plan, tombstone, rentRecipient }, undefined, { programId });
}
