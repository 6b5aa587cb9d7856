/** How an operation ended, in words. */
import { describeError } from '@/shared/errors/describeError';
import type { Operation } from '@tenure/operations';
import type { OperationResult } from './useOperationFlow';

/** What is said of an end, and what can be done. */
export interface OutcomeMessage {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  /** `look`: the end of some is not known. `again`: what is left can be tried anew. Null: nothing is left. */
  readonly next: 'look' | 'again' | null;
}

/** The words for how an operation ended. Never more than what is known: an open end is called one. */
export function outcomeMessage(operation: Operation, results: readonly OperationResult[]): OutcomeMessage {
  const outcomes = results.map(({ outcome }) => outcome);
  const count = (kind: OperationResult['outcome']['kind']) =>
    outcomes.filter((outcome) => outcome.kind === kind).length;
  const done = count('confirmed');
  const part =
    done === 0 ? 'Nothing was changed.' : `${done} of ${outcomes.length} transactions are done, the others are not.`;
  if (done === outcomes.length) return { tone: 'good', title: 'Done', text: operation.done, next: null };
  if (count('unknown') > 0) {
    return {
      tone: 'warn',
      title: 'The end is not known yet',
      text:
        'The RPC server stopped answering after the transaction was signed. It may still get into a block. ' +
        'Look again before you do anything else: the same transaction is sent, which can not happen twice.',
      next: 'look',
    };
  }
  const failed = outcomes.find((outcome) => outcome.kind === 'failed');
  if (failed !== undefined) {
    const { name, message, remedy } = describeError(failed.error);
    return { tone: 'bad', title: name, text: `${message}. ${remedy} ${part}`, next: 'again' };
  }
  if (count('expired') > 0) {
    const text = `It was signed too late or the network was busy: no block took it, and none will. ${part} ${operation.again}`;
    return { tone: 'warn', title: 'The transaction expired', text, next: 'again' };
  }
  return { tone: 'warn', title: 'Not all was signed', text: `${part} ${operation.again}`, next: 'again' };
}
