/** Everything that the adversary wants. */
import type { Goal } from '../goal';
import { LATE } from './late';
import { REFUSAL } from './refusal';
import { RESULT } from './result';
import { THEFT } from './theft';
import { VESTED } from './vested';
import { VOTE } from './vote';

export const GOALS: readonly Goal[] = [RESULT, LATE, VOTE, REFUSAL, THEFT, VESTED];
