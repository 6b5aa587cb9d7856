/** The rows of a CSV text, one at a time. */
import Papa from 'papaparse';
import { OracleError } from '../oracle-error';
import { listed, shown } from '../values/shown';

/** A row below the header. */
export interface CsvRow {
  /** From 1, the header being row 1; empty lines count. */
  readonly number: number;
  /** What stands in one of the wanted columns, without spaces around it. */
  cell(column: string): string;
}

/**
 * Hands every row that is not empty to `take`. Errors: CsvInvalid for broken quotes and for rows that are
 * longer or shorter than the header, ColumnMissing, ColumnTwice.
 */
export function readRows(
  text: string,
  delimiter: string,
  columns: readonly string[],
  take: (row: CsvRow) => void,
): void {
  let number = 0;
  let places: ReadonlyMap<string, number> | undefined;
  let width = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data: cells, errors: [problem] }) => {
      number += 1;
      if (problem !== undefined) throw invalid(number, problem.message);
      if (cells.every((cell) => cell.trim() === '')) return;
      if (places === undefined) {
        width = cells.length;
        places = placesOf(cells, columns);
        return;
      }
      if (cells.length !== width) throw invalid(number, `It has ${cells.length} fields, the header ${width}`);
      const found = places;
      take({ number, cell: (column) => cells[found.get(column) ?? width]?.trim() ?? '' });
    },
  });
  if (places === undefined) throw invalid(1, 'There is no header');
}

function invalid(number: number, reason: string): OracleError {
  return new OracleError(
    'CsvInvalid',
    `Row ${number} is no row of a CSV file: ${reason}`,
    'Check the file, and that delimiter is the character between its fields.',
  );
}

function placesOf(header: readonly string[], columns: readonly string[]): Map<string, number> {
  const names = header.map((name) => name.trim());
  return new Map(
    columns.map((column) => {
      const place = names.indexOf(column);
      if (place < 0) {
        throw new OracleError(
          'ColumnMissing',
          `The file has no column ${shown(column)}`,
          `It has: ${listed(names)}.`,
        );
      }
      if (names.lastIndexOf(column) !== place)
        throw new OracleError('ColumnTwice', `The file has the column ${shown(column)} twice`, 'Rename one.');
      return [column, place];
    }),
  );
}
