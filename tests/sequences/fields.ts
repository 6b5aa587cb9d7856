/** An account's bytes, field by field. */
import { addressOf } from './addresses';
import type { Seats } from './metric';
import type { Segment } from './schedule';
import { type Name, NOBODY } from './state';

/** Seats of an oracle set. */
export const SEATS = 16;
/** Periods of which the beginning is remembered. */
const PERIODS = 8;

/** Writes fields one after the other, little-endian. */
export class Fields {
  readonly bytes: Buffer;
  private at = 0;

  constructor(size: number, kind: string) {
    this.bytes = Buffer.alloc(size);
    this.bytes[0] = 1;
    this.bytes.write(kind, 1, 'latin1');
    this.at = 8;
  }
  u64(...values: bigint[]): this {
    for (const value of values) this.at = this.bytes.writeBigUInt64LE(value, this.at);
    return this;
  }
  time(...values: number[]): this {
    for (const value of values) this.at = this.bytes.writeBigInt64LE(BigInt(value), this.at);
    return this;
  }
  u32(...values: number[]): this {
    for (const value of values) this.at = this.bytes.writeUInt32LE(value, this.at);
    return this;
  }
  u16(...values: number[]): this {
    for (const value of values) this.at = this.bytes.writeUInt16LE(value, this.at);
    return this;
  }
  u8(...values: number[]): this {
    for (const value of values) this.at = this.bytes.writeUInt8(value, this.at);
    return this;
  }
  keys(...names: Name[]): this {
    for (const name of names) this.raw(addressOf(name).bytes);
    return this;
  }
  i64(...values: bigint[]): this {
    for (const value of values) this.at = this.bytes.writeBigInt64LE(value, this.at);
    return this;
  }
  hash(byte: number): this {
    return this.raw(new Uint8Array(32).fill(byte));
  }
  /** Text in a place of so many bytes. */
  text(text: string, size: number): this {
    const { length } = text;
    return this.raw(Buffer.from(text)).skip(size - length);
  }
  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }
  segments(segments: readonly Segment[]): this {
    for (const { amount, span, steps, months } of segments)
      this.u64(amount)
        .u32(span)
        .u16(steps)
        .u8(months ? 1 : 0, 0);
    return this;
  }
  skip(bytes: number): this {
    this.at += bytes;
    return this;
  }
  /** Who sits where; nobody in the seats behind. */
  seats(seats: Seats | undefined): this {
    return this.keys(...Array.from({ length: SEATS }, (_, seat) => seats?.attestors[seat] ?? NOBODY));
  }
  /** The last period in which something came, and what is still there of it and of the seven before. */
  periodTotals(last: number, cameIn: (period: number) => bigint): this {
    const periods = Array.from(
      { length: PERIODS },
      (_, slot) => last - ((((last - slot) % PERIODS) + PERIODS) % PERIODS),
    );
    return this.u64(BigInt(last), ...periods.map(cameIn));
  }
}
