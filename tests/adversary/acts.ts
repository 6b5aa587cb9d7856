/** What somebody does, as plain data with names in it: it can be kept, told, dropped and done again in another life. */
import type { Role, TerminationCause } from '@tenure/sdk';
import type { Who } from './cast';

/** How a grant or a milestone vests: everything at once, linearly in so many days, or everything after ten years. */
export type Vesting =
  { readonly kind: 'atOnce' } | { readonly kind: 'linear'; readonly days: number } | { readonly kind: 'cliff' };

/** Who sits where, by seat, and how many of them decide. */
export interface Panel {
  readonly seats: readonly (Who | null)[];
  readonly threshold: number;
}

/** A proposal: who opened it, and their own number for it. */
export interface ProposalRef {
  readonly proposer: Who;
  readonly id: number;
}

/** A deposit for voting. */
export interface DepositRef {
  readonly owner: Who;
  readonly id: number;
}

/** What somebody votes with: the number of a grant, or a deposit. */
export type Source = { readonly grant: number } | { readonly deposit: DepositRef };

/** What members can vote to do. */
export type Action =
  | { readonly kind: 'acceleratePlan'; readonly bps: number }
  | { readonly kind: 'accelerateGrant'; readonly grant: number; readonly bps: number }
  | { readonly kind: 'terminateGrant'; readonly grant: number; readonly cause: TerminationCause }
  | { readonly kind: 'setIssueCap'; readonly cap: bigint }
  | { readonly kind: 'replaceOracles'; readonly panel: Panel };

interface OfGrant {
  readonly grant: number;
}

interface OfMilestone extends OfGrant {
  readonly index: number;
}

interface OfMetric {
  readonly metric: string;
}

interface By {
  readonly by: Who;
}

interface OfProposal {
  readonly proposal: ProposalRef;
}

/** What each act needs to be told. Roles' acts name no signer: whoever holds the role then signs. */
interface Details {
  setRole: { readonly role: Role; readonly holder: Who | null };
  proposeAuthority: { readonly to: Who | null };
  acceptAuthority: By;
  pauseClaims: { readonly secs: number };
  resumeClaims: object;
  acceleratePlan: { readonly bps: number };
  collectWithheld: object;
  withdrawSurplus: object;
  fundPlan: By & { readonly amount: bigint };
  sealPlan: object;
  closePlan: object;
  issueGrants: OfGrant & {
    readonly as: 'operator' | 'authority';
    readonly to: Who;
    readonly total: bigint;
    readonly startTs: number;
    readonly vesting: Vesting;
    readonly withholdingBps: number;
  };
  voidGrant: OfGrant;
  terminateGrant: OfGrant & { readonly cause: TerminationCause };
  withdrawTermination: OfGrant;
  settleTermination: OfGrant;
  /** `agreed`: signed by the beneficiary too. */
  pauseGrant: OfGrant & { readonly secs: number; readonly agreed: boolean };
  resumeGrant: OfGrant;
  accelerateGrant: OfGrant & { readonly bps: number };
  setWithholding: OfGrant & { readonly bps: number };
  /** By the authority, and then by the guardian too: the recovery of a lost wallet. */
  proposeTransfer: OfGrant & { readonly by: 'authority' | 'beneficiary'; readonly to: Who };
  acceptTransfer: OfGrant & By;
  rejectTransfer: OfGrant & By;
  closeGrant: OfGrant & By;
  sweepTombstone: OfGrant;
  claim: OfGrant & By;
  setAutoClaim: OfGrant & { readonly enabled: boolean };
  createOracleSet: Panel;
  proposeOracleSet: Panel;
  applyOracleSet: object;
  closeOracleSet: object;
  createMetric: OfMetric & {
    readonly dueTs: number;
    readonly earlyValue: bigint | null;
    readonly maxAgeSecs: number;
    readonly challengeSecs: number;
  };
  /** `ago`: how long ago it is said to have been so, seconds. */
  attestMetric: OfMetric & By & { readonly value: bigint; readonly ago: number };
  disputeMetric: OfMetric & By;
  finalizeMetric: OfMetric;
  closeMetric: OfMetric;
  issueMilestone: OfMilestone &
    OfMetric & {
      readonly as: 'operator' | 'authority';
      readonly amount: bigint;
      readonly deadlineTs: number;
      readonly vesting: Vesting;
    };
  voidMilestone: OfMilestone;
  settleMilestone: OfMilestone;
  claimMilestone: OfMilestone & By;
  closeMilestone: OfMilestone & By;
  createGovernance: { readonly rules: VotingRules };
  depositVotes: { readonly deposit: DepositRef; readonly amount: bigint };
  withdrawVotes: By & { readonly deposit: DepositRef };
  openProposal: OfProposal & { readonly source: Source; readonly action: Action };
  castVote: By & OfProposal & { readonly source: Source; readonly approve: boolean };
  withdrawProposal: OfProposal;
  executeProposal: OfProposal;
  closeProposal: OfProposal;
  closeVoteRecord: By & OfProposal & { readonly source: Source };
  closeVoterRecord: By & OfProposal;
  closeGovernance: object;
}

/** What of a governance's settings differs from life to life. */
export interface VotingRules {
  readonly votingSecs: number;
  readonly delaySecs: number;
  readonly windowSecs: number;
  readonly quorumBps: number;
  readonly approvalBps: number;
  readonly maxVoterBps: number;
  readonly excludeOwnGrant: boolean;
}

/** Names of all acts; an instruction of the program each. */
export type Kind = keyof Details;
/** An act of one kind. */
export type ActOf<K extends Kind> = { readonly do: K } & Details[K];
/** Something that somebody does. */
export type Act = { [K in Kind]: ActOf<K> }[Kind];
