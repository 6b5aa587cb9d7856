/** What the lives for one goal came to. */
import type { Breach, Goal, Verdict } from './goal';
import { isBreach } from './goal';
import type { Played } from './play';
import { ADVERSARY_NAME } from './trace';

interface Told {
  readonly length: number;
  readonly story: string;
  readonly times: number;
}

export class Report {
  private idle = 0;
  private kept = 0;
  private readonly broken = new Map<string, number>();
  private readonly shortenedOf = new Map<string, number>();
  /** By outcome and the acts that it took. */
  private readonly ways = new Map<string, Told>();

  constructor(private readonly goal: Goal) {}

  add(verdict: Verdict): void {
    if (verdict === 'idle') this.idle += 1;
    else if (verdict === 'kept') this.kept += 1;
    else this.broken.set(verdict.outcome, (this.broken.get(verdict.outcome) ?? 0) + 1);
  }

  /** How many lives with this outcome were shortened. */
  shortened({ outcome }: Breach): number {
    return this.shortenedOf.get(outcome) ?? 0;
  }

  /** Keeps the story of a shortened life if it is the shortest of its way. */
  tell({ outcome }: Breach, { life, verdict }: Played, story: string): void {
    this.shortenedOf.set(outcome, (this.shortenedOf.get(outcome) ?? 0) + 1);
    const acts = life.lines.filter(({ who }) => who === ADVERSARY_NAME).map(({ act }) => act.do);
    const way = `${isBreach(verdict) ? verdict.outcome : outcome}, by ${[...new Set(acts)].sort().join(', ')}`;
    const known = this.ways.get(way);
    const shorter = known === undefined || life.played.length < known.length;
    const told = shorter ? { length: life.played.length, story } : known;
    this.ways.set(way, { ...told, times: (known?.times ?? 0) + 1 });
  }

  /** The outcomes that were broken. */
  outcomes(): string[] {
    return [...this.broken.keys()];
  }

  /** The shortest story of each way in which an outcome was broken, the most frequent first. */
  stories(): string {
    const sorted = [...this.ways].sort(([, a], [, b]) => b.times - a.times);
    return sorted
      .map(([way, { story, times }]) => `\n${times} of those that were shortened: ${way}\n${story}`)
      .join('\n');
  }

  /** How the lives ended, in numbers. */
  text(): string {
    const { name } = this.goal;
    const broken = [...this.broken]
      .sort(([, a], [, b]) => b - a)
      .map(([outcome, times]) => `${String(times).padStart(8)}  ${outcome}`);
    const lives = this.idle + this.kept + [...this.broken.values()].reduce((sum, times) => sum + times, 0);
    const head = `${name}: ${lives} lives, ${this.kept} kept, ${this.idle} with nothing to judge, ${lives - this.kept - this.idle} broken`;
    return [head, ...broken].map((line) => `      ${line}`).join('\n');
  }
}
