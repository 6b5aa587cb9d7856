/** Tables for the terminal. */
import Table from 'cli-table3';
import { stripVTControlCharacters } from 'node:util';
import wrap from 'wrap-ansi';

/** What a column takes beside its text: a blank on each side and a line. */
const FRAME = 3;
/** The least that a column's text is narrowed to. */
const LEAST = 8;

/** Rows under a header, in so many characters; where they don't fit, the widest columns are wrapped. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns = Number.POSITIVE_INFINITY,
): string {
  const [top = [], ...rest] = wrapped([head, ...rows], columns);
  const made = new Table({ head: top, style: { head: [], border: [], compact: true } });
  made.push(...rest);
  return made.toString();
}

/** Names and values, without a header. */
export function facts(
  entries: readonly (readonly [name: string, value: string, ...unknown[]])[],
  columns = Number.POSITIVE_INFINITY,
): string {
  const made = new Table({ style: { head: [], border: [], compact: true } });
  made.push(
    ...wrapped(
      entries.map(([name, value]) => [name, value]),
      columns,
    ),
  );
  return made.toString();
}

/** Statements below each other, each behind a dot, in so many characters. */
export function bullets(statements: readonly string[], columns = Number.POSITIVE_INFINITY): string[] {
  const mark = '  • ';
  return statements.map((statement) => {
    const text = wrap(statement, Math.max(LEAST, columns - mark.length - 1));
    return `${mark}${text.replaceAll('\n', `\n${' '.repeat(mark.length)}`)}`;
  });
}

/** The cells with line breaks where they are too wide. */
function wrapped(rows: readonly (readonly string[])[], columns: number): string[][] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const room = columns - 1 - FRAME * widths.length;
  const within = (cap: number) => widths.reduce((sum, width) => sum + Math.min(width, cap), 0) <= room;
  let cap = Math.max(...widths);
  while (cap > LEAST && !within(cap)) cap -= 1;
  return rows.map((row) => row.map((cell) => wrap(cell, cap, { hard: true })));
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => stripVTControlCharacters(line).length));
}
