/** What fits into a transaction's logs: indexers read the events of the program from there. */
import type { PublicKey } from '@solana/web3.js';
import { decodeEvents } from '@tenure/sdk';

/** Nodes keep less than 10,000 bytes of a transaction's logs; the difference is for what may come otherwise. */
const MOST_LOG_BYTES = 9_000;
const TRUNCATED = 'Log truncated';

/** Whether nothing of these logs was lost, or would be on a node. */
export function logsFit(logs: readonly string[]): boolean {
  return !logs.includes(TRUNCATED) && bytesOf(logs) <= MOST_LOG_BYTES;
}

/**
 * How many of so many equal groups (two at least) with one event each are to be tried next, where the logs of
 * all of them don't fit.
 */
export function fewerByLogs(groups: number, logs: readonly string[], programId: PublicKey): number {
  const whole = logs.includes(TRUNCATED)
    ? decodeEvents(logs, programId).length
    : Math.floor((groups * MOST_LOG_BYTES) / bytesOf(logs));
  return Math.max(1, Math.min(whole, groups - 1));
}

function bytesOf(logs: readonly string[]): number {
  return logs.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
}
