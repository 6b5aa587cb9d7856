/** What the model knows. Accounts and people are named; the names stand in traces too. */
import type { Piece, Segment } from './schedule';

/** A name of an address, such as `ana`, `A`, `A.g3`, `A.vault` or `ana.gold`. */
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

export const ROLES = ['operator', 'payroll', 'guardian', 'releaseAuthority'] as const;
export type Role = (typeof ROLES)[number];

/** A plan-wide early release: what all until then keep of the unvested, parts per billion. */
export interface Release {
  readonly ts: number;
  readonly keep: bigint;
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
  readonly policy: Policy;
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
  readonly releases: Release[];
  grants: number;
  tombstones: number;
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
  keep: bigint;
  readonly pauses: Pause[];
  stopTs: number | undefined;
  settled: boolean;
  withholdingBps: number;
  /** Sum over all claims of gross times rate: what is due to payroll, in ten-thousandths. */
  withheldParts: bigint;
  autoClaim: boolean;
  readonly releasesAtIssue: number;
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
  readonly tokens = new Map<Name, TokenAccount>();
  readonly mints = new Map<Name, Mint>();
  readonly lamports = new Map<Name, bigint>();

  /** Whether the vesting program owns an account. */
  isOurs(name: Name): boolean {
    return (
      this.plans.has(name) || this.closedPlans.has(name) || this.grants.has(name) ||
      this.tombstones.has(name) || this.transfers.has(name)
    );
  }

  grantsOf(plan: Name): Grant[] {
    return [...this.grants.values()].filter((grant) => grant.plan === plan);
  }
}
