/** A column of a CSV file over a time window: API usage, latencies, revenue. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { readWhole } from '../access/file';
import { instant, path, word } from '../fields';
import { readRows, type CsvRow } from '../formats/csv-rows';
import { DuplicateRows } from '../formats/duplicate-rows';
import { textOf } from '../formats/json';
import { isTotalLabel } from '../formats/total-label';
import { OracleError } from '../oracle-error';
import type { Source } from '../source';
import {
  addDecimals,
  compareDecimals,
  decimalOf,
  negated,
  parseDecimal,
  unitsOf,
  wholeDecimal,
  type Decimal,
} from '../values/decimal';
import { shown } from '../values/shown';
import { readInstant, readTimestamp, timestampFormat } from '../values/timestamp';

const VALUE = /^(?:sum|count|p(?!0+(?:\.0+)?$)(?:\d{1,2}(?:\.\d{1,3})?|100))$/;

export const csvSettings = z
  .strictObject({
    kind: z.literal('csv'),
    file: path.describe('A CSV file in UTF-8 whose first row names the columns'),
    delimiter: z.enum([',', ';', '\t', '|']).default(','),
    value: z
      .string()
      .regex(VALUE, 'must be sum, count, or p1 to p100')
      .describe('The sum of a column, the number of rows, or a percentile of a column by nearest rank'),
    column: word.optional().describe('The column of sums and percentiles'),
    minus: z.array(word).default([]).describe('Columns that are subtracted from it in each row, such as refunds'),
    style: z.enum(['1234.56', '1,234.56', '1.234,56']).default('1234.56').describe('How the file writes numbers'),
    where: z
      .array(z.strictObject({ column: word, equals: z.string() }))
      .default([])
      .describe('Only rows in which each of these columns holds exactly this text'),
    totals: z
      .enum(['refuse', 'skip', 'count'])
      .default('refuse')
      .describe('Rows that are the total of others: refuse the file, leave them out, or take them as data'),
    duplicates: z
      .enum(['refuse', 'once', 'count'])
      .default('refuse')
      .describe('Rows that are the same in every column: refuse the file, count each once, or count all'),
    timestamp: z
      .strictObject({ column: word, format: timestampFormat.default('iso') })
      .optional()
      .describe('The column that says when a row happened; needed for a window'),
    from: instant.optional().describe('Only rows from this second on'),
    to: instant.optional().describe('Only rows before this second'),
    observed: z
      .enum(['to', 'modified', 'now'])
      .describe('When it was so: the end of the window, the last change of the file, or now'),
  })
  .refine(({ column, minus }) => column !== undefined || minus.length === 0, {
    path: ['minus'],
    error: 'must be set only with a column',
  })
  .refine(({ value, column }) => (value === 'count') === (column === undefined), {
    path: ['column'],
    error: 'must be set for sums and percentiles, and only for them',
  })
  .refine(({ timestamp, from, to }) => (timestamp === undefined) === (from === undefined && to === undefined), {
    path: ['timestamp'],
    error: 'must be set where from or to is, and only there',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || readInstant(from, '') < readInstant(to, ''), {
    path: ['to'],
    error: 'must be after from',
  })
  .refine(({ observed, to }) => observed !== 'to' || to !== undefined, {
    path: ['observed'],
    error: 'must not be to where the window has no to',
  });

export type CsvSettings = z.infer<typeof csvSettings>;

export function csv(settings: CsvSettings): Source {
  return {
    async collect({ directory }) {
      const { bytes, modifiedTs } = await readWhole(resolve(directory, settings.file));
      return { evidence: bytes, modifiedTs };
    },
    compute(evidence) {
      const { observed, to } = settings;
      return {
        number: measured(textOf(evidence, 'The CSV file'), settings),
        observed: observed === 'to' ? readInstant(to ?? '', 'to') : observed,
      };
    },
  };
}

/** What was added up so far. The last row is apart: it may be the total of those before. */
interface Tally {
  count: number;
  /** Of all rows but the last. */
  sum: Decimal;
  last: { row: CsvRow; number: Decimal } | undefined;
}

function measured(text: string, settings: CsvSettings): Decimal {
  const { value, column, minus, style, totals } = settings;
  const tally: Tally = { count: 0, sum: wholeDecimal(0), last: undefined };
  const numbers: Decimal[] = [];
  readCounted(text, settings, (row) => {
    tally.count += 1;
    if (column === undefined) return;
    const cell = (name: string) => numberIn(row, name, style);
    const number = minus.map(cell).map(negated).reduce(addDecimals, cell(column));
    if (tally.last !== undefined) tally.sum = addDecimals(tally.sum, tally.last.number);
    tally.last = { row, number };
    if (value !== 'sum') numbers.push(number);
  });
  const { count, sum, last } = tally;
  if (column === undefined) return wholeDecimal(count);
  const others = last?.row.besides([column, ...minus]) ?? [];
  const isBare = others.length > 0 && others.every((cell) => cell === '');
  const isTotal = last !== undefined && count > 1 && isBare && compareDecimals(last.number, sum) === 0;
  if (isTotal && totals === 'refuse') throw totalRow(last.row, 'holds nothing but the sum of those above');
  const isLeftOut = isTotal && totals === 'skip';
  if (value !== 'sum') return percentile(isLeftOut ? numbers.slice(0, -1) : numbers, value);
  return last === undefined || isLeftOut ? sum : addDecimals(sum, last.number);
}

function numberIn(row: CsvRow, column: string, style: CsvSettings['style']): Decimal {
  const text = row.cell(column);
  const number = parseDecimal(plainNumber(text, style));
  if (number !== undefined) return number;
  throw new OracleError(
    'NotANumber',
    `${column} in row ${row.number} is ${shown(text)}, not a number like ${style}`,
    'Set style to how the file writes numbers, or leave such rows out with where.',
  );
}

/** A number without separators of thousands and with a point; what is not in the style is left as it is. */
function plainNumber(text: string, style: CsvSettings['style']): string {
  if (style === '1234.56') return text;
  const pointed = style === '1,234.56' ? text : text.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
  return /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(pointed) ? pointed.replaceAll(',', '') : pointed;
}

/**
 * Hands on the rows that count: those that pass the filters, are no total of others, lie in the window
 * `[from, to)` and, where that is set, are the first of their like. Errors: those of reading rows,
 * TimestampInvalid, TotalRow, RowsTwice.
 */
function readCounted(text: string, settings: CsvSettings, take: (row: CsvRow) => void): void {
  const { column, minus, where, timestamp, delimiter, totals, duplicates } = settings;
  const filters = where.map((filter) => filter.column);
  const columns = [...filters, timestamp?.column, column, ...minus].filter((name) => name !== undefined);
  const isInWindow = windowOf(settings);
  const twice = new DuplicateRows();
  readRows(text, delimiter, columns, (row) => {
    if (!where.every((filter) => row.cell(filter.column) === filter.equals)) return;
    // Before its time is read: a total has none.
    const label = totals === 'count' ? undefined : row.cells.find(isTotalLabel);
    if (label !== undefined && totals === 'refuse') throw totalRow(row, `is called ${shown(label)}`);
    if (label !== undefined || !isInWindow(row)) return;
    const isRepeated = duplicates !== 'count' && twice.add(row);
    if (!isRepeated) take(row);
  });
  if (duplicates === 'refuse') twice.checkNone();
}

function totalRow({ number }: CsvRow, why: string): OracleError {
  return new OracleError(
    'TotalRow',
    `Row ${number} is a total of others: it ${why}`,
    'Remove it, or set totals to skip (such rows are left out) or count (they are data).',
  );
}

function windowOf({ timestamp, from, to }: CsvSettings): (row: CsvRow) => boolean {
  if (timestamp === undefined) return () => true;
  const { column, format } = timestamp;
  const begin = from === undefined ? -Infinity : readInstant(from, 'from');
  const end = to === undefined ? Infinity : readInstant(to, 'to');
  return (row) => {
    const ts = readTimestamp(row.cell(column), format, `${column} in row ${row.number}`);
    return ts >= begin && ts < end;
  };
}

/** Nearest rank: the smallest number that at least `p` percent of them do not exceed. */
function percentile(numbers: readonly Decimal[], p: string): Decimal {
  const exponent = numbers.reduce((least, number) => Math.min(least, number.exponent), 0);
  const sorted = numbers.map((number) => unitsOf(number, exponent)).sort((a, b) => (a < b ? -1 : Number(a > b)));
  const thousandths = Number(unitsOf(decimalOf(p.slice(1), 'The percentile'), -3));
  const digits = sorted[Math.ceil((thousandths * sorted.length) / 100_000) - 1];
  if (digits !== undefined) return { digits, exponent };
  throw new OracleError(
    'NoRows',
    `No row is in the window and passes the filters, so there is no ${p}`,
    'Check from, to and where.',
  );
}
