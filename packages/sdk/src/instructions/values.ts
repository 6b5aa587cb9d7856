/** From the plain values of this package to what Anchor encodes. Out of range is an error here: bn.js drops signs. */
import BN from 'bn.js';
import { U64_MAX, type ShapeSegment } from '../math';

const I64_MAX = 9_223_372_036_854_775_807n;

/** The last second, in unix time, at which a signed act may run. `'never'` is for those that can't be replayed late. */
export type Expiry = number | 'never';

/** An expiry so many seconds after `now` (unix seconds, best the chain's own clock). */
export function expiresIn(secs: number, now: number): number {
  return now + secs;
}

function whole(value: number, max: number, name: string): number {
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`${name} is ${value}, but must be a whole number from 0 to ${max}.`);
  }
  return value;
}

/** A whole number of 8 bits. */
export function u8(value: number, name: string): number {
  return whole(value, 255, name);
}

/** A whole number of 8 bits with a sign. */
export function i8(value: number, name: string): number {
  if (!Number.isInteger(value) || value < -128 || value > 127) {
    throw new RangeError(`${name} is ${value}, but must be a whole number from -128 to 127.`);
  }
  return value;
}

export function u16(value: number, name: string): number {
  return whole(value, 65_535, name);
}

export function u32(value: number, name: string): number {
  return whole(value, 4_294_967_295, name);
}

export function u64(value: bigint, name: string): BN {
  if (value < 0n || value > U64_MAX) throw new RangeError(`${name} is ${value}, but must be from 0 to ${U64_MAX}.`);
  return new BN(value.toString());
}

/** A number of 64 bits with a sign. */
export function i64(value: bigint, name: string): BN {
  if (value < -I64_MAX - 1n || value > I64_MAX) {
    throw new RangeError(`${name} is ${value}, but must fit 64 bits with a sign.`);
  }
  return new BN(value.toString());
}

/** The 32 bytes of a SHA-256. */
export function sha256(bytes: Uint8Array, name: string): number[] {
  if (bytes.length !== 32) throw new RangeError(`${name} has ${bytes.length} bytes, but a SHA-256 has 32.`);
  return [...bytes];
}

/** Unix seconds. */
export function time(value: number, name: string): BN {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} is ${value}, but must be a whole unix second.`);
  return new BN(value);
}

export function expiry(expiresTs: Expiry): BN {
  return expiresTs === 'never' ? new BN(I64_MAX.toString()) : time(expiresTs, 'expiresTs');
}

export function shape(segments: readonly ShapeSegment[]) {
  return segments.map(({ weight, span, steps, unit }) => ({
    weight: u64(weight, 'weight'),
    span: u32(span, 'span'),
    steps: u16(steps, 'steps'),
    unit: unit === 'months' ? 1 : 0,
  }));
}
