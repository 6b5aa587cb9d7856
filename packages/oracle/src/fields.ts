/** The kinds of fields that a configuration has. None of them is changed by reading it. */
import { PublicKey } from '@solana/web3.js';
import { parseDuration } from '@tenure/sdk';
import { z } from 'zod';
import { OracleError } from './oracle-error';
import { parseDecimal } from './values/decimal';
import { shown } from './values/shown';
import { readInstant } from './values/timestamp';

function succeeds(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** A text that is not empty. */
export const word = z.string().min(1, 'must not be empty');

/**
 * A rule that ends the checks where it is broken, so that no rule of the whole reads a value that has no
 * meaning.
 */
function rule(test: (text: string) => boolean, error: string): z.ZodString {
  return z.string().refine(test, { error, abort: true });
}

/** A path, from the folder of the configuration file where it is relative. */
export const path = word.refine((text) => !text.includes('\0'), 'must not contain a zero character');

/** A date, or date and time. */
export const instant = rule(
  (text) => succeeds(() => readInstant(text, '')),
  'must be a time such as 2026-12-31T09:00:00Z',
);

const SPAN_RULE = 'must be a span such as 20s, 5min, 6h, 7d or 2w';

/** A span of time. */
export const duration = rule((text) => parseDuration(text) !== undefined, SPAN_RULE);

/** Seconds of a field that is a `duration`. Error: ConfigInvalid for any other text. */
export function durationSecs(text: string): number {
  const secs = parseDuration(text);
  if (secs !== undefined) return secs;
  throw new OracleError('ConfigInvalid', `${shown(text)} is no span of time`, `It ${SPAN_RULE}.`);
}

const DECIMAL_RULE = 'must be a decimal number in quotes, such as "0.65"';

/** A decimal number as text, so that no digit of it is lost. */
export const decimal = z
  .string(DECIMAL_RULE)
  .refine((text) => parseDecimal(text) !== undefined, { error: DECIMAL_RULE, abort: true });

/** An address on Solana. */
export const address = rule(
  (text) => succeeds(() => new PublicKey(text)),
  'must be a Solana address: 32 to 44 letters and digits, without 0, O, I and l',
);
