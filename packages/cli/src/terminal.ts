/** Where output goes and answers come from; tests have their own. */
import { createInterface } from 'node:readline/promises';
import { createColors } from 'picocolors';

/** picocolors' functions; all of them do nothing where there is no color. */
export type Colors = ReturnType<typeof createColors>;

export interface Terminal {
  /** Whether a person can answer. */
  readonly interactive: boolean;
  /** Width in characters; infinite where the output goes to a file. */
  readonly columns: number;
  readonly colors: Colors;
  /** Writes a line of the result: standard output. */
  out(line: string): void;
  /** Writes a line beside the result: standard error. */
  note(line: string): void;
  /** Asks for y or n. */
  confirm(question: string): Promise<boolean>;
}

/** The process's own; without color where an output is no terminal or NO_COLOR is set. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  // Whoever reads the output may stop reading (`| head`); what is being done is done to its end all the same.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosed);
  const { NO_COLOR, TERM } = process.env;
  // Where an output is no terminal, isTTY is undefined, and createColors(undefined) would look at CI and FORCE_COLOR.
  const colorful = Boolean(stdout.isTTY && stderr.isTTY) && NO_COLOR === undefined && TERM !== 'dumb';
  return {
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    columns: stdout.columns ?? Number.POSITIVE_INFINITY,
    colors: createColors(colorful),
    out: (line) => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    confirm: async (question) => {
      // On standard error, so that the output can go to a file.
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
      } finally {
        lines.close();
      }
    },
  };
}

function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
