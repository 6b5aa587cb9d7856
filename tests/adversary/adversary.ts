/** The adversary: chooses a moment, then something that makes sense then, as a random player with preferences. */
import { DAY } from '../support/world';
import type { InstructionName } from '@tenure/sdk';
import type { Act } from './acts';
import type { Life } from './life';
import type { Aim, Scene } from './makers/aim';
import { GRANT_MAKERS } from './makers/grants';
import { MEASURE_MAKERS } from './makers/measures';
import { VOTE_MAKERS } from './makers/votes';
import { momentsOf } from './moments';
import type { Random } from './random';

/** How it acts by each of the program's instructions; a plan's creator it is not. */
const MAKERS: Readonly<Record<Exclude<InstructionName, 'createPlan'>, (scene: Scene) => readonly Act[]>> = {
  ...GRANT_MAKERS,
  ...MEASURE_MAKERS,
  ...VOTE_MAKERS,
};
const KINDS = Object.entries(MAKERS);
/** Their names. */
export const KIND_NAMES: readonly string[] = Object.keys(MAKERS);
/** Of so many kinds that make no sense now, it gives up. */
const MOST_TRIES = 60;
const HOUR = 3_600;

export interface Moment {
  /** Seconds since the life began. */
  readonly secs: number;
  /** Whether before what honest people do in that second. */
  readonly first: boolean;
}

export class Adversary {
  constructor(
    private readonly life: Life,
    private readonly random: Random,
    private readonly aim: Aim,
  ) {}

  /** When it acts next. */
  when(): Moment {
    const { random, life } = this;
    const first = random.percent(30);
    if (random.percent(35)) return { secs: life.secs, first };
    if (random.percent(15)) return { secs: life.secs + random.magnitude(60, this.aim.longestWait), first };
    const moments = momentsOf({ state: life.state, nextWake: () => life.nextWake() });
    const moment = random.any(moments.slice(0, Math.ceil(random.fraction() ** 2 * moments.length)));
    if (moment === undefined) return { secs: life.secs + random.magnitude(HOUR, DAY), first };
    const offset = random.weighted([
      [3, -1],
      [6, 0],
      [6, 1],
      [1, -HOUR],
      [2, random.between(2, 2 * HOUR)],
    ]);
    return { secs: Math.max(life.secs, life.secs + moment - life.state.now + offset), first };
  }

  /** What it does now. */
  what(): readonly Act[] {
    const { life, random, aim } = this;
    const scene = { life, random, aim };
    const weighted = KINDS.map(([kind, make]) => [weightOf(aim, kind), make] as const);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const acts = random.weighted(weighted)(scene);
      if (acts.length > 0) return acts;
    }
    return [];
  }
}

/** How often a kind is chosen, beside 1 for others: what seldom makes sense is mostly done when it does. */
const SELDOM: Partial<Record<string, number>> = {
  voidMilestone: 60,
  closeMetric: 40,
  sweepTombstone: 4,
  claimMilestone: 4,
  executeProposal: 4,
  closeVoterRecord: 4,
};

function weightOf({ focus }: Aim, kind: string): number {
  const [, wanted] = Object.entries(focus).find(([name]) => name === kind) ?? [];
  return wanted ?? SELDOM[kind] ?? 1;
}
