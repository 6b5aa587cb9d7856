/** Many operations of one kind in few transactions. */
import type { PublicKey } from '@solana/web3.js';
import { packTransactions, type InstructionGroup } from '@tenure/transactions';
import type { Session } from '../session';
import type { TransactionRequest, Step } from './perform';

/** The same groups, those of one form behind each other, so that they can share transactions. */
export function sortedByForm<G extends InstructionGroup>(groups: readonly G[]): G[] {
  return [...groups].sort(({ form: a = '' }, { form: b = '' }) => (a < b ? -1 : Number(a > b)));
}

/**
 * Groups as operations: several in each, or one in each where they are exported. What is exported can't always be
 * simulated, and others put it together.
 */
export async function* stepsOf<G extends InstructionGroup>(
  session: Session,
  groups: readonly G[],
  payer: PublicKey,
  requestOf: (some: readonly G[]) => TransactionRequest,
): AsyncGenerator<Step, void, undefined> {
  if (session.mode === 'export') {
    yield* groups.map((each) => ({ request: requestOf([each]) }));
    return;
  }
  for await (const prepared of packTransactions(session.rpc, { groups: sortedByForm(groups), payer }, session)) {
    yield { request: requestOf(prepared.groups), prepared };
  }
}
