import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collector: unknown = runInNewContext('gc');

const CHAINS_BETWEEN = 20;
let chains = 0;

/**
 * Counts a chain, and now and then frees those that no test holds any more. A chain is 10 MB that the garbage collector
 * does not see, so a thousand tests would fill the machine. What is freed comes back when the test yields or ends.
 */
export function countChain(): void {
  chains += 1;
  if (chains % CHAINS_BETWEEN === 0 && typeof collector === 'function') Reflect.apply(collector, undefined, []);
}
