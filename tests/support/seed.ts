import { createHash, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [first = '', ...rest] = (process.env['TENURE_SEED'] ?? String(seedOfProgram())).split(':');

/**
 * What the random tests of this run draw from. One program always meets the same draws, so that a run that fails tells of a
 * change; another program meets others. TENURE_SEED=seed repeats a run, TENURE_SEED=random draws anew. Titles show it.
 */
export const SEED = first === 'random' ? randomInt(2 ** 31) : Number(first);
if (!Number.isSafeInteger(SEED)) throw new RangeError(`TENURE_SEED must be a whole number or "random", not ${first}.`);

/** Where in a run its failing draw is, as fast-check tells it after the seed; nothing for a whole run. */
export const PATH = rest.join(':');

function seedOfProgram(): number {
  const elf = readFileSync(join(__dirname, '../../artifacts/vesting.so'));
  return createHash('sha256').update(elf).digest().readUInt32LE() >>> 1;
}
