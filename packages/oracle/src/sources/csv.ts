/** A column of a CSV file over a time window: API usage, latencies, revenue. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { readWhole } from '../access/file';
import { instant, path, word } from '../fields';
import { readRows, type CsvRow } from '../formats/csv-rows';
import { textOf } from '../formats/json';
import { OracleError } from '../oracle-error';
import type { Source } from '../source';
import {
  addDecimals,
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
    minus: z
      .array(word)
      .default([])
      .describe('Columns that are subtracted from it in each row, such as refunds'),
    style: z
      .enum(['1234.56', '1,234.56', '1.234,56'])
      .default('1234.56')
      .describe('How the file writes numbers'),
    where: z
      .array(z.strictObject({ column: word, equals: z.string() }))
      .default([])
      .describe('Only rows in which each of these columns holds exactly this text'),
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
  .refine(
    ({ timestamp, from, to }) => (timestamp === undefined) === (from === undefined && to === undefined),
    { path: ['timestamp'], error: 'must be set where from or to is, and only there' },
  )
  .refine(
    ({ from, to }) => from === undefined || to === undefined || readInstant(from, '') < readInstant(to, ''),
    {
      path: ['to'],
      error: 'must be after from',
    },
  )
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

function measured(text: string, settings: CsvSettings): Decimal {
  const { value, column, minus, where, timestamp, delimiter, style } = settings;
  const filters = where.map((filter) => filter.column);
  const columns = [...filters, timestamp?.column, column, ...minus].filter((name) => name !== undefined);
  const passes = filterOf(settings);
  const numbers: Decimal[] = [];
  let count = 0;
  let sum = wholeDecimal(0);
  readRows(text, delimiter, columns, (row) => {
    if (!passes(row)) return;
    count += 1;
    if (column === undefined) return;
    const cell = (name: string) => numberIn(row, name, style);
    const number = minus.map(cell).map(negated).reduce(addDecimals, cell(column));
    if (value === 'sum') sum = addDecimals(sum, number);
    else numbers.push(number);
  });
  if (value === 'count') return wholeDecimal(count);
  return value === 'sum' ? sum : percentile(numbers, value);
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

/** Whether a row passes the filters and lies in the window `[from, to)`. */
function filterOf({ where, timestamp, from, to }: CsvSettings): (row: CsvRow) => boolean {
  const begin = from === undefined ? -Infinity : readInstant(from, 'from');
  const end = to === undefined ? Infinity : readInstant(to, 'to');
  return (row) => {
    if (!where.every(({ column, equals }) => row.cell(column) === equals)) return false;
    if (timestamp === undefined) return true;
    const { column, format } = timestamp;
    const ts = readTimestamp(row.cell(column), format, `${column} in row ${row.number}`);
    return ts >= begin && ts < end;
  };
}

/** Nearest rank: the smallest number that at least `p` percent of them do not exceed. */
function percentile(numbers: readonly Decimal[], p: string): Decimal {
  const exponent = numbers.reduce((least, number) => Math.min(least, number.exponent), 0);
  const sorted = numbers
    .map((number) => unitsOf(number, exponent))
    .sort((a, b) => (a < b ? -1 : Number(a > b)));
  const thousandths = Number(unitsOf(decimalOf(p.slice(1), 'The percentile'), -3));
  const digits = sorted[Math.ceil((thousandths * sorted.length) / 100_000) - 1];
  if (digits !== undefined) return { digits, exponent };
  throw new OracleError(
    'NoRows',
    `No row is in the window and passes the filters, so there is no ${p}`,
    'Check from, to and where.',
  );
}
