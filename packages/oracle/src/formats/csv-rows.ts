/** The rows of a CSV text, one at a time. */
import Papa from 'papaparse';
import { OracleError } from '../oracle-error';
import { listed, shown } from '../values/shown';

/** A row below the header. */
export interface CsvRow {
  /** From 1, the header being row 1; empty lines count. */
  readonly number: number;
  /** All that stands in it, without spaces around. */
  readonly cells: readonly string[];
  /** What stands in one of the wanted columns. */
  cell(column: string): string;
  /** What stands in all columns but these. */
  besides(columns: readonly string[]): readonly string[];
}

/**
 * Hands every row that is not empty to `take`. Errors: CsvInvalid for broken quotes, for rows that are longer
 * or shorter than the header and for one that repeats it, ColumnMissing, ColumnTwice.
 */
export function readRows(
  text: string,
  delimiter: string,
  columns: readonly string[],
  take: (row: CsvRow) => void,
): void {
  let number = 0;
  let header: readonly string[] | undefined;
  let places: ReadonlyMap<string, number> = new Map();
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors: [problem] }) => {
      number += 1;
      if (problem !== undefined) throw invalid(number, problem.message);
      const cells = data.map((cell) => cell.trim());
      if (cells.every((cell) => cell === '')) return;
      if (header === undefined) {
        header = cells;
        places = placesOf(cells, columns);
        return;
      }
      const width = header.length;
      if (cells.length !== width) throw invalid(number, `It has ${cells.length} fields, the header ${width}`);
      const isHeader = header.every((name, place) => name === cells[place]);
      if (isHeader) throw invalid(number, 'It repeats the header, so two files were joined');
      const placeOf = (column: string) => places.get(column) ?? width;
      take({
        number,
        cells,
        cell: (column) => cells[placeOf(column)] ?? '',
        besides: (others) => cells.filter((_, place) => !others.map(placeOf).includes(place)),
      });
    },
  });
  if (header === undefined) throw invalid(1, 'There is no header');
}

function invalid(number: number, reason: string): OracleError {
  return new OracleError(
    'CsvInvalid',
    `Row ${number} is no row of a CSV file: ${reason}`,
    'Check the file, and that delimiter is the character between its fields.',
  );
}

function placesOf(names: readonly string[], columns: readonly string[]): Map<string, number> {
  return new Map(
    columns.map((column) => {
      const place = names.indexOf(column);
      if (place < 0) {
        throw new OracleError('ColumnMissing', `The file has no column ${shown(column)}`, `It has: ${listed(names)}.`);
      }
      if (names.lastIndexOf(column) !== place)
        throw new OracleError('ColumnTwice', `The file has the column ${shown(column)} twice`, 'Rename one.');
      return [column, place];
    }),
  );
}
