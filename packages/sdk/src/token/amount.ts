/** Decimal tokens and base units, exactly: no floating point anywhere. */
import { U64_MAX } from '../math';

export type AmountErrorCode = 'NotANumber' | 'TooManyDecimals' | 'TooLarge';

/** Why a text is no amount; the remedy says what to change. */
export class AmountError extends Error {
  override readonly name = 'AmountError';

  constructor(
    readonly code: AmountErrorCode,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** Base units of a decimal number of tokens, such as `1250.5`. Zeros at the end don't count as decimals. */
export function parseAmount(text: string, decimals: number): bigint {
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) {
    throw new AmountError(
      'NotANumber',
      'The amount is not a plain decimal number',
      'Write digits with at most one point, such as 1250.5: no sign, unit, exponent or thousands separator.',
    );
  }
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > decimals) {
    throw new AmountError(
      'TooManyDecimals',
      `The amount has ${digits.length} decimals, the token ${decimals}`,
      `Round it to ${decimals} decimals.`,
    );
  }
  const value = BigInt(whole + digits.padEnd(decimals, '0'));
  if (value > U64_MAX) {
    throw new AmountError(
      'TooLarge',
      'The amount does not fit 64 bits',
      `Give at most ${formatAmount(U64_MAX, decimals)} tokens.`,
    );
  }
  return value;
}

/** The shortest decimal number of tokens for base units; a difference may be negative. */
export function formatAmount(baseUnits: bigint, decimals: number): string {
  const sign = baseUnits < 0n ? '-' : '';
  const digits = (baseUnits < 0n ? -baseUnits : baseUnits).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return sign + (fraction === '' ? whole : `${whole}.${fraction}`);
}
