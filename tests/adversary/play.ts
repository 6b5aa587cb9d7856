/** Plays lives: new ones at random, and known ones again. */
import { Adversary } from './adversary';
import type { Script, Stage, Verdict } from './goal';
import { Life, type Timed, type Watcher } from './life';
import type { Random } from './random';
import type { State } from './state';
import { Founder } from './world';

export interface Played {
  readonly verdict: Verdict;
  readonly life: Life;
}

function begin(state: State, script: Script, watchers: readonly Watcher[]): { stage: Stage; life: Life } {
  const stage = script.begin(new Founder(state));
  return { stage, life: new Life(state, stage.people, stage.held, [...stage.watchers, ...watchers]) };
}

function end(stage: Stage, life: Life): Played {
  const broken = stage.broken?.();
  if (broken !== undefined) return { verdict: broken, life };
  life.goTo(Math.max(stage.endSecs, life.secs + stage.restSecs));
  return { verdict: stage.broken?.() ?? stage.judge(life), life };
}

/** A life in which the adversary does what it thinks of; `watchers` look on. */
export function play(state: State, script: Script, random: Random, ...watchers: readonly Watcher[]): Played {
  const { stage, life } = begin(state, script, watchers);
  const adversary = new Adversary(life, random, stage.aim);
  for (let move = 0; move < stage.moves; move += 1) {
    if (stage.broken?.() !== undefined || stage.over?.() === true) break;
    const { secs, first } = adversary.when();
    life.goTo(secs, !first);
    for (const act of adversary.what()) life.hostile(act, first);
  }
  return end(stage, life);
}

/** A life in which the adversary does exactly this. */
export function replay(state: State, script: Script, acts: readonly Timed[]): Played {
  const { stage, life } = begin(state, script, []);
  for (const { secs, first, act } of acts) {
    if (stage.broken?.() !== undefined) break;
    life.goTo(secs, !first);
    life.hostile(act, first);
  }
  return end(stage, life);
}
