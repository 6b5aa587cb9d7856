/** Who attests a plan's metrics. */
import type { PublicKey } from '@solana/web3.js';
import { numberConstant, PROGRAM_ID } from '../program/idl';
import { Layout } from '../program/layout';
import { bodyOf, checkSize, orNobody, type RawAccount } from './account';
import type { Plan } from './plan';

/** The attestors by seat, null for an empty one, and how many of them decide. */
export interface Oracles {
  readonly attestors: readonly (PublicKey | null)[];
  readonly threshold: number;
}

/** A plan's oracle set. */
export interface OracleSet extends Oracles {
  readonly address: PublicKey;
  readonly plan: PublicKey;
  /** Whether a vote chose them: then only a vote changes them, see `onlyVotesChange`. */
  readonly byVote: boolean;
  /** An announced change; null without one. */
  readonly next: AnnouncedOracles | null;
}

/**
 * Oracles that are announced. Anybody may apply the change from `readyTs` until before `expiresTs`, unix seconds; what a vote
 * announced has no end.
 */
export interface AnnouncedOracles extends Oracles {
  readonly readyTs: number;
  readonly expiresTs: number | null;
  /** Whether a vote announced it: then the authority can't call it off. */
  readonly byVote: boolean;
}

const ORACLE_SET = new Layout('oracleSet');
const APPLY_SECS = numberConstant('oracleApplySecs');

/** Reads an oracle set's account. Fails with a `StateError`. */
export function decodeOracleSet(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): OracleSet {
  const body = bodyOf('oracleSet', address, account, programId);
  checkSize(address, body, ORACLE_SET.size);
  const raw = ORACLE_SET.read(body);
  const readyTs = Number(raw.nextTs);
  const byVote = raw.nextByVote === 1;
  const next = {
    ...{ attestors: raw.nextAttestors.map(orNobody), threshold: raw.nextThreshold },
    ...{ readyTs, expiresTs: byVote ? null : readyTs + APPLY_SECS, byVote },
  };
  return {
    address,
    plan: raw.plan,
    attestors: raw.attestors.map(orNobody),
    threshold: raw.threshold,
    byVote: raw.byVote === 1,
    next: raw.nextTs === 0n ? null : next,
  };
}

/**
 * Whether only a vote can announce others: one chose them, and the plan still owes anything, to grants or for milestones, or
 * what a vote announced was not applied yet. What the authority announced while nothing was owed takes effect all the same.
 */
export function onlyVotesChange({ byVote, next }: OracleSet, { reserved }: Pick<Plan, 'reserved'>): boolean {
  return next?.byVote === true || (byVote && reserved > 0n);
}

/** The seat of an attestor, or undefined. */
export function seatOf({ attestors }: Oracles, attestor: PublicKey): number | undefined {
  const seat = attestors.findIndex((key) => key?.equals(attestor) === true);
  return seat < 0 ? undefined : seat;
}

/** Who is in `next` and not in `before`. */
export function joiningOracles(before: Oracles, next: Oracles): PublicKey[] {
  return next.attestors.flatMap((key) => (key === null || seatOf(before, key) !== undefined ? [] : [key]));
}

/** Whether the same people decide, in whatever seats, by the same threshold. */
export function sameOracles(a: Oracles, b: Oracles): boolean {
  return a.threshold === b.threshold && joiningOracles(a, b).length === 0 && joiningOracles(b, a).length === 0;
}

/** Attestations that decide a metric: the threshold, after a dispute more than half of all seats at least. */
export function requiredOf({ attestors, threshold }: Oracles, disputed: boolean): number {
  const majority = Math.floor(attestors.filter((key) => key !== null).length / 2) + 1;
  return disputed ? Math.max(threshold, majority) : threshold;
}

/**
 * The announced change, or null where there is none or it would leave everything as it is: then it was called off. It may
 * have expired.
 */
export function announcedOracles({ next, ...now }: OracleSet): OracleSet['next'] {
  if (next === null) return null;
  const seated = (oracles: Oracles): string => oracles.attestors.map((key) => key?.toBase58() ?? '').join();
  return next.threshold === now.threshold && seated(next) === seated(now) ? null : next;
}

/** Seats for these attestors: those that sit keep their seats, others fill the first free ones. */
export function seatsFor(current: Oracles, attestors: readonly PublicKey[]): (PublicKey | null)[] {
  const stays = (key: PublicKey | null): boolean => key !== null && attestors.some((other) => other.equals(key));
  const seats = current.attestors.map((key) => (stays(key) ? key : null));
  for (const attestor of attestors) {
    if (seatOf(current, attestor) !== undefined) continue;
    const free = seats.indexOf(null);
    if (free < 0) seats.push(attestor);
    else seats[free] = attestor;
  }
  return seats;
}
