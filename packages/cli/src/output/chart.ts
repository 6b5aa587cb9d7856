/** A schedule as a drawing: time from left to right, what has vested from bottom to top. */
import { date, tokens } from './values';

/** What is drawn; amounts are base units, times unix seconds. */
export interface Chart {
  /** What the curve gives at a time; never falls. */
  readonly at: (ts: number) => bigint;
  readonly fromTs: number;
  readonly toTs: number;
  /** What the top line stands for. */
  readonly total: bigint;
  /** A second curve below the first, such as what was claimed or unlocked; drawn full instead of shaded. */
  readonly inner?: ((ts: number) => bigint) | undefined;
  /** Marked below the axis where it lies within the drawing. */
  readonly nowTs?: number | undefined;
  readonly decimals: number;
}

const EIGHTHS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const SHADE = '░';

/** Eighths of a line that a value fills, of `height` lines. */
function eighths(value: bigint, total: bigint, height: number): number {
  return total === 0n ? 0 : Number((value * BigInt(height * 8)) / total);
}

/** The drawing in lines of at most `columns` characters. */
export function chart(input: Chart, columns: number, height = 8): string[] {
  const { at, inner, fromTs, toTs, total, nowTs, decimals } = input;
  const top = tokens(total, decimals);
  const margin = Math.max(top.length, 1) + 1;
  const width = Math.max(20, Math.min(columns - margin - 2, 72));
  const last = width - 1;
  const timeOf = (column: number): number => Math.floor(fromTs + ((toTs - fromTs) * column) / last);
  const outer = Array.from({ length: width }, (_, column) => eighths(at(timeOf(column)), total, height));
  const filled = Array.from({ length: width }, (_, column) =>
    inner === undefined ? (outer[column] ?? 0) : eighths(inner(timeOf(column)), total, height),
  );
  const lines: string[] = [];
  for (let row = height - 1; row >= 0; row -= 1) {
    const cells = outer.map((value, column) => {
      const full = Math.min(8, Math.max(0, (filled[column] ?? 0) - row * 8));
      if (full > 0) return EIGHTHS[full] ?? ' ';
      return value - row * 8 >= 4 ? SHADE : ' ';
    });
    const label = row === height - 1 ? top : '';
    lines.push(`${label.padStart(margin - 1)} │${cells.join('')}`.trimEnd());
  }
  lines.push(`${'0'.padStart(margin - 1)} └${'─'.repeat(width)}`);
  lines.push(...axis(input, margin + 1, width));
  if (nowTs !== undefined && nowTs >= fromTs && nowTs <= toTs && toTs > fromTs) {
    const column = Math.round(((nowTs - fromTs) * last) / (toTs - fromTs));
    // Left of its place where there is no room to the right of it.
    const roomy = column + '▲ now'.length <= width;
    lines.push(`${' '.repeat(margin + 1 + (roomy ? column : column - 4))}${roomy ? '▲ now' : 'now ▲'}`);
  }
  return lines;
}

function axis({ fromTs, toTs }: Chart, indent: number, width: number): string[] {
  const whole = [date(fromTs), date(toTs)];
  // Without the time of day where both have no room.
  const [from = '', to = ''] = whole.join(' ').length <= width ? whole : whole.map((each) => each.slice(0, 10));
  const gap = Math.max(1, width - from.length - to.length);
  return [`${' '.repeat(indent)}${from}${' '.repeat(gap)}${to}`];
}

/** A share as a bar of `width` characters. */
export function bar(part: bigint, whole: bigint, width = 24): string {
  const full = whole === 0n ? 0 : Number((part * BigInt(width * 8)) / whole);
  const blocks = '█'.repeat(Math.floor(full / 8));
  const rest = full % 8 === 0 ? '' : ['▏', '▎', '▍', '▌', '▋', '▊', '▉'][(full % 8) - 1];
  return `${blocks}${rest}`.padEnd(width, '·');
}

/** The same with a mark where enough is reached: `████┃····`. One character wider. */
export function gauge(part: bigint, whole: bigint, enough: bigint, width = 24): string {
  const drawn = bar(part, whole, width);
  const at = whole === 0n ? width : Math.min(width, Number((enough * BigInt(width)) / whole));
  return `${drawn.slice(0, at)}┃${drawn.slice(at)}`;
}
