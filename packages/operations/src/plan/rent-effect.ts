/** What closing accounts of a plan gives back. */
import type { Plan } from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import type { Effect } from '../operation';

/** The line that tells who gets the rent of what is closed. */
export function rentEffect({ rentRecipient }: Plan): Effect {
  return { label: 'Their rent goes to', value: rentRecipient.toBase58() };
}

/** How many accounts an operation closes. */
export function closedCount(changes: readonly AccountChange[]): number {
  return changes.filter(({ before, after }) => before !== null && (after === null || after.lamports === 0n)).length;
}
