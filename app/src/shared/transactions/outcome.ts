/** How an act ended, in words. */
import type { PublicKey } from '@solana/web3.js';
import { decodeError } from '@tenure/sdk';
import type { Act } from './act';
import type { Outcome } from './flow';
import { told } from '@/shared/errors/told';

/** What is said of an end, and what can be done. */
export interface Ending {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  /** `look`: the end of some is not known. `again`: what is left can be tried anew. Null: nothing is left. */
  readonly next: 'look' | 'again' | null;
}

/** The words for how an act ended. Never more than what is known: an open end is called one. */
export function endingOf(act: Act, outcomes: readonly Outcome[], programId: PublicKey): Ending {
  const of = (kind: Outcome['verdict']['kind']) => outcomes.filter(({ verdict }) => verdict.kind === kind);
  const landed = of('landed').length;
  const part = landed === 0 ? 'Nothing was changed.' : `${landed} of ${outcomes.length} transactions are done, the others are not.`;
  if (landed === outcomes.length) return { tone: 'good', title: 'Done', text: act.done, next: null };
  if (of('unknown').length > 0) {
    return {
      tone: 'warn',
      title: 'The end is not known yet',
      text:
        'The RPC server stopped answering after the transaction was signed. It may still get into a block. ' +
        'Look again before you do anything else: the same transaction is sent, which can not happen twice.',
      next: 'look',
    };
  }
  const [failed] = of('failed');
  if (failed?.verdict.kind === 'failed') {
    const { name, message, remedy } = told(decodeError(failed.verdict.error, programId));
    return { tone: 'bad', title: name, text: `${message}. ${remedy} ${part}`, next: 'again' };
  }
  if (of('expired').length > 0) {
    const text = `It was signed too late or the network was busy: no block took it, and none will. ${part} ${act.again}`;
    return { tone: 'warn', title: 'The transaction expired', text, next: 'again' };
  }
  return { tone: 'warn', title: 'Not all was signed', text: `${part} ${act.again}`, next: 'again' };
}

