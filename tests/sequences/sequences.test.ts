/**
 * S of the threats list: random sequences of instructions, hostile ones among them, against an independent exact model.
 * TENURE_SEED=seed[:path] replays (../support/seed), TENURE_SEQUENCES and TENURE_SEQUENCE_LENGTH set the size,
 * TENURE_ATTEMPTS how hard to look for a shorter failing sequence, TENURE_PROGRAM names another ELF to test: `npm run mutants`
 * plays copies with bugs.
 */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PATH, SEED } from '../support/seed';
import { type Sequence, sequences } from './arbitraries';
import { Coverage } from './coverage';
import { instructionNames } from './encode';
import { createGenesisChain } from './genesis';
import { INSTRUCTIONS } from './instructions';
import { Disagreement, Run } from './run';
import { setUp } from './setup';
import { tearDown } from './teardown';

function fromEnvironment(name: string, otherwise: number): number {
  const text = process.env[name];
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} must be a whole number above zero, not ${text}.`);
  return value;
}

const SEQUENCES = fromEnvironment('TENURE_SEQUENCES', 2_000);
const LENGTH = fromEnvironment('TENURE_SEQUENCE_LENGTH', 50);

/** With fewer calls than this, shares are chance. */
const ENOUGH_CALLS = 50_000;
/** With fewer commands than this, so is how often something is reached. */
const ENOUGH_COMMANDS = 100_000;

/** Attempts at a shorter story of a failure; after them everything counts as well, so the shortest stands. */
const MOST_ATTEMPTS = fromEnvironment('TENURE_ATTEMPTS', 2_000);

describe('random sequences', function () {
  // 100,000 transactions and more, each followed by a check of everything.
  this.timeout(0);

  it(`${SEQUENCES} sequences of ${LENGTH} keep every promise and match the model`, async () => {
    const chain = createGenesisChain();
    const coverage = new Coverage();
    let attempts = 0;
    const play = async ({ setting, draws }: Sequence): Promise<void> => {
      // The chain's answers live outside the heap and are only freed between turns of the event loop.
      await nextTurn();
      if (coverage.foundAfter !== undefined && (attempts += 1) > MOST_ATTEMPTS) return;
      const run = new Run(chain, setting, coverage);
      setUp(run, setting);
      for (const draw of draws) run.play(draw);
      tearDown(run);
    };
    console.log(`      TENURE_SEED=${PATH === '' ? SEED : `${SEED}:${PATH}`}`);
    const path = PATH === '' ? {} : { path: PATH };
    const result = await fc.check(fc.asyncProperty(sequences(LENGTH), play), {
      seed: SEED,
      numRuns: SEQUENCES,
      ...path,
    });
    if (result.failed) {
      const { errorInstance: error } = result;
      // A mistake of the test itself is best told by its stack.
      const story =
        error instanceof Disagreement ? error.message : error instanceof Error ? error.stack : String(error);
      expect.fail(
        `after ${result.numRuns} sequences, ${coverage.foundAfter ?? coverage.transactions} transactions: ${story}\n\nreplay: TENURE_SEED=${result.seed}:${result.counterexamplePath}`,
      );
    }
    console.log(coverage.text());
    expect(INSTRUCTIONS).to.have.all.keys(instructionNames());
    if (coverage.sent >= ENOUGH_CALLS) expect(coverage.lacking()).to.deep.equal([]);
    if (SEQUENCES * LENGTH >= ENOUGH_COMMANDS) expect(coverage.shallow()).to.deep.equal([]);
  });
});
