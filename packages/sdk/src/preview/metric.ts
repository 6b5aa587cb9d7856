/** How a metric stands: which attestations count, and what is lacking. */
import type { PublicKey } from '@solana/web3.js';
import { median, reaches } from '../math';
import { guardianAt, requiredOf, type Attestation, type Metric, type Oracles, type Plan } from '../state';

/** A metric at a time, by the program's own rules and without asking it. */
export interface MetricPreview {
  /**
   * The attestations that count: of a challenged or final value those behind it, of an open metric the fresh ones
   * of this round.
   */
  readonly counting: readonly Attestation[];
  /** How many attestations decide. */
  readonly required: number;
  /** The median of those that count, in the metric's units; null where there are none. */
  readonly median: bigint | null;
  /** Whether the median, once enough attestations are behind it, may become final: it is due or good enough before. */
  readonly mayBecomeFinal: boolean;
}

/**
 * A metric as the next attestation at `ts` would find it: a result that was disputed or denied, and that nobody has confirmed
 * in its time, has lapsed. Then there is none, and the plan's oracle set decides.
 */
export function metricAt(metric: Metric, ts: number): Metric {
  const { status, reachedTs, retryUntilTs } = metric;
  const hasLapsed = status === 'open' && reachedTs !== null && ts > (retryUntilTs ?? 0);
  return hasLapsed ? { ...metric, reachedTs: null, lowerTs: null, panel: null, retryUntilTs: null } : metric;
}

/**
 * How a metric stands at `ts`. An open one begins its challenge only with the next attestation. `oracles` is the plan's set,
 * which decides until a result is there; then those of that moment do.
 */
export function metricPreviewAt(metric: Metric, oracles: Oracles, ts: number): MetricPreview {
  const { status, attestations, better, earlyValue, dueTs, disputes } = metric;
  const counts = (said: Attestation): boolean =>
    status === 'open' ? said.inThisRound && isFresh(metric, said, ts) : said.counted;
  const counting = attestations.filter(counts);
  const middle = median(
    counting.map(({ value }) => value),
    better,
  );
  const early = earlyValue !== null && middle !== null && reaches(better, middle, earlyValue);
  const required = requiredOf(metricAt(metric, ts).panel ?? oracles, disputes > 0);
  return { counting, required, median: middle, mayBecomeFinal: ts >= dueTs || early };
}

/** Whether an observation is not too old to count at `ts`; one that may confirm a result counts from when it was said. */
export function isFresh(metric: Metric, said: Attestation, ts: number): boolean {
  const { maxAgeSecs, reachedTs } = metricAt(metric, ts);
  const { observedTs, attestedTs } = said;
  return (reachedTs === null ? observedTs : attestedTs) >= ts - maxAgeSecs;
}

/**
 * Who may still dispute a metric's result at `ts`: the oracles of the moment when it was there, then the guardian, each once.
 * `oracles` is the plan's set, which decides where no result is there.
 */
export function disputersAt(
  plan: Pick<Plan, 'guardian' | 'nextGuardian'>,
  oracles: Oracles,
  metric: Pick<Metric, 'panel' | 'disputedSeats' | 'disputedByGuardian'>,
  ts: number,
): PublicKey[] {
  const { attestors } = metric.panel ?? oracles;
  const guardian = metric.disputedByGuardian ? null : guardianAt(plan, ts);
  const seated = attestors.flatMap((key, seat) => (key === null || metric.disputedSeats.includes(seat) ? [] : [key]));
  return guardian === null ? seated : [...seated, guardian];
}
