/** The shared vectors; the format is told in tests/vectors/README.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Segment } from '../../packages/sdk/src/math';

interface SegmentRow {
  amount: string;
  span: number;
  steps: number;
  unit: 'seconds' | 'months';
}

interface ScheduleVector {
  name: string;
  start_ts: number;
  end_ts: number;
  total: string;
  segments: SegmentRow[];
  unlock?: { start_ts: number; end_ts: number; segments: SegmentRow[] };
  states: {
    timeline: {
      stop_ts: number | null;
      paused_secs: number;
      pause: { since_ts: number; limit_secs: number } | null;
    };
    retained: { grant: number; plan_now: number; plan_at_issue: number };
    claimed: string;
    points: PointRow[];
  }[];
}

interface PointRow {
  t: number;
  curve_ts?: number;
  curve?: string;
  vested: string;
  unlocked?: string;
  claimable?: string;
}

interface Withholding {
  name: string;
  sum: string;
  claims: { gross: string; bps: number; carry: number; withheld: string; next_carry: number }[];
}

interface Apportioning {
  name: string;
  total: string;
  weight_sum: string;
  parts: { before: string; weight: string; part: string }[];
}

interface Tranche {
  name: string;
  total: string;
  curve: string;
  grant_at_issue: number;
  grant_now: number;
  plan_at_issue: number;
  plan_now: number;
  vested: string;
}

interface Median {
  name: string;
  values: string[];
  higher: string;
  lower: string;
}

interface Payout {
  name: string;
  better: 'higher' | 'lower';
  target_amount: string;
  threshold: string;
  target: string;
  maximum: string;
  threshold_bps: number;
  max_bps: number;
  max_amount: string;
  points: { value: string; payout: string }[];
}

interface Kinds {
  schedules: ScheduleVector;
  refusals: { name: string; error: string; start_ts: number; total: string; segments: SegmentRow[] };
  factors: { retained: number; acceleration_bps: number; after: number };
  withholding: Withholding;
  apportioning: Apportioning;
  tranches: Tranche;
  medians: Median;
  payouts: Payout;
}

const folder = join(__dirname, '..', 'vectors');

function isOfKind<K extends keyof Kinds>(file: unknown, kind: K): file is { vectors: Kinds[K][] } {
  return typeof file === 'object' && file !== null && 'kind' in file && file.kind === kind;
}

/** All vectors of one kind, from whichever file holds them. */
export function read<K extends keyof Kinds>(kind: K): Kinds[K][] {
  const found: Kinds[K][] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const file: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    if (isOfKind(file, kind)) found.push(...file.vectors);
  }
  return found;
}

/** Segments as the SDK has them. */
export function segmentsOf(rows: readonly SegmentRow[]): Segment[] {
  return rows.map(({ amount, span, steps, unit }) => ({ amount: BigInt(amount), span, steps, unit }));
}
