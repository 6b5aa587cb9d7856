/** Numbers that a seed decides. */
import { createHash } from 'node:crypto';

export class Random {
  private state: number;

  /** Equal parts, equal numbers. */
  constructor(...parts: readonly (string | number)[]) {
    this.state = createHash('sha256').update(parts.join('/')).digest().readUInt32LE();
  }

  /** Another generator, the same for the same number. */
  fork(number: number): Random {
    return new Random('fork', number);
  }

  /** From 0 to below 1: the generator "mulberry32". */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** True so many times in a hundred. */
  percent(share: number): boolean {
    return this.fraction() * 100 < share;
  }

  /** One of these. */
  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.fraction() * list.length)];
    if (found === undefined) throw new RangeError('There is nothing to choose from.');
    return found;
  }

  /** One of these, or undefined where there are none. */
  any<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : this.pick(list);
  }

  /** One of these, in proportion to their weights. */
  weighted<T>(list: readonly (readonly [weight: number, item: T])[]): T {
    let left = this.fraction() * list.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, item] of list) {
      left -= weight;
      if (left < 0) return item;
    }
    throw new RangeError('There is nothing to choose from.');
  }

  /** From `least` to `most`, small numbers as likely as large ones. */
  magnitude(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.fraction());
  }
}
