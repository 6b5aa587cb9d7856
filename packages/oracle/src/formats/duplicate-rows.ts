/** Rows of a table that are there twice. */
import { createHash } from 'node:crypto';
import { OracleError } from '../oracle-error';
import type { CsvRow } from './csv-rows';

/** How many of them a message names. */
const NAMED = 12;

/** Finds rows that hold the same as one before in every column. */
export class DuplicateRows {
  readonly #numbers = new Map<string, number>();
  /** The first of those that repeat another, in words. */
  readonly #named: string[] = [];
  #count = 0;

  /** Whether the row repeats one that was added before. */
  add(row: CsvRow): boolean {
    const key = createHash('sha256').update(JSON.stringify(row.cells)).digest('binary');
    const before = this.#numbers.get(key);
    if (before === undefined) {
      this.#numbers.set(key, row.number);
      return false;
    }
    this.#count += 1;
    if (this.#count <= NAMED) this.#named.push(`row ${row.number} repeats row ${before}`);
    return true;
  }

  /** Error: RowsTwice, where there were any. */
  checkNone(): void {
    if (this.#count === 0) return;
    const more = this.#count > NAMED ? ` and ${this.#count - NAMED} more` : '';
    throw new OracleError(
      'RowsTwice',
      `Rows are there twice, the same in every column: ${this.#named.join(', ')}${more}`,
      'Remove them, or set duplicates to once (each counts once) or count (all of them happened).',
    );
  }
}
