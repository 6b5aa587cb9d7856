/** How far a long command has come. */
import { SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal';

/** From this width on there is room for words beside the bar. */
const ROOMY = 72;

/** A bar for somebody who watches; undefined where the output goes to a file. `unit` is what is counted. */
export function progressBar({ interactive, columns }: Terminal, unit: string): SingleBar | undefined {
  if (!interactive) return undefined;
  const roomy = columns >= ROOMY;
  return new SingleBar({
    format: roomy
      ? `{bar} {percentage} % | {value}/{total} ${unit} | {eta_formatted} left`
      : '{bar} {percentage} % {value}/{total}',
    barsize: Math.max(4, Math.min(40, columns - (roomy ? 44 : 20))),
    barCompleteChar: '█',
    barIncompleteChar: '·',
    // Ctrl-C ends the command as it ends any other; the terminal is left as it was.
    gracefulExit: false,
    linewrap: true,
    stream: process.stderr,
  });
}
