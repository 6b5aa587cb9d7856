/** Tables for the terminal. */
import Table from 'cli-table3';

/** Rows under a header. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  made.push(...rows.map((row) => [...row]));
  return made.toString();
}

/** Names and values, without a header. */
export function facts(entries: readonly (readonly [name: string, value: string])[]): string {
  const made = new Table({ style: { head: [], border: [], compact: true } });
  made.push(...entries.map((entry) => [...entry]));
  return made.toString();
}
