/** What happened in a life, told so that a reader can follow it. */
import type { Act } from './acts';
import { words } from './words';

const DAY = 86_400;

export interface Line {
  /** Seconds since the life began. */
  readonly secs: number;
  /** Who acted; the adversary's acts are all its own, whichever key signed. */
  readonly who: string;
  readonly act: Act;
  /** Name of the error; undefined when it went through. */
  readonly error: string | undefined;
}

function clock(secs: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = Math.floor(secs / DAY);
  const rest = secs % DAY;
  return `day ${String(day).padStart(3)}, ${two(Math.floor(rest / 3_600))}:${two(Math.floor((rest % 3_600) / 60))}:${two(rest % 60)}`;
}

/** The lines of a story. What the same person does again and again is told once, with how often it was done. */
export function tell(lines: readonly Line[]): string[] {
  const told: string[] = [];
  const runs = new Map<string, { at: number; text: string; times: number }>();
  for (const { secs, who, act, error } of lines) {
    const what = `${who} ${words(act)}${error === undefined ? '' : ` -> refused: ${error}`}`;
    const run = runs.get(what);
    if (run !== undefined && (who !== ADVERSARY_NAME || run.at === told.length - 1)) {
      run.times += 1;
      told[run.at] = `${run.text} (${run.times} times)`;
      continue;
    }
    const text = `${clock(secs)}  ${what}`;
    runs.set(what, { at: told.length, text, times: 1 });
    told.push(text);
  }
  return told;
}

/** Who the adversary is in stories. */
export const ADVERSARY_NAME = 'ADVERSARY';
