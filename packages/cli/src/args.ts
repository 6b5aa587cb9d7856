/** From what was typed to values. All of these fail with a `UsageError` that says what to write. */
import { PublicKey } from '@solana/web3.js';
import { compareDecimals, formatDecimal, parseDecimal, unitsOf } from '@tenure/oracle';
import {
  AmountError,
  metricKey,
  parseAmount,
  parseSchedule,
  parseDuration,
  RISKS,
  ScheduleTextError,
  U64_MAX,
  type Risk,
  type ShapeSegment,
} from '@tenure/sdk';
import { UsageError } from './cli-error';

/** An address in base58; `what` names the argument in the error. */
export function address(text: string, what: string): PublicKey {
  try {
    return new PublicKey(text);
  } catch {
    throw new UsageError(`${what} is no Solana address`, 'Write 32 to 44 letters and digits, without 0, O, I and l.');
  }
}

/** An address, or `none` for nobody. */
export function holder(text: string, what: string): PublicKey | null {
  return text === 'none' ? null : address(text, what);
}

/** A whole number from 0 to 2^64 - 1. */
export function id(text: string, what: string): bigint {
  if (/^\d{1,20}$/.test(text)) {
    const value = BigInt(text);
    if (value <= U64_MAX) return value;
  }
  throw new UsageError(`${what} is no whole number of 64 bits`, `Write a number from 0 to ${U64_MAX}.`);
}

/**
 * Tokens in decimal, such as 1250.5, as base units of a mint with so many decimals. Separators are refused.
 */
export function amount(text: string, decimals: number, what: string): bigint {
  try {
    return parseAmount(text, decimals);
  } catch (error) {
    if (error instanceof AmountError) throw new UsageError(`${what}: ${error.message}`, error.remedy);
    throw error;
  }
}

/** A span such as 30d as seconds. Months have no fixed length, so they are refused. */
export function span(text: string, what: string): number {
  const secs = parseDuration(text);
  if (secs !== undefined) return secs;
  throw new UsageError(`${what} is no span of time`, 'Write a number and s, min, h, d or w, such as 30d or 72h.');
}

/** A share such as 25% or 2500bps as basis points from 0 to `most`. A bare number is refused as ambiguous. */
export function share(text: string, what: string, most = 10_000): number {
  const [, percent, bps] = /^(?:(\d{1,3}(?:\.\d{1,2})?)%|(\d{1,5})bps)$/.exec(text) ?? [];
  const value = percent === undefined ? Number(bps) : Number(parseAmount(percent, 2));
  if (Number.isInteger(value) && value <= most) return value;
  throw new UsageError(
    `${what} is no share`,
    `Write a percentage such as 12.5%, or basis points such as 1250bps, ${most / 100}% at most.`,
  );
}

/** A span within bounds, both in the same words, such as 1d and 30d. */
export function spanWithin(text: string, least: string, most: string, what: string): number {
  const secs = span(text, what);
  if (secs >= span(least, what) && secs <= span(most, what)) return secs;
  throw new UsageError(`${what} is out of range`, `Write a span from ${least} to ${most}, such as ${most}.`);
}

/** A share of at least so much, in the same words, such as 5%. */
export function shareFrom(text: string, least: string, what: string): number {
  const bps = share(text, what);
  if (bps >= share(least, what)) return bps;
  throw new UsageError(`${what} is out of range`, `Write a share from ${least} to 100%.`);
}

/** A metric's value in decimal, such as 0.8123, in units of ten to the exponent: exactly, never rounded. */
export function value(text: string, exponent: number, what: string): bigint {
  const decimal = parseDecimal(text);
  if (decimal !== undefined) {
    const digits = unitsOf(decimal, exponent);
    const exact = compareDecimals(decimal, { digits, exponent }) === 0;
    if (exact && BigInt.asIntN(64, digits) === digits) return digits;
  }
  const step = formatDecimal({ digits: 1n, exponent });
  throw new UsageError(
    `${what} is no value of the metric`,
    `Write a plain number in steps of ${step} that fits 64 bits at the metric's exponent, ${exponent}.`,
  );
}

/** The name of a metric. */
export function key(text: string, what: string): string {
  try {
    metricKey(text);
    return text;
  } catch {
    const remedy = 'Write 1 to 32 letters, digits or signs without spaces.';
    throw new UsageError(`${what} is no name of a metric`, remedy);
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** An ISO date (its midnight, UTC) or date-time, or unix seconds, as unix seconds. */
export function instant(text: string, what: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (DATE.test(text)) {
    const zoned = text.includes('T') && !/(Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text;
    const ms = Date.parse(zoned);
    const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
    if (!Number.isNaN(ms) && day.getUTCDate() === Number(text.slice(8, 10))) return Math.floor(ms / 1_000);
  }
  throw new UsageError(
    `${what} is no date`,
    'Write 2026-12-31, 2026-12-31T09:00:00Z or unix seconds; without a zone it is UTC.',
  );
}

/** A schedule in the SDK's short text, such as cliff-monthly:48m:12m. */
export function schedule(text: string, what: string): ShapeSegment[] {
  try {
    return parseSchedule(text);
  } catch (error) {
    if (error instanceof ScheduleTextError) throw new UsageError(`${what}: ${error.message}`, error.remedy);
    throw error;
  }
}

/** One of several words. */
export function choice<T extends string>(text: string, of: readonly T[], what: string): T {
  const found = of.find((word) => word === text);
  if (found !== undefined) return found;
  throw new UsageError(`${what} is not one of its words`, `Write ${of.join(', ')}.`);
}

/** Names of mint risks, as `plan create --accept-risk` takes them. */
export function risks(names: readonly string[]): Risk[] {
  return names.map((name) => choice(name, RISKS, '--accept-risk'));
}

/** A whole number within bounds. */
export function whole(text: string, min: number, max: number, what: string): number {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`${what} is out of range`, `Write a whole number from ${min} to ${max}.`);
}

/** 32 bytes in hexadecimal. */
export function hash(text: string, what: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(text)) return Uint8Array.from(Buffer.from(text, 'hex'));
  throw new UsageError(`${what} is no SHA-256`, 'Write its 64 hexadecimal digits, as sha256sum prints them.');
}
