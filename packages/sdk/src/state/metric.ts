/** A metric: a number that decides money, attested by oracles, open to dispute, then final for good. */
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { Layout, type Struct } from '../program/layout';
import type { Better } from '../math';
import { asciiOf, bodyOf, checkSize, orNobody, StateError, type RawAccount } from './account';
import type { Oracles } from './oracle-set';

/** Where a metric stands; `challenged` until somebody finalizes it, also after the window. */
export type MetricStatus = 'open' | 'challenged' | 'final';

/** The last that a seat said. */
export interface Attestation {
  /** Number of the seat. */
  readonly seat: number;
  /** Who attested; the seat may have another holder since. */
  readonly attestor: PublicKey;
  /** In the metric's units. */
  readonly value: bigint;
  /** When it was so, unix seconds. */
  readonly observedTs: number;
  /** When it was attested, unix seconds. */
  readonly attestedTs: number;
  readonly evidenceSha256: Uint8Array;
  /** False for what was attested before the last dispute. */
  readonly inThisRound: boolean;
  /** Whether it is counted in the metric's value. */
  readonly counted: boolean;
}

/** A metric's account. Values are integers times ten to the `exponent`; times are unix seconds. */
export interface Metric {
  readonly address: PublicKey;
  readonly plan: PublicKey;
  /** Its name in the plan. */
  readonly key: string;
  readonly exponent: number;
  readonly better: Better;
  readonly status: MetricStatus;
  /** The median while challenged, and for good once final; null while open. */
  readonly value: bigint | null;
  /** Observations from before don't count. */
  readonly opensTs: number;
  /** From when any result can become final. */
  readonly dueTs: number;
  /** A result at least this good may become final before; null for none. */
  readonly earlyValue: bigint | null;
  /** How old an observation may be to count. */
  readonly maxAgeSecs: number;
  /** How long a result can be disputed. */
  readonly challengeSecs: number;
  /** When a result was first there; null without one. From then on `panel` decides. See `metricAt` for one that has lapsed. */
  readonly reachedTs: number | null;
  /** Beside an early result: when a lower one was first there, once due; it counts from then if it becomes final. Otherwise null. */
  readonly lowerTs: number | null;
  /** When the challenged or final value was so; null without one. */
  readonly observedTs: number | null;
  /** Who decides since `reachedTs`, whatever becomes of the plan's oracle set; null before. */
  readonly panel: Oracles | null;
  /** Challenged: when the value becomes final. Final: since when. Otherwise null. */
  readonly challengeEndsTs: number | null;
  /** A result that was disputed or denied lapses unless it is confirmed by then, and milestones wait; null otherwise. */
  readonly retryUntilTs: number | null;
  /** Disputes so far. */
  readonly disputes: number;
  /** Seats that have used their dispute. */
  readonly disputedSeats: readonly number[];
  /** Whether the guardian has used theirs. */
  readonly disputedByGuardian: boolean;
  /** Milestones that hang on it. */
  readonly milestoneCount: number;
  /** The last attestation of each seat that made one. */
  readonly attestations: readonly Attestation[];
  readonly definitionSha256: Uint8Array;
  /** Printable ASCII; still somebody's text, so never put it into a page as HTML. */
  readonly definitionUri: string;
}

/** The layout of a metric. */
export const METRIC = new Layout('metric');
const STATUSES: readonly MetricStatus[] = ['open', 'challenged', 'final'];
const GUARDIAN_BIT = 16;

function hasBit(bits: number, bit: number): boolean {
  return (bits >>> bit) % 2 === 1;
}

function attestationsOf(raw: Struct<'metric'>): Attestation[] {
  return raw.attestations.flatMap((said, seat) => {
    if (said.round === 0) return [];
    const { attestor, value, evidenceSha256 } = said;
    return {
      ...{ seat, attestor, value },
      observedTs: Number(said.observedTs),
      attestedTs: Number(said.attestedTs),
      evidenceSha256: Uint8Array.from(evidenceSha256),
      inThisRound: said.round === raw.round,
      counted: hasBit(raw.counted, seat),
    };
  });
}

/** Reads a metric's account. Fails with a `StateError`. */
export function decodeMetric(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Metric {
  const body = bodyOf('metric', address, account, programId);
  checkSize(address, body, METRIC.size);
  const raw = METRIC.read(body);
  const status = STATUSES[raw.status];
  if (status === undefined) throw new StateError('Malformed', address, `has the unknown status ${raw.status}.`);
  const orNull = (ts: bigint): number | null => (ts === 0n ? null : Number(ts));
  return {
    address,
    plan: raw.plan,
    key: asciiOf(address, raw.key, 'a key'),
    exponent: raw.exponent,
    better: raw.lowerIsBetter === 1 ? 'lower' : 'higher',
    status,
    value: status === 'open' ? null : raw.value,
    opensTs: Number(raw.opensTs),
    dueTs: Number(raw.dueTs),
    earlyValue: raw.hasEarlyValue === 1 ? raw.earlyValue : null,
    maxAgeSecs: raw.maxAgeSecs,
    challengeSecs: raw.challengeSecs,
    reachedTs: orNull(raw.reachedTs),
    lowerTs: raw.lowerTs === 0 ? null : raw.lowerTs,
    observedTs: orNull(raw.observedTs),
    panel: raw.threshold === 0 ? null : { attestors: raw.attestors.map(orNobody), threshold: raw.threshold },
    challengeEndsTs: orNull(raw.challengeEndsTs),
    retryUntilTs: orNull(raw.retryUntilTs),
    disputes: raw.round - 1,
    disputedSeats: raw.attestations.flatMap((_, seat) => (hasBit(raw.disputedBy, seat) ? seat : [])),
    disputedByGuardian: hasBit(raw.disputedBy, GUARDIAN_BIT),
    milestoneCount: raw.milestoneCount,
    attestations: attestationsOf(raw),
    definitionSha256: Uint8Array.from(raw.definitionSha256),
    definitionUri: asciiOf(address, raw.definitionUri, 'a definition URI'),
  };
}
