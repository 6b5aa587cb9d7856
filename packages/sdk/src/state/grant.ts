/** A grant: one person's schedule and what happened to it. */
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { Layout } from '../program/layout';
import { MAX_SEGMENTS, type Segment } from '../math';
import { bodyOf, DISCRIMINATOR_SIZE, StateError, type RawAccount } from './account';
import { readSegments, SEGMENT_SIZE } from './segment';

/** Where a grant stands; `terminating` stays until somebody settles, also after the stop. */
export type GrantStatus = 'active' | 'pausedByConsent' | 'pausedByAuthority' | 'terminating' | 'settled';

/** A grant's account. Amounts are base units, times unix seconds. */
export interface Grant {
  readonly address: PublicKey;
  readonly grantId: bigint;
  readonly plan: PublicKey;
  readonly beneficiary: PublicKey;
  /** What vests in the end, were it not for a termination. */
  readonly total: bigint;
  /** Claimed so far, gross of withholding. */
  readonly claimed: bigint;
  readonly startTs: number;
  /** The void window runs from here. */
  readonly issuedTs: number;
  readonly status: GrantStatus;
  /** Paused: since when. Terminating or settled: when it stops. Otherwise 0. */
  readonly statusTs: number;
  /** What this grant's own accelerations retain of the unvested, parts per billion. */
  readonly retained: number;
  /** Pauses that ended, together. */
  readonly pausedSecs: number;
  /** The part of `pausedSecs` that the authority alone imposed. */
  readonly imposedPauseSecs: number;
  /** Paused: the pause ends by itself after this long. Otherwise 0. */
  readonly pauseLimitSecs: number;
  /** Withheld of each claim, bps, until `nextWithholding` counts; see `withholdingAt`. */
  readonly withholdingBps: number;
  /** An announced higher withholding, and from when it counts, unix seconds; null without one. */
  readonly nextWithholding: { readonly bps: number; readonly fromTs: number } | null;
  /** What rounding left over from the last withholding, ten-thousandths of a base unit. */
  readonly withholdingCarry: number;
  /** Whether others may send claims. */
  readonly autoClaim: boolean;
  /** Whether a vote ended it: the authority can't take that back. */
  readonly endedByVote: boolean;
  /** Whether the good leaver's share was released, which happens once. */
  readonly goodLeaverReleased: boolean;
  /** Whether a recovery was proposed and the beneficiary has signed nothing since. A transfer must still be pending. */
  readonly recoveryUnanswered: boolean;
  /** The plan's releases that existed at issue, which this grant doesn't gain by. */
  readonly accelerationsAtIssue: number;
  /** How many milestones it has, and whether one was closed: then it takes no more. */
  readonly milestones: { readonly live: number; readonly ended: boolean };
  readonly segments: readonly Segment[];
}

/** The layout of a grant's header, which its segments follow. */
export const GRANT = new Layout('grant');
const STATUSES: readonly GrantStatus[] = ['active', 'pausedByConsent', 'pausedByAuthority', 'terminating', 'settled'];
/** Bits of `flags`. */
const AUTO_CLAIM_OFF = 1;
const ENDED_BY_VOTE = 1 << 1;
const GOOD_LEAVER = 1 << 2;
const RECOVERY = 1 << 3;
const DAY_SECS = 86_400;

/** Bit of `milestones`: one was closed. */
const MILESTONES_ENDED = 0x80;

/** Reads a grant's account. Fails with a `StateError`: `Missing`, `Closed` and so on. */
export function decodeGrant(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Grant {
  const body = bodyOf('grant', address, account, programId);
  const tail = body.length - GRANT.size;
  if (tail < SEGMENT_SIZE || tail > SEGMENT_SIZE * MAX_SEGMENTS || tail % SEGMENT_SIZE !== 0) {
    const what = `has ${DISCRIMINATOR_SIZE + body.length} bytes, which is no header with 1 to ${MAX_SEGMENTS} segments.`;
    throw new StateError('Malformed', address, what);
  }
  const raw = GRANT.read(body);
  const status = STATUSES[raw.status];
  if (status === undefined) throw new StateError('Malformed', address, `has the unknown status ${raw.status}.`);
  return {
    address,
    grantId: raw.grantId,
    plan: raw.plan,
    beneficiary: raw.beneficiary,
    total: raw.total,
    claimed: raw.claimed,
    startTs: Number(raw.startTs),
    issuedTs: raw.issuedTs,
    status,
    statusTs: Number(raw.statusTs),
    retained: raw.retained,
    pausedSecs: raw.pausedSecs,
    imposedPauseSecs: raw.imposedPauseSecs,
    pauseLimitSecs: raw.pauseLimitSecs,
    withholdingBps: raw.withholdingBps,
    nextWithholding:
      raw.nextWithholdingDay === 0 ? null : { bps: raw.nextWithholdingBps, fromTs: raw.nextWithholdingDay * DAY_SECS },
    withholdingCarry: raw.withholdingCarry,
    autoClaim: (raw.flags & AUTO_CLAIM_OFF) === 0,
    endedByVote: (raw.flags & ENDED_BY_VOTE) !== 0,
    goodLeaverReleased: (raw.flags & GOOD_LEAVER) !== 0,
    recoveryUnanswered: (raw.flags & RECOVERY) !== 0,
    accelerationsAtIssue: raw.accelerationsAtIssue,
    milestones: { live: raw.milestones & ~MILESTONES_ENDED, ended: (raw.milestones & MILESTONES_ENDED) !== 0 },
    segments: readSegments(address, body.subarray(GRANT.size)),
  };
}

/** What is withheld of a claim at `ts`, bps: an announced withholding counts from its day on. */
export function withholdingAt(grant: Pick<Grant, 'withholdingBps' | 'nextWithholding'>, ts: number): number {
  const { nextWithholding: next } = grant;
  return next !== null && ts >= next.fromTs ? next.bps : grant.withholdingBps;
}
