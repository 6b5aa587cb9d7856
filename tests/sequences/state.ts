/** What the model knows. Accounts and people are named; the names stand in traces too. */
import type { Deposit, Governance, Proposal, VoteRecord, VoterRecord } from './governance';
import type { Metric, OracleSet } from './metric';
import type { Piece, Segment } from './schedule';

/** A name of an address, such as `operator`, `A`, `A.g3`, `A.gold` or `operator.gold`. */
export type Name = string;
/** The zero address. */
export const NOBODY: Name = 'nobody';

export const TRANSFER_RULES = ['forbidden', 'withConsent', 'free'] as const;
export type TransferRule = (typeof TRANSFER_RULES)[number];

/** What a plan promises. */
export interface Policy {
  readonly issueCap: bigint;
  readonly operatorCap: bigint;
  readonly cancellable: boolean;
  readonly noticeSecs: number;
  readonly goodLeaverBps: number;
  readonly maxPauseSecs: number;
  readonly voidSecs: number;
  readonly transferRule: TransferRule;
  /** 0 for never. */
  readonly recoverySecs: number;
  readonly maxWithholdingBps: number;
  readonly acceptedRisks: number;
  readonly termsUri: string;
}

export const ROLES = ['operator', 'payroll', 'guardian', 'accelerationAuthority'] as const;
export type Role = (typeof ROLES)[number];

/** Another holder of a role, and from when. */
export interface NextHolder {
  readonly holder: Name;
  readonly fromTs: number;
}

/** A plan-wide early release: what all until then keep of the unvested, parts per billion. */
export interface Acceleration {
  readonly ts: number;
  readonly retained: bigint;
}

export interface Unlock {
  readonly startTs: number;
  readonly segments: readonly Segment[];
  readonly pieces: readonly Piece[];
}

export interface Plan {
  readonly name: Name;
  readonly creator: Name;
  readonly planId: bigint;
  readonly mint: Name;
  readonly tokenProgram: Name;
  readonly vault: Name;
  readonly rentRecipient: Name;
  policy: Policy;
  readonly unlock: Unlock | undefined;
  authority: Name;
  pendingAuthority: Name;
  /** The last second at which the offer can be accepted. */
  pendingUntilTs: number | undefined;
  authorityChanges: number;
  /** Who holds each role, as far as nothing announced has come since. */
  readonly roles: Record<Role, Name>;
  readonly announced: { payroll?: NextHolder; guardian?: NextHolder };
  sealed: boolean;
  reserved: bigint;
  withheld: bigint;
  allocated: bigint;
  claimed: bigint;
  forfeited: bigint;
  /** What the operator issued and when. */
  readonly operatorIssues: { readonly block: number; readonly amount: bigint }[];
  claimsPausedUntil: number;
  readonly accelerations: Acceleration[];
  grants: number;
  tombstones: number;
  /** When a grant was issued last; 0 for never. */
  issuedTs: number;
  /** The least number of a proposal on the issue cap, and of one on the oracles, that no newer one has overtaken. */
  minCapProposal: bigint;
  minOraclesProposal: bigint;
  /** Days of the periods of which is remembered what came in them; 0 where nobody votes. */
  periodDays: number;
}

/** Who holds a role at `now`; an announced holder once their time has come. */
export function roleAt({ roles, announced }: Plan, role: Role, now: number): Name {
  const next = role === 'payroll' || role === 'guardian' ? announced[role] : undefined;
  return next !== undefined && now >= next.fromTs ? next.holder : roles[role];
}

/** A leave of absence, or an imposed pause. It ends by itself after `limit` seconds. */
export interface Pause {
  readonly from: number;
  readonly limit: number;
  readonly consent: boolean;
  endedAt: number | undefined;
}

export interface Grant {
  readonly name: Name;
  readonly id: bigint;
  readonly plan: Name;
  beneficiary: Name;
  readonly total: bigint;
  claimed: bigint;
  readonly startTs: number;
  readonly issuedTs: number;
  readonly segments: readonly Segment[];
  readonly pieces: readonly Piece[];
  /** What the grant's own releases keep of the unvested, parts per billion. */
  retained: bigint;
  readonly pauses: Pause[];
  stopTs: number | undefined;
  settled: boolean;
  /** A vote ended it, so that the authority can't take it back. */
  endedByVote: boolean;
  /** The good leaver's share was released. */
  leftWell: boolean;
  /** Somebody wants to recover it, and the beneficiary has signed nothing since. */
  unanswered: boolean;
  withholdingBps: number;
  /** A higher rate, and the day from which it counts. */
  nextWithholding: { readonly bps: number; readonly day: number } | undefined;
  /** Sum over all claims of gross times rate: what is due to payroll, in ten-thousandths. */
  withheldParts: bigint;
  autoClaim: boolean;
  readonly accelerationsAtIssue: number;
  /** A milestone was closed, so no more can be set. */
  milestonesEnded: boolean;
}

export interface Tombstone {
  readonly plan: Name;
  readonly id: bigint;
}

export interface Transfer {
  readonly plan: Name;
  readonly grant: Name;
  readonly proposer: Name;
  readonly from: Name;
  readonly to: Name;
  /** Undefined for never. */
  readonly readyTs: number | undefined;
  readonly expiresTs: number;
  readonly authorityChanges: number;
}

/** What which value pays: nothing below the threshold, straight lines between the three points. */
export interface PayoutCurve {
  readonly threshold: bigint;
  readonly target: bigint;
  readonly maximum: bigint;
  readonly thresholdBps: number;
  readonly maxBps: number;
}

export const MILESTONE_STATUSES = ['pending', 'met', 'missed', 'expired', 'cancelled', 'voided', 'stopped'] as const;

export interface Milestone {
  readonly name: Name;
  readonly plan: Name;
  readonly grant: Name;
  readonly metric: Name;
  readonly index: number;
  readonly targetAmount: bigint;
  readonly curve: PayoutCurve;
  readonly deadlineTs: number;
  readonly issuedTs: number;
  /** Parts per billion; none for at once. */
  readonly segments: readonly Segment[];
  readonly retainedAtIssue: bigint;
  readonly accelerationsAtIssue: number;
  status: (typeof MILESTONE_STATUSES)[number];
  payout: bigint;
  claimed: bigint;
  /** The schedule from when it was met. */
  pieces: readonly Piece[];
  metTs: number | undefined;
}

export interface TokenAccount {
  readonly mint: Name;
  owner: Name;
  amount: bigint;
  /** Transfer fees that wait in the account for the mint. */
  fees: bigint;
}

export interface Fee {
  readonly epoch: number;
  readonly bps: number;
  readonly maximum: bigint;
}

export interface Mint {
  readonly program: Name;
  readonly decimals: number;
  /** Bytes of an associated account. */
  readonly accountSize: number;
  /** Mint risks that never change, bits. */
  readonly risks: number;
  readonly supply: bigint;
  /** Fees collected from accounts. */
  collected: bigint;
  fee: { older: Fee; newer: Fee } | undefined;
}

/** Everything that the program could read or write. */
export class World {
  now = 0;
  epoch = 0;
  readonly plans = new Map<Name, Plan>();
  readonly closedPlans = new Set<Name>();
  readonly grants = new Map<Name, Grant>();
  readonly tombstones = new Map<Name, Tombstone>();
  readonly transfers = new Map<Name, Transfer>();
  readonly oracleSets = new Map<Name, OracleSet>();
  readonly metrics = new Map<Name, Metric>();
  readonly milestones = new Map<Name, Milestone>();
  readonly governances = new Map<Name, Governance>();
  readonly deposits = new Map<Name, Deposit>();
  readonly proposals = new Map<Name, Proposal>();
  readonly votes = new Map<Name, VoteRecord>();
  readonly voters = new Map<Name, VoterRecord>();
  readonly tokens = new Map<Name, TokenAccount>();
  readonly mints = new Map<Name, Mint>();
  readonly lamports = new Map<Name, bigint>();

  /** Whether the vesting program owns an account. */
  isOurs(name: Name): boolean {
    const kinds = [
      this.plans,
      this.closedPlans,
      this.grants,
      this.tombstones,
      this.transfers,
      this.oracleSets,
      this.metrics,
      this.milestones,
      this.governances,
      this.deposits,
      this.proposals,
      this.votes,
      this.voters,
    ];
    return kinds.some((kind) => kind.has(name));
  }

  grantsOf(plan: Name): Grant[] {
    return [...this.grants.values()].filter((grant) => grant.plan === plan);
  }

  metricsOf(plan: Name): Metric[] {
    return [...this.metrics.values()].filter((metric) => metric.plan === plan);
  }

  /** The milestones of a plan, a grant or a metric. */
  milestonesOf(owner: Name): Milestone[] {
    return [...this.milestones.values()].filter((one) => [one.plan, one.grant, one.metric].includes(owner));
  }
}
