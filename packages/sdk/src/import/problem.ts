/** What is wrong with an import, where, and what to do about it. */

export const REQUIRED_COLUMNS = ['grant_id', 'beneficiary', 'amount', 'start', 'schedule'] as const;
const OPTIONAL_COLUMNS = ['withholding_bps', 'label'] as const;
/** The columns of an import file. */
export const IMPORT_COLUMNS = [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

export interface Problem {
  /** Line of the file, from 1, as an editor shows it; null where the whole file or the plan is meant. */
  readonly line: number | null;
  /** As in the header; null where the whole line is meant. */
  readonly column: string | null;
  /** What stands there. */
  readonly value: string;
  readonly message: string;
  readonly remedy: string;
}

/** A problem as one line of text, such as `line 4, amount "1,5": The amount ... . Write ...` */
export function formatProblem({ line, column, value, message, remedy }: Problem): string {
  return escapeInvisible(text({ line, column, value, message, remedy }));
}

/** Escapes what a terminal or a page would obey instead of showing: control, bidirectional and other format characters. */
export function escapeInvisible(raw: string): string {
  return raw.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

function text({ line, column, value, message, remedy }: Problem): string {
  const place = [line === null ? 'file' : `line ${line}`, column].filter((part) => part !== null).join(', ');
  const quoted = value === '' ? '' : ` ${JSON.stringify(value)}`;
  return `${place}${quoted}: ${message}. ${remedy}`;
}
