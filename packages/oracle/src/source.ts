/** What every source does. */
import type { Decimal } from './values/decimal';

/** Where a source reads from. */
export interface Place {
  /** Absolute; relative paths of the settings start here. */
  readonly directory: string;
  /** Environment variables: secrets come from here alone. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The bytes that a value is computed from: alone, without looking anywhere else. */
export interface Collected {
  readonly evidence: Uint8Array;
  /** When the file that was read was last written, unix seconds; undefined for what is no file. */
  readonly modifiedTs?: number;
}

/** What the evidence says. */
export interface Computed {
  /** The measured number, exact. */
  readonly number: Decimal;
  /** When it was so: unix seconds from the evidence, or one of two clocks outside of it. */
  readonly observed: number | 'modified' | 'now';
}

/** A source with its settings. */
export interface Source {
  /** Fetches the evidence. */
  collect(place: Place): Promise<Collected>;
  /** Computes the number from evidence, the same for everybody who has these bytes. */
  compute(evidence: Uint8Array): Computed;
}
