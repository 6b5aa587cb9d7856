/** The curve of a schedule, drawn while it is typed. */
import {
  checkSchedule,
  curve,
  explainSchedule,
  ScheduleError,
  segmentsOf,
  type Segment,
  type ShapeSegment,
} from '@tenure/sdk';
import { useMemo } from 'react';
import { useTokenText, type Token } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { TimeChart, type Series } from '@/shared/charts';
import { Card, Facts, Muted, Time } from '@/shared/ui';
import { chartEnd, schedulePoints } from './schedulePoints';

interface Props {
  readonly token: Token;
  /** What is known of the schedule; undefined while a field is not right yet. */
  readonly shape: readonly ShapeSegment[] | undefined;
  readonly startTs: number | undefined;
  /** Base units; a stand-in is drawn while it is not known. */
  readonly total: bigint | undefined;
}

interface Drawn {
  readonly segments: readonly Segment[];
  readonly total: bigint;
  readonly endTs: number;
}

/** The schedule of a total, or undefined where the program would refuse it. */
function drawn(shape: readonly ShapeSegment[], total: bigint, startTs: number): Drawn | undefined {
  try {
    const segments = segmentsOf(shape, total);
    return { segments, total, endTs: checkSchedule(startTs, segments, total) };
  } catch (failure) {
    if (failure instanceof ScheduleError) return undefined;
    throw failure;
  }
}

/** Live chart, words and dates. */
export function ScheduleChart({ token, shape, startTs, total }: Props) {
  const now = useNow(60);
  const begins = startTs ?? now;
  const amount = total ?? 10n ** BigInt(token.decimals) * 100n;
  const known = useMemo(
    () => (shape === undefined ? undefined : drawn(shape, amount, begins)),
    [shape, amount, begins],
  );
  if (shape === undefined || known === undefined) {
    return (
      <Card title="Over time">
        <Muted>The curve is drawn here as soon as the schedule is complete.</Muted>
      </Card>
    );
  }
  return (
    <Card title="Over time">
      <Curve token={token} begins={begins} known={known} now={now} stated={total !== undefined} />
      <p>{explainSchedule(shape)}.</p>
      <Facts
        facts={[
          { name: 'Begins', value: <Time ts={begins} /> },
          { name: 'All vested by', value: <Time ts={known.endTs} /> },
        ]}
      />
    </Card>
  );
}

function Curve({
  token,
  begins,
  known,
  now,
  stated,
}: {
  token: Token;
  begins: number;
  known: Drawn;
  now: number;
  stated: boolean;
}) {
  const text = useTokenText();
  const { segments, total, endTs } = known;
  const points = useMemo(() => schedulePoints(begins, endTs, segments, total), [begins, endTs, segments, total]);
  const series: Series[] = [{ name: 'Vested', kind: 'area', color: 1, points }];
  return (
    <TimeChart
      label="What vests over time by this schedule. The sentence below says it in words."
      series={series}
      fromTs={begins}
      toTs={chartEnd(begins, endTs)}
      nowTs={now}
      top={stated ? text(total, token) : '100 %'}
      middle="50 %"
      readout={(ts) => {
        const vested = curve(begins, segments, ts);
        return stated ? `${text(vested, token)} vested` : `${(vested * 100n) / total} % vested`;
      }}
    />
  );
}
