/** Running `tenure` in the tests' process. */
import { createColors } from 'picocolors';
import { run, type Terminal } from '@tenure/cli';

/** A terminal that keeps what is written and answers every question alike. */
export class TestTerminal implements Terminal {
  readonly interactive: boolean;
  readonly columns = 100;
  readonly colors = createColors(false);
  readonly lines: string[] = [];
  readonly notes: string[] = [];
  readonly questions: string[] = [];

  constructor(private readonly answer?: boolean) {
    this.interactive = answer !== undefined;
  }

  out(line: string): void {
    this.lines.push(line);
  }

  note(line: string): void {
    this.notes.push(line);
  }

  confirm(question: string): Promise<boolean> {
    this.questions.push(question);
    return Promise.resolve(this.answer === true);
  }
}

/** What a command said and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output read as JSON; fails where it is none. */
  json(): Record<string, unknown>;
}

/**
 * Runs `tenure` on the cluster at a URL with the key pair of a file; asks nothing unless a terminal is given
 * that answers.
 */
export async function tenure(
  { url, keypairFile }: { readonly url: string; readonly keypairFile: string },
  args: readonly string[],
  terminal = new TestTerminal(),
): Promise<Ran> {
  const code = await run([...args, '--url', url, '--keypair', keypairFile], terminal);
  const out = terminal.lines.join('\n');
  return {
    code,
    out,
    err: terminal.notes.join('\n'),
    json: () => {
      const parsed: unknown = JSON.parse(out);
      if (!isRecord(parsed)) throw new Error(`no object: ${out}`);
      return parsed;
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
