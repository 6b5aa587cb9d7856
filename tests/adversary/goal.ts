/** What lives are judged by. */
import type { Who } from './cast';
import type { Life, Person, Watcher } from './life';
import type { Aim } from './makers/aim';
import type { Random } from './random';
import type { Founder } from './world';

/** An outcome that should not have been. */
export interface Breach {
  /** Which kind of it, in the same words for all of that kind. */
  readonly outcome: string;
  /** What it was in this life. */
  readonly detail: string;
}

/** Nothing came up that could be judged, it was as it should be, or it was not. */
export type Verdict = 'idle' | 'kept' | Breach;

/** Whether a verdict is a breach. */
export function isBreach(verdict: Verdict): verdict is Breach {
  return typeof verdict === 'object';
}

/** A founded world with its people, ready to be lived in. */
export interface Stage {
  readonly people: readonly Person[];
  /** The adversary's keys. */
  readonly held: readonly Who[];
  readonly aim: Aim;
  readonly watchers: readonly Watcher[];
  /** How many times the adversary acts. */
  readonly moves: number;
  /** When the life ends at the earliest, seconds after it began, and how long after the adversary's last act. */
  readonly endSecs: number;
  readonly restSecs: number;
  /** Whether nothing the adversary still does can matter. */
  over?(): boolean;
  /** A breach that shows before the end. */
  broken?(): Breach | undefined;
  /** At the end; `life` can still act for honest people. */
  judge(life: Life): Verdict;
}

/** One life's drawn circumstances: the same script begins the same life again. */
export interface Script {
  /** In words, for traces. */
  readonly setting: string;
  begin(founder: Founder): Stage;
}

/** Something that an adversary wants, which no life should give it. */
export interface Goal {
  readonly name: string;
  /** The outcomes that are promised, a sentence each. */
  readonly promises: readonly string[];
  draw(random: Random): Script;
}

/** A setting in words. */
export function inWords(setting: Readonly<Record<string, string | number | bigint | boolean>>): string {
  return Object.entries(setting)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
