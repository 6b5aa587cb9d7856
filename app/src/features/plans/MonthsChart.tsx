/** What vests in each month, as stacked bars. */
import { useState, type PointerEvent } from 'react';
import { useWidth } from '@/shared/charts';
import chart from '@/shared/charts/chart.module.css';
import { fraction } from '@/shared/format';
import styles from './MonthsChart.module.css';
import { monthName, monthTotals, type MonthSeries } from './forecast';

interface Props {
  /** What the drawing shows, for those who don't see it; a table beside it tells the values. */
  readonly label: string;
  readonly series: readonly MonthSeries[];
  /** The first second after each month. */
  readonly endTs: readonly number[];
  /** An amount in words. */
  readonly amount: (baseUnits: bigint) => string;
  /** What is said while nobody points at a month. */
  readonly summary: string;
}

const HEIGHT = 260;
const MARGIN = { top: 22, bottom: 24 };
const PLOT = HEIGHT - MARGIN.top - MARGIN.bottom;
const PIXELS_PER_TICK = 90;
const GAP = 0.18;

/** The drawing; the month that is pointed at is told below it. */
export function MonthsChart({ label, series, endTs, amount, summary }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const totals = monthTotals(series, endTs.length);
  const most = totals.reduce((max, total) => (total > max ? total : max), 0n);
  const band = width / Math.max(endTs.length, 1);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const at = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / Math.max(band, 1));
    setPointed(Math.min(Math.max(at, 0), endTs.length - 1));
  };
  return (
    <figure className={styles.figure}>
      <div ref={ref} className={chart.plot} onPointerMove={point} onPointerLeave={() => setPointed(null)}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={label}>
            {pointed !== null && (
              <rect className={styles.pointed} x={pointed * band} y={MARGIN.top} width={band} height={PLOT} />
            )}
            <Axes width={width} band={band} endTs={endTs} most={most} amount={amount} />
            {series.map((each, index) => (
              <g key={each.name} fill={`var(--chart-${each.color})`}>
                {each.months.map((value, month) => (
                  <Bar
                    key={endTs[month]}
                    x={(month + GAP / 2) * band}
                    width={band * (1 - GAP)}
                    below={fraction(below(series, index, month), most)}
                    share={fraction(value, most)}
                  />
                ))}
              </g>
            ))}
          </svg>
        )}
      </div>
      <figcaption className={chart.readout}>
        {pointed === null ? summary : `${monthName(endTs[pointed] ?? 0)}: ${amount(totals[pointed] ?? 0n)}`}
      </figcaption>
    </figure>
  );
}

/** What the series under one stack up to in a month. */
function below(series: readonly MonthSeries[], index: number, month: number): bigint {
  return series.slice(0, index).reduce((sum, { months }) => sum + (months[month] ?? 0n), 0n);
}

function Bar({ x, width, below: from, share }: { x: number; width: number; below: number; share: number }) {
  if (share === 0) return null;
  return <rect x={x} width={width} y={MARGIN.top + PLOT * (1 - from - share)} height={PLOT * share} />;
}

function Axes({
  width,
  band,
  endTs,
  most,
  amount,
}: { width: number; band: number; most: bigint } & Pick<Props, 'endTs' | 'amount'>) {
  const every = Math.max(1, Math.ceil(endTs.length / Math.max(1, Math.floor(width / PIXELS_PER_TICK))));
  return (
    <>
      {[1, 0.5, 0].map((share) => (
        <line
          key={share}
          className={chart.axis}
          x1={0}
          x2={width}
          y1={MARGIN.top + PLOT * (1 - share)}
          y2={MARGIN.top + PLOT * (1 - share)}
        />
      ))}
      <text className={chart.tick} x={0} y={MARGIN.top - 6}>
        {amount(most)}
      </text>
      {endTs.map((ts, month) =>
        month % every === 0 ? (
          <text key={ts} className={chart.tick} x={month * band} y={HEIGHT - 6}>
            {monthName(ts)}
          </text>
        ) : null,
      )}
    </>
  );
}
