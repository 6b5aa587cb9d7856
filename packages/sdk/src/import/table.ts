/** The file as rows with their line numbers and named fields; whether it has the right columns. */
import Papa from 'papaparse';
import { IMPORT_COLUMNS, REQUIRED_COLUMNS, type ImportColumn, type Problem } from './problem';

export interface TableRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  /** Trimmed; empty where the file has no such column. */
  readonly fields: Readonly<Record<ImportColumn, string>>;
}

export interface Table {
  readonly rows: readonly TableRow[];
  readonly problems: readonly Problem[];
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function isColumn(name: string): name is ImportColumn {
  return IMPORT_COLUMNS.some((column) => column === name);
}

/** Rows of cells; a quoted cell may go over several lines. Empty lines are left out. */
function lines(cells: readonly (readonly string[])[]): Line[] {
  let line = 1;
  const all = cells.map((row) => {
    const begin = line;
    const breaks = row.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    line += 1 + breaks;
    return { line: begin, cells: row.map((cell) => cell.trim()) };
  });
  return all.filter((row) => row.cells.some((cell) => cell !== ''));
}

const EXAMPLE = `The first line must name the columns: ${REQUIRED_COLUMNS.join(',')} and, if wanted, withholding_bps,label.`;

function checkHeader({ line, cells }: Line): Problem[] {
  const names = cells.map((cell) => cell.toLowerCase());
  const missing = REQUIRED_COLUMNS.filter((column) => !names.includes(column));
  return [
    ...missing.map((column) => ({
      line,
      column,
      value: '',
      message: 'The header has no such column',
      remedy: EXAMPLE,
    })),
    ...names.flatMap((name, index): Problem[] => {
      const value = cells[index] ?? '';
      if (!isColumn(name)) {
        const remedy = `Remove or rename it; the columns are ${IMPORT_COLUMNS.join(', ')}.`;
        return [{ line, column: name === '' ? `${index + 1}` : name, value, message: 'The column is unknown', remedy }];
      }
      if (names.indexOf(name) === index) return [];
      return [{ line, column: name, value, message: 'The column is there twice', remedy: 'Remove one of them.' }];
    }),
  ];
}

function named(header: readonly string[], { line, cells }: Line): TableRow {
  const at = (column: ImportColumn): string => cells[header.indexOf(column)] ?? '';
  return {
    line,
    fields: {
      grant_id: at('grant_id'),
      beneficiary: at('beneficiary'),
      amount: at('amount'),
      start: at('start'),
      schedule: at('schedule'),
      withholding_bps: at('withholding_bps'),
      label: at('label'),
    },
  };
}

/** Reads the text of a CSV file: comma, semicolon or tab. With a wrong header there are no rows. */
export function readTable(text: string): Table {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimitersToGuess: [',', ';', '\t'] });
  const all = lines(parsed.data);
  const quotes = parsed.errors
    .filter(({ type }) => type === 'Quotes')
    .map(({ row = 0, message }): Problem => {
      const line = lines(parsed.data.slice(0, row + 1)).at(-1)?.line ?? 1;
      return { line, column: null, value: '', message, remedy: 'Close the quotes, and write "" for a quote inside.' };
    });
  const [header, ...body] = all;
  if (header === undefined) {
    return {
      rows: [],
      problems: [{ line: null, column: null, value: '', message: 'The file is empty', remedy: EXAMPLE }],
    };
  }
  const problems = [...checkHeader(header), ...quotes];
  if (problems.length > 0) return { rows: [], problems };
  const width = header.cells.length;
  const uneven = body
    .filter(({ cells }) => cells.length !== width)
    .map(({ line, cells }): Problem => {
      const message = `The line has ${cells.length} fields, the header ${width}`;
      const remedy = 'Give every line as many fields as the header; put a field with a comma into quotes.';
      return { line, column: null, value: cells.join(','), message, remedy };
    });
  if (body.length === 0) {
    const remedy = 'Write one line for each grant below the header.';
    return { rows: [], problems: [{ line: null, column: null, value: '', message: 'The file has no grants', remedy }] };
  }
  const names = header.cells.map((cell) => cell.toLowerCase());
  return { rows: body.filter(({ cells }) => cells.length === width).map((row) => named(names, row)), problems: uneven };
}
