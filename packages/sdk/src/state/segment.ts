/** Schedules as accounts carry them. */
import type { PublicKey } from '@solana/web3.js';
import { Layout, type Struct } from '../program/layout';
import type { Segment } from '../math';
import { StateError } from './account';

const SEGMENT = new Layout('segment');

/** Bytes of one stored segment. */
export const SEGMENT_SIZE = SEGMENT.size;

export function toSegment(address: PublicKey, { amount, span, steps, unit }: Struct<'segment'>): Segment {
  if (unit > 1) throw new StateError('Malformed', address, `has a segment of an unknown unit (${unit}).`);
  return { amount, span, steps, unit: unit === 1 ? 'months' : 'seconds' };
}

/** Reads segments to the end of the bytes. */
export function readSegments(address: PublicKey, tail: Uint8Array): Segment[] {
  const count = tail.length / SEGMENT_SIZE;
  return Array.from({ length: count }, (_, index) => toSegment(address, SEGMENT.read(tail, index * SEGMENT_SIZE)));
}
