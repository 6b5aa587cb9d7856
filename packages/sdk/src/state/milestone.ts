/** A milestone: a tranche of a grant that a metric decides. */
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { Layout, type VariantName } from '../program/layout';
import { MAX_SEGMENTS, type PayoutCurve, type Segment } from '../math';
import { bodyOf, DISCRIMINATOR_SIZE, StateError, type RawAccount } from './account';
import { readSegments, SEGMENT_SIZE } from './segment';

/**
 * Where a milestone stands: `pending`, then `met` (pays), `missed` (below the threshold), `expired` (no result in time),
 * `cancelled` (its grant stopped before) or `voided`; `stopped` once its grant stopped while it was vesting.
 */
export type MilestoneStatus = VariantName<'milestoneStatus'>;

/** A milestone's account. Amounts are base units, times unix seconds, values in the metric's units. */
export interface Milestone extends PayoutCurve {
  readonly address: PublicKey;
  readonly plan: PublicKey;
  /** Whoever holds this grant is paid. */
  readonly grant: PublicKey;
  readonly metric: PublicKey;
  /** Its number in the grant, from 0. */
  readonly index: number;
  readonly status: MilestoneStatus;
  /** What the target pays. */
  readonly targetAmount: bigint;
  /** What the maximum pays; reserved until it settles. */
  readonly maxAmount: bigint;
  /** What the result pays, once met; otherwise 0. */
  readonly payout: bigint;
  /** Claimed so far, gross of withholding. */
  readonly claimed: bigint;
  /** A result that is not there by then pays nothing. */
  readonly deadlineTs: number;
  /** The void window runs from here. */
  readonly issuedTs: number;
  /** Met: since when, and the schedule runs from here; otherwise null. */
  readonly metTs: number | null;
  /** What the grant's own accelerations retained of the unvested when it was set, parts per billion. */
  readonly retainedAtIssue: number;
  /** The plan's releases that existed when it was set. */
  readonly accelerationsAtIssue: number;
  /** The schedule by which the payout vests, amounts in parts per billion; none for at once. */
  readonly segments: readonly Segment[];
}

/** The layout of a milestone's header, which its segments follow. */
export const MILESTONE = new Layout('milestone');
const STATUSES: readonly MilestoneStatus[] = ['pending', 'met', 'missed', 'expired', 'cancelled', 'voided', 'stopped'];

/** Reads a milestone's account. Fails with a `StateError`. */
export function decodeMilestone(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Milestone {
  const body = bodyOf('milestone', address, account, programId);
  const tail = body.length - MILESTONE.size;
  if (tail < 0 || tail > SEGMENT_SIZE * MAX_SEGMENTS || tail % SEGMENT_SIZE !== 0) {
    const what = `has ${DISCRIMINATOR_SIZE + body.length} bytes, which is no header with up to ${MAX_SEGMENTS} segments.`;
    throw new StateError('Malformed', address, what);
  }
  const raw = MILESTONE.read(body);
  const status = STATUSES[raw.status];
  if (status === undefined) throw new StateError('Malformed', address, `has the unknown status ${raw.status}.`);
  return {
    address,
    plan: raw.plan,
    grant: raw.grant,
    metric: raw.metric,
    index: raw.index,
    status,
    targetAmount: raw.targetAmount,
    maxAmount: raw.maxAmount,
    payout: raw.payout,
    claimed: raw.claimed,
    threshold: raw.threshold,
    target: raw.target,
    maximum: raw.maximum,
    thresholdBps: raw.thresholdBps,
    maxBps: raw.maxBps,
    deadlineTs: Number(raw.deadlineTs),
    issuedTs: Number(raw.issuedTs),
    metTs: raw.metTs === 0n ? null : Number(raw.metTs),
    retainedAtIssue: raw.retainedAtIssue,
    accelerationsAtIssue: raw.accelerationsAtIssue,
    segments: readSegments(address, body.subarray(MILESTONE.size)),
  };
}
