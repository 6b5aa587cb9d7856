/** Metrics, who attests them, and what attestations come to. Shares nothing with the SDK. */
import { type Name, NOBODY } from './state';

/** Who sits where, `nobody` in an empty seat, and how many decide. */
export interface Seats {
  readonly attestors: readonly Name[];
  readonly threshold: number;
}

/** Other seats that were announced: from when they can take effect, and whether a vote announced them. */
export interface NextSeats {
  readonly seats: Seats;
  readonly readyTs: number;
  readonly byVote: boolean;
}

export interface OracleSet {
  readonly name: Name;
  readonly plan: Name;
  seats: Seats;
  /** Members voted for the seats. */
  byVote: boolean;
  next: NextSeats | undefined;
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
  /** It was observed since there was a result. */
  readonly isLater: boolean;
  /** Every byte of the evidence's hash. */
  readonly evidence: number;
}

/** A value that stands, unless it is disputed before `endsTs`. */
export interface Challenge {
  readonly counted: readonly Attested[];
  readonly value: bigint;
  /** When it was so. */
  readonly observedTs: number;
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
  /** When there was one below the early value first, beside an early one. */
  lowerTs: number | undefined;
  /** Who sat where then: they decide until the metric is final. */
  panel: Seats | undefined;
  retryUntilTs: number | undefined;
}

/** What has not been replaced: the last of each seat, and the last of each key. */
export function standing({ log }: Metric): Attested[] {
  return log.filter(({ seat, attestor }, index) =>
    log.slice(index + 1).every((later) => later.seat !== seat && later.attestor !== attestor),
  );
}

/** What counts at `now`: young enough, by when it was so, or by when it was said where a result waits to be confirmed. */
export function fresh(metric: Metric, now: number): Attested[] {
  const { round, definition, reachedTs } = metric;
  const since = (said: Attested): number => (reachedTs === undefined ? said.observedTs : said.attestedTs);
  return standing(metric).filter((said) => said.round === round && since(said) >= now - definition.maxAgeSecs);
}

/** The oldest observation that can be reported at `now`. */
export function oldestObservation({ definition, reachedTs }: Metric, now: number): number {
  return Math.max(definition.opensTs, (reachedTs ?? now) - definition.maxAgeSecs);
}

/** Worse values are smaller ones. */
export function goodness(value: bigint, lowerIsBetter: boolean): bigint {
  return lowerIsBetter ? -value : value;
}

export function reaches(value: bigint, goal: bigint, lowerIsBetter: boolean): boolean {
  return goodness(value, lowerIsBetter) >= goodness(goal, lowerIsBetter);
}

/** The best value that more than half of them reach. */
export function median(said: readonly Attested[], lowerIsBetter: boolean): bigint | undefined {
  let best: bigint | undefined;
  for (const { value: goal } of said) {
    const votes = said.filter(({ value }) => reaches(value, goal, lowerIsBetter)).length;
    if (2 * votes > said.length && (best === undefined || reaches(goal, best, lowerIsBetter))) best = goal;
  }
  return best;
}

/** The earliest second by which more than half of them had observed. */
export function observedBy(said: readonly Attested[]): number {
  const times = said.map(({ observedTs }) => observedTs);
  const enough = times.filter((ts) => 2 * times.filter((other) => other <= ts).length > times.length);
  return Math.min(...enough);
}

/** Whether a value is a result even before the metric is due. */
export function isEarlyResult({ earlyValue, lowerIsBetter }: Definition, value: bigint): boolean {
  return earlyValue !== undefined && reaches(value, earlyValue, lowerIsBetter);
}

/** Whether two values are one result as to when it was there. */
export function isSameResult(definition: Definition, one: bigint, other: bigint): boolean {
  return one === other || (isEarlyResult(definition, one) && isEarlyResult(definition, other));
}

/** How many attestors there are. */
export function seated({ attestors }: Seats): number {
  return attestors.filter((attestor) => attestor !== NOBODY).length;
}

/** Where somebody sits; undefined for nowhere. */
export function seatOf({ attestors }: Seats, who: Name): number | undefined {
  const seat = attestors.indexOf(who);
  return seat < 0 || who === NOBODY ? undefined : seat;
}

/** Attestations that decide. After a dispute, more than half of all attestors at least. */
export function required(seats: Seats, disputed: boolean): number {
  return disputed ? Math.max(seats.threshold, Math.floor(seated(seats) / 2) + 1) : seats.threshold;
}

/** Whether nobody has confirmed a result that was taken back, in the 30 days that there are for it. */
export function hasLapsed({ reachedTs, challenge, retryUntilTs = 0 }: Metric, now: number): boolean {
  return reachedTs !== undefined && challenge === undefined && now > retryUntilTs;
}

/** What a metric forgets with its result. */
const NOTHING = { reachedTs: undefined, lowerTs: undefined, panel: undefined, retryUntilTs: undefined };

/** As if nothing had been reached. */
export function forget(metric: Metric): void {
  Object.assign(metric, NOTHING);
}

/** A metric as whoever attests at `now` finds it. */
export function metricAt(metric: Metric, now: number): Metric {
  return hasLapsed(metric, now) ? { ...metric, ...NOTHING } : metric;
}

/** Whether a result was there by `ts`; while the metric is not final, whether that can still turn out so. */
export function reachedBy(metric: Metric, ts: number, now: number): boolean {
  const { reachedTs, final, challenge } = metric;
  if (reachedTs === undefined || reachedTs > ts || hasLapsed(metric, now)) return false;
  return !final || (challenge !== undefined && challenge.observedTs <= ts);
}
