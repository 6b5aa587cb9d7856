/** JSON of others, without losing a digit and without guessing. */
import { LosslessNumber, parse } from 'lossless-json';
import type { z } from 'zod';
import { OracleError } from '../oracle-error';
import { decimalOf, type Decimal } from '../values/decimal';
import { shown } from '../values/shown';

/** The text of UTF-8 bytes, without a byte order mark. Error: NotUtf8. */
export function textOf(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new OracleError('NotUtf8', `${what} is not UTF-8 text`, 'Save it as UTF-8.');
  }
}

/**
 * Parses JSON. Numbers become `LosslessNumber`s, which keep their text, or what `toNumber` makes of that.
 * Errors: JsonInvalid, JsonTooDeep, JsonKeyTwice for a key with two different values.
 */
export function parseJson(
  text: string,
  what: string,
  toNumber: (text: string) => unknown = (digits) => new LosslessNumber(digits),
): unknown {
  try {
    return parse(text, null, {
      parseNumber: toNumber,
      onDuplicateKey: ({ key }) => {
        throw new OracleError(
          'JsonKeyTwice',
          `${what} has the key ${shown(key)} twice in one object, with two values`,
          'Correct the file: nothing says which of them counts.',
        );
      },
    });
  } catch (error) {
    if (error instanceof OracleError) throw error;
    if (error instanceof RangeError) throw tooDeep(what);
    const reason = error instanceof Error ? error.message : '';
    throw new OracleError('JsonInvalid', `${what} is not JSON: ${reason}`, 'Check that it is the right file.');
  }
}

/** The error for JSON that would overflow the stack. */
export function tooDeep(what: string): OracleError {
  return new OracleError('JsonTooDeep', `${what} is nested too deep`, 'Name another file.');
}

/**
 * Parses JSON as Python writes it: `NaN` and `Infinity`, which are no JSON, become texts. So they spoil only
 * the value that they stand for, which is then not a number.
 */
export function parsePythonJson(text: string, what: string): unknown {
  let inText = false;
  const quoted = text.replace(/\\.|"|-?\b(?:NaN|Infinity)\b/gs, (token) => {
    if (token === '"') inText = !inText;
    return inText || /^["\\]/.test(token) ? token : `"${token}"`;
  });
  return parseJson(quoted, what);
}

/** Gives parsed JSON its shape. Error: WrongFormat, saying where it differs from what `is` describes. */
export function shaped<T>(schema: z.ZodType<T>, value: unknown, what: string, is: string): T {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw new OracleError(
    'WrongFormat',
    `${what} is not ${is} (${place}${issue?.message ?? ''})`,
    'Check that it is the right file.',
  );
}

/** What an object holds under a key of its own, never what its prototype does. */
export function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether parsed JSON is a number. */
export function isNumber(value: unknown): value is LosslessNumber {
  return value instanceof LosslessNumber;
}

/** The exact number that parsed JSON is: a number, or a text that holds one. Error: NotANumber. */
export function numberOf(value: unknown, what: string): Decimal {
  if (isNumber(value)) return decimalOf(value.value, what);
  if (typeof value === 'string') return decimalOf(value, what);
  const type = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  throw new OracleError('NotANumber', `${what} is ${type}, not a number`, 'Point at a number.');
}
