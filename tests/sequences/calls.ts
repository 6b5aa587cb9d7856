/** Instructions as plain values by name. */
import type { ShapeSegment } from './schedule';
import type { Definition, Seats } from './metric';
import type { Name, PayoutCurve, Policy, Role } from './state';
import type { Action, Reason, Settings } from './governance';

/** The last second at which a call may run; undefined for never expiring. */
export type Expiry = number | undefined;

export const CAUSES = ['forCause', 'resignation', 'withoutCause', 'deathOrDisability'] as const;
export type Cause = (typeof CAUSES)[number];

export interface NewGrant {
  readonly beneficiary: Name;
  readonly id: bigint;
  readonly total: bigint;
  readonly offset: number;
}

/** What each instruction is told. */
export interface Arguments {
  claim: Record<never, never>;
  createPlan: {
    readonly planId: bigint;
    readonly roles: Record<Role | 'authority' | 'rentRecipient', Name>;
    readonly policy: Policy;
    readonly unlock: { readonly startTs: number; readonly shape: readonly ShapeSegment[] } | undefined;
  };
  fundPlan: { readonly amount: bigint };
  withdrawSurplus: { readonly amount: bigint };
  setRole: { readonly role: Role; readonly holder: Name };
  proposeAuthority: { readonly pendingAuthority: Name };
  acceptAuthority: Record<never, never>;
  pauseClaims: { readonly secs: number };
  resumeClaims: Record<never, never>;
  acceleratePlan: { readonly accelerationBps: number };
  collectWithheld: { readonly amount: bigint };
  sealPlan: Record<never, never>;
  closePlan: Record<never, never>;
  issueGrants: {
    readonly baseStartTs: number;
    readonly withholdingBps: number;
    readonly shape: readonly ShapeSegment[];
    readonly grants: readonly NewGrant[];
  };
  voidGrant: Record<never, never>;
  setAutoClaim: { readonly enabled: boolean };
  setWithholding: { readonly withholdingBps: number };
  accelerateGrant: { readonly accelerationBps: number };
  terminateGrant: { readonly cause: Cause };
  withdrawTermination: Record<never, never>;
  settleTermination: Record<never, never>;
  pauseGrant: { readonly limitSecs: number };
  resumeGrant: Record<never, never>;
  proposeTransfer: { readonly to: Name };
  acceptTransfer: { readonly to: Name };
  rejectTransfer: Record<never, never>;
  closeGrant: Record<never, never>;
  sweepTombstone: Record<never, never>;
  createOracleSet: Seats;
  proposeOracleSet: Seats;
  applyOracleSet: Record<never, never>;
  closeOracleSet: Record<never, never>;
  createMetric: Definition;
  /** Every byte of the evidence's hash is `evidence`. */
  attestMetric: {
    readonly value: bigint;
    readonly exponent: number;
    readonly observedTs: number;
    readonly evidence: number;
  };
  disputeMetric: { readonly value: bigint };
  finalizeMetric: Record<never, never>;
  closeMetric: Record<never, never>;
  issueMilestone: {
    readonly targetAmount: bigint;
    readonly curve: PayoutCurve;
    readonly deadlineTs: number;
    readonly shape: readonly ShapeSegment[];
  };
  voidMilestone: Record<never, never>;
  settleMilestone: Record<never, never>;
  claimMilestone: Record<never, never>;
  closeMilestone: Record<never, never>;
  createGovernance: Settings;
  depositVotes: { readonly depositId: bigint; readonly amount: bigint };
  withdrawVotes: Record<never, never>;
  openProposal: {
    readonly proposalId: bigint;
    readonly action: Action;
    readonly reason: Reason;
    readonly uri: string;
  };
  castVote: { readonly approve: boolean };
  withdrawProposal: Record<never, never>;
  executeProposal: Record<never, never>;
  closeProposal: Record<never, never>;
  closeVoteRecord: Record<never, never>;
  closeGovernance: Record<never, never>;
  closeVoterRecord: Record<never, never>;
}

export type InstructionName = keyof Arguments;

/** One call: who stands where, what is said, and whose signature is missing. */
export interface CallOf<N extends InstructionName> {
  readonly instruction: N;
  readonly accounts: Readonly<Record<string, Name>>;
  readonly args: Arguments[N];
  readonly remaining?: readonly Name[];
  readonly unsigned?: string;
  /** Of those instructions that expire. */
  readonly expiresTs?: Expiry;
}
export type Call = { [N in InstructionName]: CallOf<N> }[InstructionName];

/** Instructions on a plan alone. */
export const ON_PLANS = [
  'createPlan',
  'fundPlan',
  'withdrawSurplus',
  'setRole',
  'proposeAuthority',
  'acceptAuthority',
  'pauseClaims',
  'resumeClaims',
  'acceleratePlan',
  'collectWithheld',
  'sealPlan',
  'closePlan',
  'issueGrants',
] as const;
/** Instructions on one grant of a plan. */
export const ON_GRANTS = [
  'claim',
  'voidGrant',
  'setAutoClaim',
  'setWithholding',
  'accelerateGrant',
  'terminateGrant',
  'withdrawTermination',
  'settleTermination',
  'pauseGrant',
  'resumeGrant',
  'proposeTransfer',
  'closeGrant',
] as const;
/** Instructions on a plan's oracle set, or on one of its metrics. */
export const ON_METRICS = [
  'createOracleSet',
  'proposeOracleSet',
  'applyOracleSet',
  'closeOracleSet',
  'createMetric',
  'attestMetric',
  'disputeMetric',
  'finalizeMetric',
  'closeMetric',
] as const;
/** Instructions on one milestone of a grant. */
export const ON_MILESTONES = [
  'issueMilestone',
  'voidMilestone',
  'settleMilestone',
  'claimMilestone',
  'closeMilestone',
] as const;

/** Instructions on a plan's governance, on what is deposited there, and on what is voted on. */
export const ON_VOTES = [
  'createGovernance',
  'depositVotes',
  'withdrawVotes',
  'openProposal',
  'castVote',
  'withdrawProposal',
  'executeProposal',
  'closeProposal',
  'closeVoteRecord',
  'closeGovernance',
  'closeVoterRecord',
] as const;

/** Instructions that carry the last second at which they may run. */
export const EXPIRING: ReadonlySet<InstructionName> = new Set<InstructionName>([
  'withdrawSurplus',
  'setRole',
  'proposeAuthority',
  'acceptAuthority',
  'pauseClaims',
  'resumeClaims',
  'acceleratePlan',
  'collectWithheld',
  'sealPlan',
  'closePlan',
  'issueGrants',
  'voidGrant',
  'setWithholding',
  'accelerateGrant',
  'terminateGrant',
  'withdrawTermination',
  'pauseGrant',
  'resumeGrant',
  'proposeTransfer',
  'acceptTransfer',
  'createOracleSet',
  'proposeOracleSet',
  'createMetric',
  'attestMetric',
  'disputeMetric',
  'issueMilestone',
  'voidMilestone',
  'createGovernance',
  'openProposal',
]);

/** Every byte of the hash of every terms document, definition and reason. */
export const HASH_BYTE = 7;

/** The name in an account's place. */
export function at(call: { readonly accounts: Readonly<Record<string, Name>> }, slot: string): Name {
  const name = call.accounts[slot];
  if (name === undefined) throw new Error(`Nothing stands in the place of ${slot}.`);
  return name;
}
