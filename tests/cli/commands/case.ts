import type { Fixture, Person } from './fixture';

/** A way to call a command. */
export interface Case {
  /** Its name, such as `plan fund`. */
  readonly command: string;
  readonly about: string;
  /** Whose key pair signs. */
  readonly who: Person;
  /** Makes what it is done to, anew each time; returns the words behind the command. */
  readonly words: (fixture: Fixture) => Promise<readonly string[]>;
}

/** One that changes something. */
export interface ActCase extends Case {
  /** Who gets rent of closed accounts back. */
  readonly rentTo?: Person;
  /** Whoever sends it may. */
  readonly anybody?: boolean;
  /** What others are told who send it; `MissingKey` unless given. */
  readonly refusedAs?: string;
}
