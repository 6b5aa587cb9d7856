/** What operations are made from, wherever they are shown. */
import type { PublicKey } from '@solana/web3.js';
import type { Plan, Reader } from '@tenure/sdk';

/** How values are written where an operation is shown: a page has symbols and the viewer's time zone, a terminal neither. */
export interface ValueFormat {
  /** An amount in base units of a plan's mint, such as `1,250.5 LAB`. */
  readonly tokens: (baseUnits: bigint, token: Pick<Plan, 'mint' | 'decimals'>) => string;
  /** A day and time; unix seconds. */
  readonly time: (ts: number) => string;
  /** A day; unix seconds. */
  readonly day: (ts: number) => string;
  /** A span in seconds, such as `30 days`. */
  readonly span: (secs: number) => string;
  /** Basis points, such as `12.5 %`. */
  readonly share: (bps: number) => string;
  /** Part of a whole, such as `33.3 %`, rounded down. */
  readonly portion: (part: bigint, whole: bigint) => string;
  /** A metric's value: an integer times ten to `exponent`. */
  readonly figure: (value: bigint, exponent: number) => string;
  /** Somebody's text without characters that change how the rest is read. */
  readonly clean: (text: string) => string;
}

/** A chain to read from, the program on it, and how values are written. */
export interface OperationContext {
  readonly reader: Reader;
  readonly programId: PublicKey;
  readonly format: ValueFormat;
}
