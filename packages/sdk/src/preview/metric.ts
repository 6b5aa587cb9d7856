/** How a metric stands: which attestations count, and what is lacking. */
import { median, reaches } from '../math';
import { requiredOf, type Attestation, type Metric, type Oracles } from '../state';

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
  const required = requiredOf(metric.panel ?? oracles, disputes > 0);
  return { counting, required, median: middle, mayBecomeFinal: ts >= dueTs || early };
}

/** Whether an observation is not too old to count at `ts`; one that may confirm a result counts from when it was said. */
export function isFresh({ maxAgeSecs, reachedTs }: Metric, said: Attestation, ts: number): boolean {
  const { observedTs, attestedTs } = said;
  return (reachedTs === null ? observedTs : attestedTs) >= ts - maxAgeSecs;
}
