/**
 * An adversary against the real program. It holds authority, guardian, operator, payroll, the treasury and a minority of the
 * oracles' seats, all together, and wants one beneficiary, or the members who vote, to be paid less. Around it live honest
 * people with simple rules (`people/`): oracles who report the truth and confirm it after every dispute, members who vote,
 * somebody who claims every few days, an authority that voids what a thief issued. A goal (`goals/`) draws a life's
 * circumstances, says in sentences what must come out of it, and judges by balances and accounts at its end: never by a
 * model of the program's rules, so that what program and model both get wrong is found.
 *
 * The adversary (`adversary.ts`) acts by every instruction (`makers/`), but for the creation of other plans. It acts in the
 * seconds before, in and after those in which something changes (`moments.ts`), in any order. An act is plain data
 * (`acts.ts`): a story is told again without an act to see whether it was needed (`shrink.ts`). What the program looks like is
 * in `program/` alone.
 *
 * TENURE_SEED=seed:goal:number plays one life again and tells it; TENURE_LIVES sets how many are lived for each goal,
 * TENURE_GOAL lives for one goal only, TENURE_TOLD how many broken ones of a kind are shortened, of which the shortest of
 * each way is told. TENURE_PROGRAM names another ELF to play against. docs/adversary.md has what was found.
 */
import { expect } from 'chai';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PATH, SEED } from '../support/seed';
import { KIND_NAMES } from './adversary';
import { rememberAddresses } from './chain';
import { Depth } from './depth';
import { isBreach, type Goal, type Script } from './goal';
import { GOALS } from './goals';
import { play, type Played } from './play';
import { Random } from './random';
import { Report } from './report';
import { shrink } from './shrink';
import type { State } from './state';
import { tell } from './trace';
import { foundWorld } from './world';

function fromEnvironment(name: string, otherwise: number): number {
  const text = process.env[name];
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new RangeError(`${name} must be a whole number, not ${text}.`);
  return value;
}

const LIVES = fromEnvironment('TENURE_LIVES', 400);
const TOLD = fromEnvironment('TENURE_TOLD', 1);
const [goalOfPath, numberOfPath] = PATH.split(':');
const ONLY = goalOfPath === '' ? process.env['TENURE_GOAL'] : goalOfPath;
/** With fewer lives than this, how often something came is chance. */
const ENOUGH_LIVES = 150;

/** The numbers of the lives that are lived for each goal. */
function numbers(): number[] {
  return numberOfPath === undefined ? Array.from({ length: LIVES }, (_, number) => number) : [Number(numberOfPath)];
}

function story(script: Script, { life, verdict }: Played): string {
  const what = isBreach(verdict) ? `${verdict.outcome} (${verdict.detail})` : verdict;
  return [`${what}`, script.setting, ...tell(life.lines)].join('\n');
}

describe('adversary', function () {
  this.timeout(0);
  const depth = new Depth();
  let state: State;
  let forget: () => void;

  before(() => {
    forget = rememberAddresses();
    state = foundWorld();
  });

  after(() => {
    forget();
  });

  async function live(goal: Goal): Promise<Report> {
    const report = new Report(goal);
    for (const number of numbers()) {
      // The chain's answers live outside the heap and are only freed between turns of the event loop.
      await nextTurn();
      const script = goal.draw(new Random(SEED, goal.name, number, 'circumstances'));
      const played = play(state, script, new Random(SEED, goal.name, number), ...depth.watch(state));
      report.add(played.verdict);
      if (numberOfPath !== undefined) console.log(story(script, played));
      const { verdict, life } = played;
      if (!isBreach(verdict) || report.shortened(verdict) >= TOLD) continue;
      const shortest = shrink(state, script, life.played, verdict);
      report.tell(verdict, shortest, `${story(script, shortest)}\nreplay: TENURE_SEED=${SEED}:${goal.name}:${number}`);
    }
    return report;
  }

  const goals = GOALS.filter(({ name }) => ONLY === undefined || ONLY === name);
  if (goals.length === 0)
    throw new RangeError(`There is no goal ${ONLY}, only ${GOALS.map(({ name }) => name).join(', ')}.`);
  for (const goal of goals) {
    it(`${goal.name}: no outcome is broken in ${numbers().length} lives`, async () => {
      const report = await live(goal);
      console.log(report.text());
      expect(report.outcomes(), report.stories()).to.deep.equal([]);
    });
  }

  it('gets deep enough', function () {
    console.log(
      `      TENURE_SEED=${SEED}, ${depth.lives} lives, ${state.chain.transactions} transactions\n${depth.text()}`,
    );
    if (ONLY !== undefined || LIVES < ENOUGH_LIVES) return;
    expect(depth.lacking(LIVES)).to.deep.equal([]);
    expect(depth.untried(KIND_NAMES)).to.deep.equal([]);
  });
});
