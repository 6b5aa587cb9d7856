/** What a command prints, and what it asks. */
import { CliError } from '../cli-error';
import type { Session } from '../session';
import { plain } from './clean';

/** Prints a result: one JSON document with `--json` (on one line at indent 0), otherwise lines of text. */
export function report(session: Session, json: unknown, lines: () => readonly string[], indent = 2): void {
  const { terminal, options } = session;
  if (options.json) terminal.out(JSON.stringify(plain(json), null, indent));
  else for (const line of lines()) terminal.out(line);
}

/** Asks unless `--yes` or `--json` says not to. Fails with `NotConfirmed`. */
export async function confirm(session: Session, question: string): Promise<void> {
  const { yes, json } = session.options;
  if (yes || json) return;
  if (!session.terminal.interactive) {
    throw new CliError('NotConfirmed', 'Nobody can be asked here', 'Give --yes to sign without a question.');
  }
  if (!(await session.terminal.confirm(question))) {
    throw new CliError('NotConfirmed', 'Nothing was signed', 'Answer y to sign, or use --dry-run to look only.');
  }
}

/** Tells whoever decides what to know before signing: on the output in a dry run, otherwise beside it. */
export function remark(session: Session, lines: readonly string[]): void {
  const { terminal, options, mode } = session;
  if (options.json) return;
  for (const line of lines) {
    if (mode === 'dry-run') terminal.out(line);
    else terminal.note(line);
  }
}
