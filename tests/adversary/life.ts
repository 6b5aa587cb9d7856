/** One life: a plan, honest people who do what they said they would, and an adversary who does what it likes. */
import type { Act } from './acts';
import { keyOf, type Who } from './cast';
import { instructionOf } from './program/instructions';
import type { State } from './state';
import { ADVERSARY_NAME, type Line } from './trace';

/** An honest person, who acts by a rule that can be told in a sentence. */
export interface Person {
  readonly name: string;
  /** How long they wait before they try again what was refused, seconds; twice as long each time, up to eight times. */
  readonly patience: number;
  /** When they act next if nothing else happens, unix seconds; undefined for not at all. */
  wake(state: State): number | undefined;
  /** What they do when that time has come. */
  act(state: State): readonly Act[];
}

/** An act of the adversary, and when. */
export interface Timed {
  /** Seconds since the life began. */
  readonly secs: number;
  /** Whether it comes before what honest people do in the same second. */
  readonly first: boolean;
  readonly act: Act;
}

/** Looks at every act of a life, before and after it. */
export interface Watcher {
  before?(act: Act): void;
  after?(line: Line): void;
}

/** More turns than honest people ever need between two acts of the adversary. */
const MOST_TURNS = 20_000;

export class Life {
  readonly lines: Line[] = [];
  private readonly notBefore = new Map<Person, number>();
  /** How often each was refused in a row. */
  private readonly refusals = new Map<Person, number>();
  private readonly start: number;
  /** What the adversary did, in order, with the times at which it did it. */
  readonly played: Timed[] = [];

  /** Begins now; `held` are the keys that the adversary signs with. */
  constructor(
    readonly state: State,
    readonly people: readonly Person[],
    private readonly held: readonly Who[],
    private readonly watchers: readonly Watcher[],
  ) {
    this.start = state.now;
  }

  /** Seconds since it began. */
  get secs(): number {
    return this.state.now - this.start;
  }

  /** Whether a key is the adversary's. */
  holds(who: Who): boolean {
    return this.held.includes(who);
  }

  /** Lets honest people act until some seconds after the beginning; `inclusive` says whether also in that second. */
  goTo(secs: number, inclusive = true): void {
    const until = this.start + secs;
    for (let turn = 0; ; turn += 1) {
      if (turn > MOST_TURNS) throw new Error('Honest people never come to an end.');
      const next = this.nextWake();
      if (next === undefined || (inclusive ? next.ts > until : next.ts >= until)) break;
      this.state.chain.setTime(Math.max(this.state.now, next.ts));
      this.let(next.person);
    }
    if (until > this.state.now) this.state.chain.setTime(until);
  }

  private let(person: Person): void {
    const results = person.act(this.state).map((act) => this.perform(person.name, act));
    const refused = results.length > 0 && results.every((error) => error !== undefined);
    // Who finds nothing to do after all looks again later, as who was refused.
    const times = refused || results.length === 0 ? (this.refusals.get(person) ?? 0) + 1 : 0;
    this.refusals.set(person, times);
    if (times > 0) this.notBefore.set(person, this.state.now + person.patience * 2 ** Math.min(times - 1, 3));
  }

  /** Who acts next and when, of the honest. */
  nextWake(): { readonly person: Person; readonly ts: number } | undefined {
    let next: { person: Person; ts: number } | undefined;
    for (const person of this.people) {
      const wakes = person.wake(this.state);
      if (wakes === undefined) continue;
      const ts = Math.max(wakes, this.notBefore.get(person) ?? 0, this.state.now);
      if (next === undefined || ts < next.ts) next = { person, ts };
    }
    return next;
  }

  /** The adversary acts, at this second. */
  hostile(act: Act, first: boolean): void {
    this.played.push({ secs: this.secs, first, act });
    const signers = instructionOf(this.state, act).keys.filter(({ isSigner }) => isSigner);
    const foreign = signers.find(({ pubkey }) => !this.held.some((who) => keyOf(who).equals(pubkey)));
    // In another life than the one it was drawn in, a key may not be the adversary's any more.
    if (foreign === undefined) this.perform(ADVERSARY_NAME, act);
  }

  private perform(who: string, act: Act): string | undefined {
    for (const watcher of this.watchers) watcher.before?.(act);
    const error = this.state.chain.send([instructionOf(this.state, act)]);
    if (error === undefined) this.state.book(act);
    const line = { secs: this.secs, who, act, error };
    this.lines.push(line);
    for (const watcher of this.watchers) watcher.after?.(line);
    return error;
  }
}
