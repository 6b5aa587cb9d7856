/** Shares of a whole over time, drawn in SVG. */
import { scaleLinear, scaleTime } from 'd3-scale';
import { area, line } from 'd3-shape';
import { useState, type PointerEvent } from 'react';
import { day } from '@/shared/format';
import chart from './chart.module.css';
import styles from './TimeChart.module.css';
import { useWidth } from './useWidth';

/** A point of a curve; only its place is drawn with it, never an amount told. */
export interface Point {
  /** Unix seconds. */
  readonly ts: number;
  /** From 0 to 1. */
  readonly share: number;
}

/** A curve. */
export interface Series {
  readonly name: string;
  /** Shaded below, filled below, or a dashed line. */
  readonly kind: 'area' | 'full' | 'dashed';
  readonly color: 1 | 2 | 3 | 4 | 5;
  readonly points: readonly Point[];
}

interface Props {
  /** What the drawing shows, for those who don't see it; a table beside it tells the values. */
  readonly label: string;
  readonly series: readonly Series[];
  readonly fromTs: number;
  readonly toTs: number;
  readonly nowTs: number;
  /** What the top and the middle line stand for. */
  readonly top: string;
  readonly middle: string;
  /** The exact values at a time, for whoever points at it. */
  readonly readout: (ts: number) => string;
}

const HEIGHT = 260;
const MARGIN = { top: 36, right: 8, bottom: 24, left: 8 };
const PIXELS_PER_TICK = 110;
const EDGE = 36;

function color(index: Series['color']): string {
  return `var(--chart-${index})`;
}

/** The drawing with its legend; what is pointed at is told below it. */
export function TimeChart(props: Props) {
  const { series, label, readout } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const x = scaleTime()
    .domain([props.fromTs * 1_000, props.toTs * 1_000])
    .range([MARGIN.left, Math.max(width - MARGIN.right, MARGIN.left + 1)]);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const ts = Math.floor(x.invert(at).getTime() / 1_000);
    setPointed(Math.min(Math.max(ts, props.fromTs), props.toTs));
  };
  const shownTs = pointed ?? props.nowTs;
  return (
    <figure className={styles.figure}>
      <div ref={ref} className={chart.plot} onPointerMove={point} onPointerLeave={() => setPointed(null)}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={label}>
            <Plot {...props} width={width} x={x} pointed={pointed} />
          </svg>
        )}
      </div>
      <figcaption className={styles.figure}>
        <div className={chart.readout}>
          {pointed === null ? 'Today' : day(shownTs)}: {readout(shownTs)}
        </div>
        <div className={styles.legend}>
          {series.map((each) => (
            <Key key={each.name} series={each} />
          ))}
        </div>
      </figcaption>
    </figure>
  );
}

function Key({ series: { name, kind, color: index } }: { series: Series }) {
  return (
    <span className={styles.key}>
      <svg width="18" height="12" aria-hidden="true">
        {kind === 'dashed' ? (
          <line className={`${styles.line} ${styles.dashed}`} x1="0" y1="6" x2="18" y2="6" stroke={color(index)} />
        ) : (
          <rect className={styles[kind]} width="18" height="12" rx="3" fill={color(index)} />
        )}
        {kind === 'area' && <line className={styles.line} x1="0" y1="1" x2="18" y2="1" stroke={color(index)} />}
      </svg>
      {name}
    </span>
  );
}

/** Words near an edge stay within the drawing. */
function anchorAt(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x < EDGE) return 'start';
  return x > width - EDGE ? 'end' : 'middle';
}

type Scale = ReturnType<typeof scaleTime<number, number>>;

function Plot({
  series,
  nowTs,
  fromTs,
  toTs,
  top,
  middle,
  width,
  x,
  pointed,
}: Props & { width: number; x: Scale; pointed: number | null }) {
  const y = scaleLinear()
    .domain([0, 1])
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const xOf = (ts: number) => x(ts * 1_000);
  const areaOf = area<Point>()
    .x(({ ts }) => xOf(ts))
    .y0(y(0))
    .y1(({ share }) => y(share));
  const lineOf = line<Point>()
    .x(({ ts }) => xOf(ts))
    .y(({ share }) => y(share));
  const ticks = x.ticks(Math.max(2, Math.floor(width / PIXELS_PER_TICK)));
  const format = x.tickFormat();
  const now = nowTs >= fromTs && nowTs <= toTs ? xOf(nowTs) : undefined;
  const right = width - MARGIN.right;
  return (
    <>
      {[1, 0.5, 0].map((share) => (
        <line key={share} className={chart.axis} x1={MARGIN.left} x2={right} y1={y(share)} y2={y(share)} />
      ))}
      {series.map(({ name, kind, color: index, points }) => (
        <g key={name}>
          {kind !== 'dashed' && <path className={styles[kind]} d={areaOf([...points]) ?? ''} fill={color(index)} />}
          {kind !== 'full' && (
            <path
              className={kind === 'dashed' ? `${styles.line} ${styles.dashed}` : styles.line}
              d={lineOf([...points]) ?? ''}
              stroke={color(index)}
            />
          )}
        </g>
      ))}
      <text className={chart.tick} x={MARGIN.left} y={y(1) - 6}>
        {top}
      </text>
      <text className={chart.tick} x={MARGIN.left} y={y(0.5) - 6}>
        {middle}
      </text>
      {ticks.map((tick) => (
        <text
          key={tick.getTime()}
          className={chart.tick}
          x={x(tick)}
          y={HEIGHT - 6}
          textAnchor={anchorAt(x(tick), width)}
        >
          {format(tick)}
        </text>
      ))}
      {pointed !== null && <line className={styles.cursor} x1={xOf(pointed)} x2={xOf(pointed)} y1={y(1)} y2={y(0)} />}
      {now !== undefined && (
        <>
          <line className={styles.today} x1={now} x2={now} y1={y(1)} y2={y(0)} />
          <text className={styles.todayText} x={now} y={10} textAnchor={anchorAt(now, width)}>
            Today
          </text>
        </>
      )}
    </>
  );
}
