/** How many compute units a transaction asks for. */
import { MAX_COMPUTE_UNITS } from '@tenure/sdk';

/** A limit above what a simulation used, for what may differ by the time it runs. */
export function computeLimit(used: number): number {
  return Math.min(MAX_COMPUTE_UNITS, Math.ceil(used * 1.1) + 2_000);
}
