/** Amounts, times and shares in words. */
import { formatDecimal } from '@tenure/oracle';
import { formatAmount } from '@tenure/sdk';

const LAMPORT_DECIMALS = 9;
const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** Lamports as SOL, such as `0.00203928 SOL`. */
export function sol(lamports: bigint): string {
  return `${formatAmount(lamports, LAMPORT_DECIMALS)} SOL`;
}

/** Tokens with thousands separators, such as `1,250.5`; `decimals` are the mint's. */
export function tokens(baseUnits: bigint, decimals: number): string {
  return grouped(formatAmount(baseUnits, decimals));
}

/** A metric's value with thousands separators, such as `0.8123`; `exponent` is the metric's. */
export function figure(value: bigint, exponent: number): string {
  return grouped(formatDecimal({ digits: value, exponent }));
}

function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

/** Unix seconds as `2026-01-31 09:00:00Z`, without the time where it is midnight. */
export function date(ts: number): string {
  const ms = ts * 1_000;
  if (Number.isNaN(new Date(ms).getTime())) return `${ts}`;
  const [day = '', time = ''] = new Date(ms).toISOString().split('T');
  const clock = time.slice(0, 8);
  return clock === '00:00:00' ? day : `${day} ${clock}Z`;
}

/** Seconds as `30 d`, `1 h 30 min`, `12 s`. */
export function span(secs: number): string {
  const parts: string[] = [];
  let rest = secs;
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${name}`);
    rest -= count * size;
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest} s`);
  return parts.join(' ');
}

/** Basis points as a percentage, such as `12.5 %`. */
export function percent(bps: number): string {
  return `${formatAmount(BigInt(bps), 2)} %`;
}

/** Parts of a whole as a percentage with one decimal, rounded down. */
export function portion(part: bigint, whole: bigint): string {
  return whole === 0n ? '0 %' : `${formatAmount((part * 1_000n) / whole, 1)} %`;
}
