/** What a failed transaction's logs tell: which program failed first, and why. */

/** The innermost failure of a transaction. */
export interface LoggedFailure {
  /** Base58 address. */
  readonly program: string;
  /** The runtime's text, such as `custom program error: 0x1770`. */
  readonly reason: string;
  /** Index of the instruction of the transaction in which it happened. */
  readonly instructionIndex: number;
  /** What Anchor says beyond the number: the account, and the values that it compared. */
  readonly detail: string | undefined;
}

const INVOKE = /^Program \w+ invoke \[(\d+)\]$/;
const FAILED = /^Program (\w+) failed: (.*)$/;
const CAUSE = /AnchorError caused by account: (\w+)\./;
const COMPARED = /^Program log: (Left|Right):\s*(.*)$/;
const LAMPORTS = /^Transfer: insufficient lamports (\d+), need (\d+)$/;

function detailOf(line: string, next: string | undefined): string | undefined {
  const account = CAUSE.exec(line)?.[1];
  if (account !== undefined) return `account ${account}`;
  const lamports = LAMPORTS.exec(line);
  if (lamports !== null) return `there are ${lamports[1]} lamports, ${lamports[2]} are needed`;
  const compared = COMPARED.exec(line);
  if (compared === null) return undefined;
  const side = compared[1] === 'Left' ? 'given' : 'expected';
  // Anchor puts keys on the next line and numbers on the same.
  return `${side} ${compared[2] === '' ? (next ?? '').replace(/^Program log: /, '') : compared[2]}`;
}

/** Finds the innermost failure; undefined where the logs don't have one (they may be cut short). */
export function loggedFailure(logs: readonly string[]): LoggedFailure | undefined {
  let instructionIndex = -1;
  let details: string[] = [];
  for (const [index, line] of logs.entries()) {
    const depth = INVOKE.exec(line)?.[1];
    if (depth === '1') {
      instructionIndex += 1;
      details = [];
    }
    const [, program, reason] = FAILED.exec(line) ?? [];
    if (program !== undefined && reason !== undefined) {
      const detail = details.length === 0 ? undefined : details.join(', ');
      return { program, reason, instructionIndex: Math.max(instructionIndex, 0), detail };
    }
    const detail = detailOf(line, logs[index + 1]);
    if (detail !== undefined) details.push(detail);
  }
  return undefined;
}
