/** From a source to what is attested: value, time and evidence. */
import { version } from '../package.json';
import type { OracleEntry } from './config';
import { durationSecs } from './fields';
import { OracleError } from './oracle-error';
import { sha256Of, type Receipt } from './receipt';
import { sourceOf, type SourceSettings } from './sources';
import { compareDecimals, decimalOf, formatDecimal, metricValue, type Decimal } from './values/decimal';
import { shown } from './values/shown';
import { formatTimestamp } from './values/timestamp';

/** How far a clock of another machine may be ahead, seconds. */
const CLOCK_TOLERANCE_SECS = 60;

/** What an attestation names, and how it was found. */
export interface Observation {
  /** In units of `10^exponent` of the metric, rounded down. */
  readonly value: bigint;
  /** Unix seconds. */
  readonly observedTs: number;
  /** The bytes that the value was computed from. */
  readonly evidence: Uint8Array;
  /** Of the evidence, hexadecimal. */
  readonly sha256: string;
  readonly receipt: Receipt;
}

/** For tests and other clocks. */
export interface Surroundings {
  /** Unix seconds. */
  readonly now?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the source of a metric and computes its value at the metric's exponent (-18 to 18). Any error means
 * that there is nothing to attest: those of the source, ValueOutOfRange, ValueOutsideBounds,
 * ObservedTimeMissing, ObservedInFuture, ObservationStale.
 */
export async function observe(
  entry: OracleEntry,
  exponent: number,
  { now = Math.floor(Date.now() / 1_000), env = process.env }: Surroundings = {},
): Promise<Observation> {
  const source = sourceOf(entry.source);
  const { evidence, modifiedTs } = await source.collect({ directory: entry.directory, env });
  const { number, observed } = source.compute(evidence);
  const value = metricValue(number, exponent);
  checkBounds(number, entry);
  const observedTs = observed === 'now' ? now : observed === 'modified' ? modifiedTs : observed;
  checkTime(observedTs, now, entry.maxAge);
  const sha256 = sha256Of(evidence);
  const receipt: Receipt = {
    version: 1,
    tool: `tenure ${version}`,
    metric: entry.metric,
    value: value.toString(),
    exponent,
    number: formatDecimal(number),
    observedTs,
    evidence: { sha256, bytes: evidence.length },
    source: entry.source,
  };
  return { value, observedTs, evidence, sha256, receipt };
}

/** What evidence says under the settings of a source. */
export interface Recomputed {
  /** In units of `10^exponent`, rounded down. */
  readonly value: bigint;
  /** The exact number, decimal. */
  readonly number: string;
  /** Unix seconds; undefined where the time came from a clock and not from the evidence. */
  readonly observedTs: number | undefined;
}

/**
 * Computes the value from stored evidence alone, as `observe` did: for whoever doubts an attestation. The
 * source and the exponent are those of its receipt. Errors: as `observe`, without bounds and ages.
 */
export function recompute(source: SourceSettings, exponent: number, evidence: Uint8Array): Recomputed {
  const { number, observed } = sourceOf(source).compute(evidence);
  return {
    value: metricValue(number, exponent),
    number: formatDecimal(number),
    observedTs: typeof observed === 'number' ? observed : undefined,
  };
}

function checkBounds(number: Decimal, { min, max }: OracleEntry): void {
  const below = min !== undefined && compareDecimals(number, decimalOf(min, 'min')) < 0;
  const above = max !== undefined && compareDecimals(number, decimalOf(max, 'max')) > 0;
  if (!below && !above) return;
  const bound = below ? `less than the least that is plausible, ${min}` : `more than the most, ${max}`;
  throw new OracleError(
    'ValueOutsideBounds',
    `The number ${shown(formatDecimal(number))} is ${bound}`,
    'Check the source. If the number is right, change min or max.',
  );
}

function checkTime(
  observedTs: number | undefined,
  now: number,
  maxAge: string | undefined,
): asserts observedTs is number {
  if (observedTs === undefined) {
    throw new OracleError('ObservedTimeMissing', 'The source has no time of last change', 'Set observed to now.');
  }
  if (observedTs > now + CLOCK_TOLERANCE_SECS) {
    throw new OracleError(
      'ObservedInFuture',
      `The observation is of ${formatTimestamp(observedTs)}, which is to come`,
      'Check the clocks, and whether the time is in seconds or milliseconds.',
    );
  }
  if (maxAge !== undefined && now - observedTs > durationSecs(maxAge)) {
    throw new OracleError(
      'ObservationStale',
      `The observation is of ${formatTimestamp(observedTs)}, older than ${maxAge}`,
      'Measure anew, or set maxAge.',
    );
  }
}
