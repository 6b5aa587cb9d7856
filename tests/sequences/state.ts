/** What the model knows. Accounts and people are named; the names stand in traces too. */
import type { Piece, Segment } from './schedule';
import type { Deposit, Governance, Proposal, VoteRecord, VoterRecord } from './voting';

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
  readonly maxWithholdingBps: number;
  readonly acceptedRisks: number;
  readonly termsUri: string;
}

export const ROLES = ['operator', 'payroll', 'guardian', 'accelerationAuthority'] as const;
export type Role = (typeof ROLES)[number];

/** A plan-wide early release: what all until then keep of the unvested, parts per billion. */
export interface Acceleration {
  readonly ts: number;
  readonly retained: bigint;
}

/** More came: when, and what was there just before. */
export interface Raise {
  readonly ts: number;
  readonly before: bigint;
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
  readonly roles: Record<Role, Name>;
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
  /** What grants could still be paid whenever one more was issued. */
  readonly raises: Raise[];
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
  withholdingBps: number;
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
}

/** Who sits where, `nobody` in an empty seat, and how many decide. */
export interface Seats {
  readonly attestors: readonly Name[];
  readonly threshold: number;
}

export interface OracleSet {
  readonly name: Name;
  readonly plan: Name;
  seats: Seats;
  next: { readonly seats: Seats; readonly readyTs: number } | undefined;
}

/** What is measured, fixed for good. */
export interface Definition {
  readonly key: string;
  readonly exponent: number;
  readonly lowerIsBetter: boolean;
  readonly opensTs: number;
  readonly dueTs: number;
  readonly earlyValue: bigint | undefined;
  readonly maxAgeSecs: number;
  readonly challengeSecs: number;
  readonly uri: string;
}

/** One attestation as it was taken. */
export interface Attested {
  readonly attestor: Name;
  readonly seat: number;
  readonly value: bigint;
  readonly observedTs: number;
  readonly attestedTs: number;
  readonly round: number;
  /** Every byte of the evidence's hash. */
  readonly evidence: number;
}

/** A value that stands, unless it is disputed before `endsTs`. */
export interface Challenge {
  readonly counted: readonly Attested[];
  readonly value: bigint;
  readonly endsTs: number;
}

/** The guardian's place among those who have disputed; the others are seats. */
export const GUARDIAN_SEAT = 16;

export interface Metric {
  readonly name: Name;
  readonly plan: Name;
  readonly definition: Definition;
  /** Everything that was ever attested, oldest first. */
  readonly log: Attested[];
  round: number;
  readonly disputedBy: Set<number>;
  challenge: Challenge | undefined;
  final: boolean;
  /** When there was a result first; a dispute does not take it back. */
  reachedTs: number | undefined;
  retryUntilTs: number | undefined;
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
  /** Mint risks, bits. */
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
      this.plans, this.closedPlans, this.grants, this.tombstones, this.transfers, this.oracleSets, this.metrics,
      this.milestones, this.governances, this.deposits, this.proposals, this.votes, this.voters,
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
