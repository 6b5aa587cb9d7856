/** Milestones: tranches of a grant that a metric decides. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { associatedAddress, milestoneAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import type { PayoutCurve, ShapeSegment } from '../math';
import { build } from './build';
import type { Claim, ClaimWithAccount } from './claims';
import { remainingAccounts } from './tokens';
import { expiry, i64, shape, time, u16, u64, type Expiry } from './values';

export interface IssueMilestone extends PayoutCurve {
  /** Signs: the plan's operator, within its cap, or its authority. */
  readonly issuer: PublicKey;
  /** Signs and pays the rent. */
  readonly payer: PublicKey;
  readonly plan: PublicKey;
  readonly vault: PublicKey;
  readonly grant: PublicKey;
  readonly metric: PublicKey;
  /** The milestone's number: how many the grant has. */
  readonly index: number;
  /** What the target pays, base units, above zero; the maximum's share of it is reserved. */
  readonly targetAmount: bigint;
  /** A result that is not there by then pays nothing, unix seconds: a day from now and after the metric is due at least. */
  readonly deadlineTs: number;
  /** The schedule by which the payout vests once the metric is final; none for at once. */
  readonly shape: readonly ShapeSegment[];
  readonly expiresTs: Expiry;
}

/**
 * Adds a milestone to a grant, fully funded at its maximum. Signed by operator or authority, and by who pays the rent.
 * Errors: NotIssuer, InstructionExpired, PlanIsSealed, PlanFullyAccelerated, PlanNotFunded, IssueCapExceeded,
 * OperatorCapExceeded, GrantOfAnotherPlan, GrantAlreadyTerminated, GoodLeaverShareReleased, MetricOfAnotherPlan,
 * MetricHasResult, AmountIsZero, PayoutCurveInvalid, DeadlineInvalid, MilestonesFull, MilestoneAddressMismatch, WrongVault and the schedule's.
 */
export function issueMilestone(input: IssueMilestone, programId = PROGRAM_ID): TransactionInstruction {
  const { issuer, payer, plan, grant, metric, vault } = input;
  const milestone = milestoneAddress(grant, input.index, programId);
  const args = {
    targetAmount: u64(input.targetAmount, 'targetAmount'),
    threshold: i64(input.threshold, 'threshold'),
    target: i64(input.target, 'target'),
    maximum: i64(input.maximum, 'maximum'),
    thresholdBps: u16(input.thresholdBps, 'thresholdBps'),
    maxBps: u16(input.maxBps, 'maxBps'),
    deadlineTs: time(input.deadlineTs, 'deadlineTs'),
    shape: shape(input.shape),
    expiresTs: expiry(input.expiresTs),
  };
  return build('issueMilestone', { issuer, payer, plan, grant, metric, milestone, vault }, args, { programId });
}

export interface VoidMilestone {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly milestone: PublicKey;
  readonly expiresTs: Expiry;
}

/**
 * Takes a milestone back in its void window. Signed by the authority. Errors: NotAuthority, InstructionExpired,
 * VoidWindowOver, MilestoneAlreadySettled, MilestoneOfAnotherGrant.
 */
export function voidMilestone(input: VoidMilestone, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, milestone, expiresTs } = input;
  return build('voidMilestone', { authority, plan, milestone }, { expiresTs: expiry(expiresTs) }, { programId });
}

/** A milestone and what it hangs on. */
export interface MilestonePlace {
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  readonly metric: PublicKey;
  readonly milestone: PublicKey;
}

/**
 * Decides a milestone by its metric, its deadline or the end of its grant; one that vests is settled again when its grant
 * has stopped. Nobody has to sign. Errors: MilestoneNotDue, MilestoneAlreadySettled, WrongMetric, GrantOfAnotherPlan,
 * MilestoneOfAnotherGrant.
 */
export function settleMilestone(input: MilestonePlace, programId = PROGRAM_ID): TransactionInstruction {
  const { plan, grant, metric, milestone } = input;
  return build('settleMilestone', { plan, grant, metric, milestone }, undefined, { programId });
}

export interface ClaimMilestone extends Claim {
  readonly milestone: PublicKey;
}

/** Pays all that is claimable of a milestone, as `claim` does of a grant. Signed by anybody. Errors: those of `claim`. */
export function claimMilestone(input: ClaimMilestone, programId = PROGRAM_ID): TransactionInstruction {
  const { claimant, plan, grant, milestone, destination, planState } = input;
  const { mint, vault, tokenProgram } = planState;
  const accounts = { claimant, plan, grant, milestone, vault, destination, mint, tokenProgram };
  return build('claimMilestone', accounts, undefined, { programId, remaining: remainingAccounts(input) });
}

export interface ClaimMilestoneWithAccount extends ClaimWithAccount {
  readonly milestone: PublicKey;
}

/** The same to the beneficiary's associated token account, which is opened before if it does not exist. */
export function claimMilestoneWithAccount(
  input: ClaimMilestoneWithAccount,
  programId = PROGRAM_ID,
): TransactionInstruction[] {
  const { beneficiary, payer = input.claimant } = input;
  const { mint, tokenProgram } = input.planState;
  const destination = associatedAddress(beneficiary, mint, tokenProgram);
  return [
    createAssociatedTokenAccountIdempotentInstruction(payer, destination, beneficiary, mint, tokenProgram),
    claimMilestone({ ...input, destination }, programId),
  ];
}

export interface CloseMilestone extends MilestonePlace {
  /** The grant's beneficiary, or the plan's operator or authority. */
  readonly signer: PublicKey;
  /** The plan's. */
  readonly rentRecipient: PublicKey;
}

/**
 * Closes a milestone that can never pay again; its grant then takes no further ones. Signed by beneficiary, operator or
 * authority. Errors: NotBeneficiary, MilestoneNotPaidOut, WrongMetric, WrongRentRecipient, GrantOfAnotherPlan,
 * MilestoneOfAnotherGrant.
 */
export function closeMilestone(input: CloseMilestone, programId = PROGRAM_ID): TransactionInstruction {
  const { signer, plan, grant, metric, milestone, rentRecipient } = input;
  const accounts = { signer, plan, grant, metric, milestone, rentRecipient };
  return build('closeMilestone', accounts, undefined, { programId });
}
