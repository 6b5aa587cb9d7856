/** Amounts as people read them, from base units: exact, never through a float. */
import { formatAmount } from '@tenure/sdk';

const LAMPORT_DECIMALS = 9;
const PARTS = 1_000_000n;

function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

/** Tokens to the last base unit, such as `1,250.5`. */
export function exactTokens(baseUnits: bigint, decimals: number): string {
  return grouped(formatAmount(baseUnits, decimals));
}

/**
 * Tokens for a glance: rounded down to two decimals, or to four significant digits where there is less than one
 * token. `exact` tells whether nothing was cut.
 */
export function glanceTokens(baseUnits: bigint, decimals: number): { text: string; exact: boolean } {
  const magnitude = baseUnits < 0n ? -baseUnits : baseUnits;
  const one = 10n ** BigInt(decimals);
  const digits = magnitude.toString().length;
  const keep = magnitude >= one ? 2 : Math.max(2, decimals - digits + 4);
  const cut = keep >= decimals ? 1n : 10n ** BigInt(decimals - keep);
  const rest = magnitude % cut;
  const shown = baseUnits < 0n ? -(magnitude - rest) : magnitude - rest;
  return { text: exactTokens(shown, decimals), exact: rest === 0n };
}

/** A metric's value with thousands separators, such as `0.8123`: the integer times ten to `exponent`. */
export function figure(value: bigint, exponent: number): string {
  return exponent <= 0
    ? grouped(formatAmount(value, -exponent))
    : grouped((value * 10n ** BigInt(exponent)).toString());
}

/** Lamports as SOL, such as `0.00203928 SOL`. */
export function sol(lamports: bigint): string {
  return `${exactTokens(lamports, LAMPORT_DECIMALS)} SOL`;
}

/** Basis points as a percentage, such as `12.5 %`. */
export function percent(bps: number): string {
  return `${formatAmount(BigInt(bps), 2)} %`;
}

/** Part of a whole as a percentage with one decimal, rounded down. */
export function portion(part: bigint, whole: bigint): string {
  return whole === 0n ? '0 %' : `${formatAmount((part * 1_000n) / whole, 1)} %`;
}

/** Part of a whole from 0 to 1, for drawing only: correct to a millionth. */
export function fraction(part: bigint, whole: bigint): number {
  if (whole <= 0n) return 0;
  return Number((part * PARTS) / whole) / Number(PARTS);
}
