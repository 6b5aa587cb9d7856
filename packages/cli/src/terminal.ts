/** Where output goes and answers come from; tests have their own. */
import { createInterface } from 'node:readline/promises';
import { createColors } from 'picocolors';

/** picocolors' functions; all of them do nothing where there is no color. */
export type Colors = ReturnType<typeof createColors>;

export interface Terminal {
  /** Whether a person can answer. */
  readonly interactive: boolean;
  /** Width in characters. */
  readonly columns: number;
  readonly colors: Colors;
  /** Writes a line of the result: standard output. */
  out(line: string): void;
  /** Writes a line beside the result: standard error. */
  note(line: string): void;
  /** Asks for y or n. */
  confirm(question: string): Promise<boolean>;
}

/** The process's own; without color where standard output is no terminal or NO_COLOR is set. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const colorful = stdout.isTTY && process.env.NO_COLOR === undefined;
  return {
    interactive: stdin.isTTY && stderr.isTTY,
    columns: stdout.columns ?? 100,
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
