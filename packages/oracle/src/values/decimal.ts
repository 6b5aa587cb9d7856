/** Decimal numbers of any size, exactly: no float ever stands for a measured value. */
import { formatAmount } from '@tenure/sdk';
import { OracleError } from '../oracle-error';
import { shown } from './shown';

/** The number `digits * 10^exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const FORM = /^([+-]?\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;
const MAX_LENGTH = 400;
const MAX_EXPONENT = 1_000;
const I64_MIN = -(2n ** 63n);
const I64_MAX = 2n ** 63n - 1n;

/** A whole number. */
export function wholeDecimal(digits: bigint | number): Decimal {
  return { digits: BigInt(digits), exponent: 0 };
}

/**
 * Reads `12`, `-0.5` or `1.5e-3`: a point, no separators, at most 400 characters and exponents of 1,000.
 * Undefined for anything else, such as `NaN`.
 */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [, whole, fraction = '', power = '0'] = FORM.exec(text) ?? [];
  if (whole === undefined || Math.abs(Number(power)) > MAX_EXPONENT) return undefined;
  return { digits: BigInt(stripPlus(whole) + fraction), exponent: Number(power) - fraction.length };
}

function stripPlus(digits: string): string {
  return digits.startsWith('+') ? digits.slice(1) : digits;
}

/** The same as `parseDecimal`; `what` names the number in the error. Error: NotANumber. */
export function decimalOf(text: string, what: string): Decimal {
  const decimal = parseDecimal(text);
  if (decimal !== undefined) return decimal;
  throw new OracleError(
    'NotANumber',
    `${what} is ${shown(text)}, not a decimal number`,
    'Only digits, a sign, one point and an exponent such as e-3 are read.',
  );
}

/** How many units of `10^unitExponent` it is, rounded down: toward negative infinity. */
export function unitsOf({ digits, exponent }: Decimal, unitExponent: number): bigint {
  const shift = exponent - unitExponent;
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return digits % divisor < 0n ? digits / divisor - 1n : digits / divisor;
}

/** The exact sum. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: unitsOf(a, exponent) + unitsOf(b, exponent), exponent };
}

/** The same number with the other sign. */
export function negated({ digits, exponent }: Decimal): Decimal {
  return { digits: -digits, exponent };
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const { digits } = addDecimals(a, negated(b));
  return digits < 0n ? -1 : Number(digits > 0n);
}

/** Written without an exponent, as short as can be. */
export function formatDecimal({ digits, exponent }: Decimal): string {
  return exponent > 0 ? `${digits * 10n ** BigInt(exponent)}` : formatAmount(digits, -exponent);
}

/**
 * A number as a metric's value: whole units of `10^exponent`, rounded down (toward negative infinity), so
 * 0.65439 is 6543 at the exponent -4. Error: ValueOutOfRange when it does not fit 64 bits with a sign.
 */
export function metricValue(number: Decimal, exponent: number): bigint {
  const value = unitsOf(number, exponent);
  if (value >= I64_MIN && value <= I64_MAX) return value;
  throw new OracleError(
    'ValueOutOfRange',
    `${shown(formatDecimal(number))} does not fit 64 bits at the exponent ${exponent}`,
    'Check the source; if the number is right, the metric needs a greater exponent.',
  );
}
