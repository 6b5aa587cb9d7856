import type { VersionedMessage } from '@solana/web3.js';
import { MEMO_PROGRAMS } from './account';

/** The memos of a transaction as signature lists show them: each with its length before it. */
export function memoOf(message: VersionedMessage, keys: readonly string[]): string | null {
  const memos = message.compiledInstructions
    .filter(({ programIdIndex }) => MEMO_PROGRAMS.includes(keys[programIdIndex] ?? ''))
    .map(({ data }) => `[${data.length}] ${Buffer.from(data).toString('utf8')}`);
  return memos.length > 0 ? memos.join('; ') : null;
}
