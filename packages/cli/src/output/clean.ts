/** Strings that others wrote: from the chain, from an RPC server, from files. */
import { PublicKey } from '@solana/web3.js';

/**
 * The text without characters that a terminal obeys or that change the direction of text: control characters
 * (escape sequences begin with one), format characters such as right-to-left marks, line and paragraph
 * separators.
 */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}

/** A value for JSON output: every string cleaned, 64-bit integers as decimal strings, keys in base58. */
export function plain(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof PublicKey) return value.toBase58();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), plain(item)]));
}
