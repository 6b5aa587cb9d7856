/** A plan: one mint, one pooled vault, its roles, promises and totals. */
import type { PublicKey } from '@solana/web3.js';
import { IDL, PROGRAM_ID } from '../program/idl';
import { Layout, type VariantName } from '../program/layout';
import type { Segment } from '../math';
import { asciiOf, bodyOf, checkSize, orNobody, StateError, type RawAccount } from './account';
import { periodTotalsOf, type PeriodTotals } from './governance';
import { toSegment } from './segment';

export type PlanStatus = 'open' | 'sealed';

/** Who may hand a grant to another wallet. Whether lost wallets can be recovered is `recoverySecs`. */
export type TransferRule = VariantName<'transferRule'>;

/** An announced holder of a role. */
export interface RoleChange {
  readonly holder: PublicKey;
  /** From when they hold it, unix seconds. */
  readonly fromTs: number;
}

/** A plan-wide early release. */
export interface Acceleration {
  /** Unix seconds. */
  readonly ts: number;
  /** What all accelerations so far retain of the unvested together, parts per billion. */
  readonly retained: number;
}

/** A plan's second clock; amounts are parts per billion. */
export interface UnlockCurve {
  readonly startTs: number;
  readonly segments: readonly Segment[];
}

/** What tokens of a plan move through; a decoded plan is one of these. */
export interface PlanTokens {
  readonly mint: PublicKey;
  readonly vault: PublicKey;
  readonly tokenProgram: PublicKey;
}

/** A plan's account. Amounts are base units of its mint; a role that nobody holds is null. */
export interface Plan extends PlanTokens {
  readonly address: PublicKey;
  readonly planId: bigint;
  readonly creator: PublicKey;
  readonly authority: PublicKey;
  readonly pendingAuthority: PublicKey | null;
  /** The last second at which it can accept, unix seconds; 0 without an offer. */
  readonly pendingAuthorityUntilTs: number;
  readonly operator: PublicKey | null;
  /** Until `nextPayroll` is; see `payrollAt`. */
  readonly payroll: PublicKey | null;
  /** Who is to be payroll, and from when, unix seconds; null without a change. */
  readonly nextPayroll: RoleChange | null;
  /** Until `nextGuardian` is; see `guardianAt`. */
  readonly guardian: PublicKey | null;
  readonly nextGuardian: RoleChange | null;
  readonly accelerationAuthority: PublicKey | null;
  readonly rentRecipient: PublicKey;
  /** Still owed to grants and milestones. */
  readonly reserved: bigint;
  /** The part of it that milestones can still be paid; the rest is what grants vote with. */
  readonly reservedByMilestones: bigint;
  /** Withheld from claims, waiting for payroll. */
  readonly withheld: bigint;
  /** Sum of the totals of all grants and the maxima of all milestones ever issued, voided ones excepted. */
  readonly allocated: bigint;
  /** Sum of all claims, gross. */
  readonly claimed: bigint;
  /** Sum of what terminations and milestones returned. */
  readonly forfeited: bigint;
  readonly issueCap: bigint;
  /** The least number that a proposal on the issue cap must have to be carried out: one more than the last that was. */
  readonly minCapProposal: bigint;
  /** The same for proposals on the oracles. */
  readonly minOraclesProposal: bigint;
  readonly operatorCap: bigint;
  /** What the operator issued in the last seven blocks of four hours: a ring indexed by block number modulo 7. */
  readonly operatorBlocks: readonly bigint[];
  /** Number of the block in which the operator issued last: unix time / 4 h. */
  readonly operatorBlock: number;
  /** Claims are paused before this time, unix seconds; 0 if they never were. */
  readonly claimsPausedUntilTs: number;
  readonly unlock: UnlockCurve | null;
  /** Oldest first. */
  readonly accelerations: readonly Acceleration[];
  readonly noticeSecs: number;
  readonly maxPauseSecs: number;
  readonly voidSecs: number;
  /** How long a recovery can be vetoed, seconds; 0 where grants can't be recovered. */
  readonly recoverySecs: number;
  /** How often the authority has changed hands. */
  readonly authorityChanges: number;
  /** Bits, see `riskNames`. */
  readonly acceptedRisks: number;
  /** Live grants. */
  readonly grantCount: number;
  readonly tombstoneCount: number;
  readonly hasOracleSet: boolean;
  readonly metricCount: number;
  readonly hasGovernance: boolean;
  /** What the grants that were issued in each of the last periods can still be paid. */
  readonly recentGrants: PeriodTotals;
  readonly goodLeaverBps: number;
  readonly maxWithholdingBps: number;
  readonly cancellable: boolean;
  readonly transferRule: TransferRule;
  readonly status: PlanStatus;
  readonly bump: number;
  readonly decimals: number;
  readonly termsSha256: Uint8Array;
  /** Printable ASCII; still somebody's text, so never put it into a page as HTML. */
  readonly termsUri: string;
}

/** The layout of a plan's account. */
export const PLAN = new Layout('plan');
const STATUSES: readonly PlanStatus[] = ['open', 'sealed'];
const TRANSFER_RULES: readonly TransferRule[] = IDL.types
  .flatMap((type) => (type.name === 'transferRule' ? type.type.variants : []))
  .map(({ name }) => name);

/** Reads a plan's account. Fails with a `StateError`: `Missing`, `Closed` and so on. */
export function decodePlan(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Plan {
  const body = bodyOf('plan', address, account, programId);
  checkSize(address, body, PLAN.size);
  const raw = PLAN.read(body);
  const status = STATUSES[raw.status];
  const transferRule = TRANSFER_RULES[raw.transferRule];
  if (status === undefined || transferRule === undefined) {
    throw new StateError('Malformed', address, 'has a status or transfer rule that this package does not know.');
  }
  const segments = raw.unlockSegments.slice(0, raw.unlockCount).map((segment) => toSegment(address, segment));
  return {
    address,
    planId: raw.planId,
    creator: raw.creator,
    mint: raw.mint,
    tokenProgram: raw.tokenProgram,
    vault: raw.vault,
    authority: raw.authority,
    pendingAuthority: orNobody(raw.pendingAuthority),
    pendingAuthorityUntilTs: Number(raw.pendingAuthorityUntilTs),
    operator: orNobody(raw.operator),
    payroll: orNobody(raw.payroll),
    nextPayroll: roleChange(raw.nextPayroll, raw.nextPayrollTs),
    guardian: orNobody(raw.guardian),
    nextGuardian: roleChange(raw.nextGuardian, raw.nextGuardianTs),
    accelerationAuthority: orNobody(raw.accelerationAuthority),
    rentRecipient: raw.rentRecipient,
    reserved: raw.reserved,
    reservedByMilestones: raw.reservedByMilestones,
    withheld: raw.withheld,
    allocated: raw.allocated,
    claimed: raw.claimed,
    forfeited: raw.forfeited,
    issueCap: raw.issueCap,
    minCapProposal: raw.minCapProposal,
    minOraclesProposal: raw.minOraclesProposal,
    operatorCap: raw.operatorCap,
    operatorBlocks: raw.operatorBlocks,
    operatorBlock: Number(raw.operatorBlock),
    claimsPausedUntilTs: Number(raw.claimsPausedUntilTs),
    unlock: segments.length === 0 ? null : { startTs: Number(raw.unlockStartTs), segments },
    accelerations: raw.accelerations
      .slice(0, raw.accelerationCount)
      .map(({ ts, retained }) => ({ ts: Number(ts), retained })),
    noticeSecs: raw.noticeSecs,
    maxPauseSecs: raw.maxPauseSecs,
    voidSecs: raw.voidSecs,
    recoverySecs: raw.recoverySecs,
    authorityChanges: raw.authorityChanges,
    acceptedRisks: raw.acceptedRisks,
    grantCount: raw.grantCount,
    tombstoneCount: raw.tombstoneCount,
    hasOracleSet: raw.hasOracleSet === 1,
    metricCount: raw.metricCount,
    hasGovernance: raw.hasGovernance === 1,
    recentGrants: periodTotalsOf(raw.recentGrants, raw.periodDays),
    goodLeaverBps: raw.goodLeaverBps,
    maxWithholdingBps: raw.maxWithholdingBps,
    cancellable: raw.cancellable === 1,
    transferRule,
    status,
    bump: raw.bump,
    decimals: raw.decimals,
    termsSha256: Uint8Array.from(raw.termsSha256),
    termsUri: asciiOf(address, raw.termsUri, 'a terms URI'),
  };
}

function roleChange(holder: PublicKey, fromTs: bigint): RoleChange | null {
  return fromTs === 0n ? null : { holder, fromTs: Number(fromTs) };
}

/** Who is payroll at `ts`; null for nobody. */
export function payrollAt(
  { payroll, nextPayroll }: Pick<Plan, 'payroll' | 'nextPayroll'>,
  ts: number,
): PublicKey | null {
  return nextPayroll !== null && ts >= nextPayroll.fromTs ? nextPayroll.holder : payroll;
}

/** Who is guardian at `ts`; null for nobody. */
export function guardianAt(
  { guardian, nextGuardian }: Pick<Plan, 'guardian' | 'nextGuardian'>,
  ts: number,
): PublicKey | null {
  return nextGuardian !== null && ts >= nextGuardian.fromTs ? nextGuardian.holder : guardian;
}

/** What the vault holds above everything owed: can back new grants, or be withdrawn by the authority. */
export function surplusOf(plan: Plan, vaultAmount: bigint): bigint {
  const owed = plan.reserved + plan.withheld;
  return vaultAmount > owed ? vaultAmount - owed : 0n;
}
