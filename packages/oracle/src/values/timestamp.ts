/** Points in time as files write them. */
import { z } from 'zod';
import { OracleError } from '../oracle-error';
import { parseDecimal, unitsOf } from './decimal';
import { shown } from './shown';

/** `iso` texts, or numbers of seconds or milliseconds since 1970. */
export const timestampFormat = z.enum(['iso', 'seconds', 'milliseconds']);
export type TimestampFormat = z.infer<typeof timestampFormat>;

/** A date, or date and time with `T` or a space, fractions of a second, and a zone. */
const DAY = String.raw`(\d{4}-\d{2}-\d{2})`;
const TIME = String.raw`((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?`;
const ZONE = String.raw`([Zz]|[+-]\d{2}(?::?\d{2})?)`;
const ISO = new RegExp(`^${DAY}(?:[Tt ]${TIME}(?: ?${ZONE})?)?$`);
const EARLIEST = 0;
/** 9999-12-31. */
const LATEST = 253_402_300_799;

function isoSeconds(text: string): number | undefined {
  const [, day, time = '00:00', secs = '00', zone = 'Z'] = ISO.exec(text) ?? [];
  if (day === undefined) return undefined;
  const midnight = new Date(`${day}T00:00:00Z`);
  // A day that the month does not have rolls over into the next one.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  const [, hours, minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  return Date.parse(`${day}T${time}:${secs}${offset}`) / 1_000;
}

function numericSeconds(text: string, decimals: number): number | undefined {
  const number = parseDecimal(text);
  if (number === undefined) return undefined;
  return Number(unitsOf({ ...number, exponent: number.exponent - decimals }, 0));
}

/**
 * Unix seconds, rounded down; a text without a zone is UTC. `what` names it in the error. Error:
 * TimestampInvalid.
 */
export function readTimestamp(text: string, format: TimestampFormat, what: string): number {
  const seconds = format === 'iso' ? isoSeconds(text) : numericSeconds(text, format === 'milliseconds' ? 3 : 0);
  if (seconds !== undefined && seconds >= EARLIEST && seconds <= LATEST) return seconds;
  throw new OracleError(
    'TimestampInvalid',
    `${what} is ${shown(text)}, no time in the format ${format}`,
    'Write iso (2026-12-31T09:00:00+01:00; UTC without a zone), or seconds or milliseconds since 1970.',
  );
}

/** Unix seconds in the form that settings are written in, such as `2026-12-31T09:00:00Z`. */
export function formatTimestamp(ts: number): string {
  return new Date(ts * 1_000).toISOString().replace('.000Z', 'Z');
}

/** The second that a setting such as `from` names. */
export function readInstant(text: string, what: string): number {
  return readTimestamp(text, 'iso', what);
}
