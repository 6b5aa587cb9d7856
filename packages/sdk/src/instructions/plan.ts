/** Creating a plan, its roles, and its end. */
import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { planAddress, vaultAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import type { ShapeSegment } from '../math';
import type { VariantName } from '../program/layout';
import type { PlanTokens, TransferRule } from '../state';
import { build, type InstructionArgs } from './build';
import { remainingAccounts, type TransferInput } from './tokens';
import { expiry, shape, time, u16, u32, u64, type Expiry } from './values';

/** A role that the authority hands out. */
export type Role = VariantName<'role'>;

/** Who holds which role; null leaves one to nobody. */
export interface Roles {
  /** Withdraws the surplus, releases, terminates, hands out roles; may be a multisig or a DAO. */
  readonly authority: PublicKey;
  /** Issues grants, within its cap. */
  readonly operator: PublicKey | null;
  /** Sets and collects withholding. */
  readonly payroll: PublicKey | null;
  /** May pause claims for at most 72 hours; a recovery needs its signature too. */
  readonly guardian: PublicKey | null;
  /** May release early, nothing else. */
  readonly accelerationAuthority: PublicKey | null;
  /** Gets the rent of closed accounts. Fixed for good. */
  readonly rentRecipient: PublicKey;
}

/** What a plan promises, fixed at creation. Amounts are base units. */
export interface Policy {
  /** The most that may ever be allocated. */
  readonly issueCap: bigint;
  /** The most that the operator may issue in any 24 hours. */
  readonly operatorCap: bigint;
  /** Whether grants can be terminated at all. */
  readonly cancellable: boolean;
  /** Notice of a termination, seconds, at most 366 days. */
  readonly noticeSecs: number;
  /** Share of the unvested that a good leaver gets at once, 0 to 10,000 bps. */
  readonly goodLeaverBps: number;
  /** The most that all pauses of a grant without its beneficiary's signature may last together, seconds. */
  readonly maxPauseSecs: number;
  /** How long after issue a grant pays nothing and may be voided, seconds, at most 7 days. */
  readonly voidSecs: number;
  readonly transferRule: TransferRule;
  /**
   * How long authority and guardian must wait, and the beneficiary can veto, until a grant is recovered to another wallet:
   * seconds, 30 to 365 days, or 0 for never.
   */
  readonly recoverySecs: number;
  /** The most that payroll may withhold of a claim, 0 to 6,500 bps. */
  readonly maxWithholdingBps: number;
  /** The mint risks that the plan accepts: bits, see `riskBits`. */
  readonly acceptedRisks: number;
  /** SHA-256 of the terms document, 32 bytes. */
  readonly termsSha256: Uint8Array;
  /** Where the terms document is, 1 to 128 printable ASCII characters. */
  readonly termsUri: string;
}

/** A plan-wide second clock: claimable = min(vested, unlocked) - claimed. The weights sum to 1,000,000,000. */
export interface Unlock {
  /** When the first segment begins, unix seconds. */
  readonly startTs: number;
  readonly shape: readonly ShapeSegment[];
}

export interface CreatePlan {
  /** Signs, pays the rent, and is part of the plan's address. */
  readonly creator: PublicKey;
  /** The creator's own number for the plan. */
  readonly planId: bigint;
  readonly mint: PublicKey;
  /** The program that owns the mint. */
  readonly tokenProgram: PublicKey;
  readonly roles: Roles;
  readonly policy: Policy;
  readonly unlock?: Unlock | undefined;
}

const transferRules: Record<TransferRule, InstructionArgs<'createPlan'>['policy']['transferRule']> = {
  forbidden: { forbidden: {} },
  withConsent: { withConsent: {} },
  free: { free: {} },
};

const roles: Record<Role, InstructionArgs<'setRole'>['role']> = {
  operator: { operator: {} },
  payroll: { payroll: {} },
  guardian: { guardian: {} },
  accelerationAuthority: { accelerationAuthority: {} },
};

function sha256(bytes: Uint8Array): number[] {
  if (bytes.length !== 32) throw new RangeError(`termsSha256 has ${bytes.length} bytes, but must have 32.`);
  return [...bytes];
}

/**
 * Creates a plan at `planAddress(creator, planId)`, and its vault. Anybody may, as its creator.
 * Errors: PlanAlreadyExists, PolicyOutOfRange, TermsUriInvalid, UnlockCurveInvalid and the schedule's,
 * MintRiskNotAccepted, MintNotSupported, WrongTokenProgram.
 */
export function createPlan(input: CreatePlan, programId = PROGRAM_ID): TransactionInstruction {
  const { creator, planId, mint, tokenProgram, policy, unlock } = input;
  const plan = planAddress(creator, planId, programId);
  const args: InstructionArgs<'createPlan'> = {
    planId: u64(planId, 'planId'),
    roles: {
      authority: input.roles.authority,
      operator: input.roles.operator ?? PublicKey.default,
      payroll: input.roles.payroll ?? PublicKey.default,
      guardian: input.roles.guardian ?? PublicKey.default,
      accelerationAuthority: input.roles.accelerationAuthority ?? PublicKey.default,
      rentRecipient: input.roles.rentRecipient,
    },
    policy: {
      issueCap: u64(policy.issueCap, 'issueCap'),
      operatorCap: u64(policy.operatorCap, 'operatorCap'),
      cancellable: policy.cancellable,
      noticeSecs: u32(policy.noticeSecs, 'noticeSecs'),
      goodLeaverBps: u16(policy.goodLeaverBps, 'goodLeaverBps'),
      maxPauseSecs: u32(policy.maxPauseSecs, 'maxPauseSecs'),
      voidSecs: u32(policy.voidSecs, 'voidSecs'),
      transferRule: transferRules[policy.transferRule],
      recoverySecs: u32(policy.recoverySecs, 'recoverySecs'),
      maxWithholdingBps: u16(policy.maxWithholdingBps, 'maxWithholdingBps'),
      acceptedRisks: u32(policy.acceptedRisks, 'acceptedRisks'),
      termsSha256: sha256(policy.termsSha256),
      termsUri: policy.termsUri,
    },
    unlock: unlock === undefined ? null : { startTs: time(unlock.startTs, 'startTs'), shape: shape(unlock.shape) },
  };
  const vault = vaultAddress(plan, mint, tokenProgram);
  return build('createPlan', { creator, plan, mint, vault, tokenProgram }, args, { programId });
}

export interface SetRole {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly role: Role;
  /** Who is to hold the role; null for nobody. */
  readonly holder: PublicKey | null;
  readonly expiresTs: Expiry;
}

/**
 * Gives a role to another key: operator and acceleration authority at once, payroll and guardian after 7 days. Taking a role
 * away is done at once, and naming who holds it calls an announced change off. Signed by the authority. Errors: NotAuthority,
 * InstructionExpired.
 */
export function setRole(input: SetRole, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, role, holder, expiresTs } = input;
  const args = { role: roles[role], holder: holder ?? PublicKey.default, expiresTs: expiry(expiresTs) };
  return build('setRole', { authority, plan }, args, { programId });
}

export interface ProposeAuthority {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  /** Who may accept; null calls an offer off. */
  readonly pendingAuthority: PublicKey | null;
  readonly expiresTs: Expiry;
}

/** Offers the authority to another key, which has 30 days to accept. Signed by the authority. Errors: NotAuthority, InstructionExpired. */
export function proposeAuthority(input: ProposeAuthority, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, pendingAuthority, expiresTs } = input;
  const args = { pendingAuthority: pendingAuthority ?? PublicKey.default, expiresTs: expiry(expiresTs) };
  return build('proposeAuthority', { authority, plan }, args, { programId });
}

export interface AcceptAuthority {
  readonly pendingAuthority: PublicKey;
  readonly plan: PublicKey;
  readonly expiresTs: Expiry;
}

/**
 * Takes over an offered authority. Signed by whom it was offered to. Errors: NotPendingAuthority, AuthorityOfferExpired,
 * InstructionExpired.
 */
export function acceptAuthority(input: AcceptAuthority, programId = PROGRAM_ID): TransactionInstruction {
  const { pendingAuthority, plan } = input;
  const args = { expiresTs: expiry(input.expiresTs) };
  return build('acceptAuthority', { pendingAuthority, plan }, args, { programId });
}

export interface SealPlan {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly expiresTs: Expiry;
}

/** Ends issuing for good. Signed by the authority. Errors: NotAuthority, InstructionExpired, PlanIsSealed. */
export function sealPlan({ authority, plan, expiresTs }: SealPlan, programId = PROGRAM_ID): TransactionInstruction {
  return build('sealPlan', { authority, plan }, { expiresTs: expiry(expiresTs) }, { programId });
}

export interface ClosePlan extends TransferInput {
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly planState: PlanTokens & { readonly rentRecipient: PublicKey };
  /** A token account of the authority, for what is left in the vault. */
  readonly destination: PublicKey;
  readonly expiresTs: Expiry;
}

/**
 * Closes a sealed, empty plan: surplus to the authority, rent to the rent recipient. Signed by the authority.
 * Errors: NotAuthority, InstructionExpired, PlanNotSealed, PlanNotEmpty, WrongRentRecipient, and those of token accounts.
 */
export function closePlan(input: ClosePlan, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan, destination, expiresTs } = input;
  const { mint, vault, tokenProgram, rentRecipient } = input.planState;
  const accounts = { authority, plan, vault, destination, rentRecipient, mint, tokenProgram };
  return build(
    'closePlan',
    accounts,
    { expiresTs: expiry(expiresTs) },
    { programId, remaining: remainingAccounts(input) },
  );
}
