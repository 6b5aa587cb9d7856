/** The commands of a guide, and a shell to run them in. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

/** A command as a reader types it, and what the guide says that it prints. */
export interface Step {
  readonly command: string;
  readonly shown: readonly string[];
}

/** The commands behind `$ ` in blocks of `console`, with their continued lines and here-documents. */
export function stepsOf(markdown: string): Step[] {
  const blocks = [...markdown.matchAll(/^```console\n(.*?)^```$/gms)];
  return blocks.flatMap(([, block = '']) => {
    const lines = block.trimEnd().split('\n');
    const steps: { command: string; shown: string[] }[] = [];
    for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
      if (line.startsWith('$ ')) steps.push({ command: wholeCommand(line.slice(2), lines), shown: [] });
      else steps.at(-1)?.shown.push(line);
    }
    return steps;
  });
}

/** Takes the lines that belong to a command. */
function wholeCommand(first: string, rest: string[]): string {
  const command = [first];
  while (command.at(-1)?.endsWith('\\') === true) command.push(rest.shift() ?? '');
  const end = /<<(\w+)$/.exec(command.at(-1) ?? '')?.[1];
  while (end !== undefined && command.at(-1) !== end) command.push(rest.shift() ?? end);
  return command.join('\n');
}

/**
 * The names in what a command prints that don't vary: the first cells of its tables, and what stands before a
 * colon.
 */
export function namesIn(shown: readonly string[]): string[] {
  return shown.flatMap((line) => {
    const found = /^│ ([a-z][^│…\d]*?) +│/i.exec(line) ?? /^([A-Z][a-z]+|plan|vault): /.exec(line);
    return found?.[1] === undefined ? [] : [found[1]];
  });
}

/** What a command printed, both outputs, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** One shell for all commands, so that they share variables. */
export class Shell {
  private readonly child: ChildProcessWithoutNullStreams;
  private output = '';
  private waiting: (() => void) | undefined;
  private count = 0;

  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    this.child = spawn('bash', ['--norc', '--noprofile'], { cwd, env });
    const read = (chunk: Buffer): void => {
      this.output += chunk.toString('utf8');
      this.waiting?.();
    };
    this.child.stdout.on('data', read);
    this.child.stderr.on('data', read);
    this.child.stdin.write('set -o pipefail\n');
  }

  /** Runs one command; nobody answers its questions. */
  async run(command: string): Promise<Ran> {
    const mark = `end of command ${(this.count += 1)}:`;
    this.output = '';
    this.child.stdin.write(`{ ${command}\n} 2>&1 < /dev/null\necho "${mark} $?"\n`);
    for (;;) {
      const [output = '', code] = this.output.split(mark);
      if (code?.includes('\n') === true) return { code: Number(code), output };
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
  }

  stop(): void {
    this.child.stdin.end();
    this.child.kill();
  }
}
