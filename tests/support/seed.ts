import { randomInt } from 'node:crypto';

const [first = ''] = (process.env['TENURE_SEED'] ?? String(randomInt(2 ** 31))).split(':');

/** What the random tests of this run draw from: TENURE_SEED=seed repeats a run. Their titles show it. */
export const SEED = Number(first);
