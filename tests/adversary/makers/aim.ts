/** What the adversary is after in a life, and what it can draw on. */
import type { ActOf, Kind } from '../acts';
import type { Life } from '../life';
import type { Random } from '../random';

/** Hints: they make interesting moments likely, and forbid nothing. */
export interface Aim {
  /** How often an act of a kind is chosen, beside 1 for the others. */
  readonly focus: Partial<Record<Kind, number>>;
  /** What liars like to report. */
  readonly lies: readonly bigint[];
  /** The metric that matters, and how often of a hundred times they report where there is no result yet. */
  readonly metric: string;
  readonly eagerness: number;
  /** The longest that it waits for nothing in particular, seconds. */
  readonly longestWait: number;
  /** Grants of those who are to be harmed. */
  readonly prey: readonly number[];
}

/** What a maker of acts sees. */
export interface Scene {
  readonly life: Life;
  readonly random: Random;
  readonly aim: Aim;
}

/** Acts of one kind that make sense now, done one after the other in one second; none where there are none. */
export type Maker<K extends Kind> = (scene: Scene) => readonly ActOf<K>[];
