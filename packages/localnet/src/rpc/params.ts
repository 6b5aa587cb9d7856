import bs58 from 'bs58';
import { isRecord } from '../json';
import { invalidParams } from './errors';

export type Commitment = 'processed' | 'confirmed' | 'finalized';

/** The positional parameters of a request, read with the real API's complaints. */
export class Params {
  constructor(private readonly values: readonly unknown[]) {}

  /** The parameter, or undefined for one that was left out or is null. */
  at(index: number): unknown {
    return this.values[index] ?? undefined;
  }

  string(index: number): string {
    return readString(this.required(index));
  }

  integer(index: number): number {
    return readInteger(this.required(index));
  }

  /** A base58 address. */
  pubkey(index: number): string {
    return readPubkey(this.string(index));
  }

  list(index: number): readonly unknown[] {
    return readList(this.required(index));
  }

  /** The settings object; a bare string is the encoding where the API's older form had it. */
  config(index: number, bareEncoding = false): Config {
    const value = this.at(index);
    if (value === undefined) return new Config({});
    if (bareEncoding && typeof value === 'string') return new Config({ encoding: value });
    if (!isRecord(value))
      throw invalidParams(`Invalid params: invalid type: ${kind(value)}, expected a settings object.`);
    return new Config(value);
  }

  /** Refuses what a method without parameters was given. */
  none(): void {
    if (this.values.length > 0) throw invalidParams('Invalid parameters: No parameters were expected');
  }

  private required(index: number): unknown {
    if (index >= this.values.length) throw invalidParams(`\`params\` should have at least ${index + 1} argument(s)`);
    return this.values[index];
  }
}

/** A settings object of a request. */
export class Config {
  constructor(private readonly record: Readonly<Record<string, unknown>>) {}

  /** Unknown names count as the default, as they do on a real node. */
  commitment(otherwise: Commitment = 'finalized'): Commitment {
    const value = this.record['commitment'];
    return value === 'processed' || value === 'confirmed' || value === 'finalized' ? value : otherwise;
  }

  value(name: string): unknown {
    return this.record[name] ?? undefined;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : readString(value);
  }

  integer(name: string): number | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : readInteger(value);
  }

  flag(name: string): boolean {
    const value = this.value(name) ?? false;
    if (typeof value !== 'boolean')
      throw invalidParams(`Invalid params: invalid type: ${kind(value)}, expected a boolean.`);
    return value;
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : readList(value);
  }

  section(name: string): Config | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!isRecord(value))
      throw invalidParams(`Invalid params: invalid type: ${kind(value)}, expected a settings object.`);
    return new Config(value);
  }
}

export function readString(value: unknown): string {
  if (typeof value !== 'string')
    throw invalidParams(`Invalid params: invalid type: ${kind(value)}, expected a string.`);
  return value;
}

export function readInteger(value: unknown): number {
  if (typeof value !== 'number') throw invalidParams(`Invalid params: invalid type: ${kind(value)}, expected usize.`);
  if (!Number.isInteger(value) || value > 2 ** 64) {
    throw invalidParams(`Invalid params: invalid type: floating point \`${value}\`, expected u64.`);
  }
  if (value < 0) throw invalidParams(`Invalid params: invalid value: integer \`${value}\`, expected usize.`);
  return value;
}

export function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidParams(`Invalid params: invalid type: ${kind(value)}, expected a sequence.`);
  const list: readonly unknown[] = value;
  return list;
}

/** Bytes of a base58 text of a known size; the real API's words for what is wrong with it. */
export function readBase58(text: string, size: number, complain: (reason: string) => string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = bs58.decode(text);
  } catch {
    throw invalidParams(complain('Invalid'));
  }
  if (bytes.length !== size) throw invalidParams(complain('WrongSize'));
  return bytes;
}

export function readPubkey(value: unknown): string {
  const text = readString(value);
  readBase58(text, 32, (reason) => `Invalid param: ${reason}`);
  return text;
}

export function readSignature(value: unknown): string {
  const text = readString(value);
  readBase58(text, 64, (reason) => `Invalid param: ${reason}`);
  return text;
}

function kind(value: unknown): string {
  if (typeof value === 'string') return `string ${JSON.stringify(value)}`;
  if (typeof value === 'boolean') return `boolean \`${value}\``;
  if (typeof value === 'number')
    return Number.isInteger(value) ? `integer \`${value}\`` : `floating point \`${value}\``;
  if (Array.isArray(value)) return 'sequence';
  return value === null ? 'null' : 'map';
}
