/** Amounts and dates as the example shows them. */
import { formatAmount } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';

/** The example's token. */
export const SYMBOL = 'LAB';
export const DECIMALS = 6;

/** Digits in groups of three. */
export function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A number of things, rounded to a whole one. */
export function count(things: number): string {
  return grouped(Math.round(things).toString());
}

/** So many things, by their name. */
export function counted(things: number, noun: string): string {
  return `${count(things)} ${noun}${things === 1 ? '' : 's'}`;
}

/** Tokens to the last base unit, such as "1,250.5 LAB". */
export function exactly(baseUnits: bigint): string {
  const [whole = '', fraction] = formatAmount(baseUnits, DECIMALS).split('.');
  return `${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`} ${SYMBOL}`;
}

/** A metric's value in decimal, such as 0.8411; its exponent is 0 or less. */
export function decimal(value: bigint, exponent: number): string {
  const [whole = '', fraction] = formatAmount(value, -exponent).split('.');
  return `${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Tokens rounded down: whole ones, or with two decimals where there is less than one. */
export function tokens(baseUnits: bigint): string {
  const whole = baseUnits / 10n ** BigInt(DECIMALS);
  if (whole > 0n || baseUnits === 0n) return grouped(whole.toString());
  const hundredths = baseUnits / 10n ** BigInt(DECIMALS - 2);
  return hundredths === 0n ? '<0.01' : `0.${hundredths.toString().padStart(2, '0')}`;
}

/** The day of unix seconds, UTC. */
export function day(ts: number): string {
  return new Date(ts * 1_000).toISOString().slice(0, 10);
}

/** The day and time of unix seconds, UTC. */
export function moment(ts: number): string {
  return `${new Date(ts * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Lamports as SOL. */
export function sol(lamports: bigint): string {
  return `${(Number(lamports) / 1e9).toFixed(4)} SOL`;
}

/** An address that is recognized, not copied. */
export function short(address: PublicKey): string {
  const text = address.toBase58();
  return `${text.slice(0, 4)}…${text.slice(-4)}`;
}
