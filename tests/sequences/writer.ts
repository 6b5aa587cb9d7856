/** Writes arguments as the program reads them. */
import { addressOf } from './addresses';
import type { Expiry } from './calls';
import type { Seats } from './metric';
import type { ShapeSegment } from './schedule';
import type { Name } from './state';

/** Little-endian Borsh. */
export class Writer {
  private readonly parts: Buffer[] = [];

  number(value: number | bigint, size: number): this {
    const bytes = Buffer.alloc(size);
    let rest = BigInt.asUintN(size * 8, BigInt(value));
    for (let index = 0; index < size; index += 1, rest >>= 8n) bytes[index] = Number(rest & 255n);
    return this.bytes(bytes);
  }
  flag(is: boolean): this {
    return this.number(is ? 1 : 0, 1);
  }
  bytes(bytes: Uint8Array): this {
    this.parts.push(Buffer.from(bytes));
    return this;
  }
  key(name: Name): this {
    return this.bytes(addressOf(name).bytes);
  }
  text(text: string): this {
    const bytes = Buffer.from(text);
    return this.number(bytes.length, 4).bytes(bytes);
  }
  hash(byte: number): this {
    return this.bytes(new Uint8Array(32).fill(byte));
  }
  expiry(expiresTs: Expiry): this {
    return this.number(expiresTs ?? 2n ** 63n - 1n, 8);
  }
  shape(shape: readonly ShapeSegment[]): this {
    this.number(shape.length, 4);
    for (const { weight, span, steps, months } of shape) {
      this.number(weight, 8).number(span, 4).number(steps, 2).flag(months);
    }
    return this;
  }
  seats({ attestors, threshold }: Seats): this {
    this.number(attestors.length, 4);
    for (const attestor of attestors) this.key(attestor);
    return this.number(threshold, 1);
  }
  done(): Buffer {
    return Buffer.concat(this.parts);
  }
}

/** A metric's key as its account carries it; the program judges whether it may be one. */
export function keyBytes(key: string): Uint8Array {
  const bytes = Buffer.alloc(32);
  bytes.write(key, 'latin1');
  return bytes;
}

/** Of instructions without arguments. */
export function writeNothing(): void {
  // The discriminator says it all.
}
