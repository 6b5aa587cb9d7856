import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Segment, ShapeSegment } from '@tenure/sdk';

/** The shared vectors, as far as the program can be driven by them; the format is told in tests/vectors/README.md. */
type SegmentRow = { amount: string; span: number; steps: number; unit: Segment['unit'] };
export type ScheduleRow = {
  name: string;
  start_ts: number;
  end_ts: number;
  total: string;
  segments: SegmentRow[];
  unlock?: { start_ts: number; segments: SegmentRow[] };
  states: StateRow[];
};
export type StateRow = {
  after: string;
  from: string;
  timeline: { stop_ts: number | null; pause: object | null };
  retained: { plan_now: number; plan_at_issue: number };
  points: { t: number; vested: string; unlocked?: string }[];
};
type RefusalRow = { name: string; error: string; start_ts: number; total: string; segments: SegmentRow[] };
type ApportioningRow = { name: string; total: string; parts: { weight: string; part: string }[] };

type Kinds = { schedules: ScheduleRow; refusals: RefusalRow; apportioning: ApportioningRow };

function isOfKind<K extends keyof Kinds>(file: unknown, kind: K): file is { vectors: Kinds[K][] } {
  return typeof file === 'object' && file !== null && 'kind' in file && file.kind === kind;
}

/** One file of tests/vectors, which must be of this kind. */
export function vectors<K extends keyof Kinds>(kind: K, file: string): Kinds[K][] {
  const read: unknown = JSON.parse(readFileSync(join(__dirname, '../vectors', `${file}.json`), 'utf8'));
  if (!isOfKind(read, kind)) throw new Error(`${file}.json is not of the kind ${kind}`);
  return read.vectors;
}

/** A vector's segments as a shape whose weights are the amounts. */
export function shapeOf(segments: SegmentRow[]): ShapeSegment[] {
  return segments.map(({ amount, span, steps, unit }) => ({ weight: BigInt(amount), span, steps, unit }));
}

/** The same as a schedule. */
export function segmentsOf(segments: SegmentRow[]): Segment[] {
  return segments.map(({ amount, span, steps, unit }) => ({ amount: BigInt(amount), span, steps, unit }));
}
