/** Many acts of one kind in few transactions. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { computeBudget, MAX_TRANSACTION_BYTES, transactionSize } from '@tenure/sdk';
import type { Act, Step } from '../act';
import { fewer, logsFit } from '../chain/logs';
import { prepare, type Prepared } from '../chain/sending';
import type { Session } from '../session';

/** What goes into a transaction alone or with others, such as a claim. */
export interface Errand {
  /** What it does: errands of one form log about the same. */
  readonly form: string;
  readonly instructions: readonly TransactionInstruction[];
}

/** Errands that go into one transaction, simulated together. */
export interface Batch<E extends Errand> {
  readonly errands: readonly E[];
  readonly prepared: Prepared;
}

/**
 * Puts errands of one plan into transactions: as many of one form as fit by size, and whose simulated logs
 * fit what nodes keep, so that no event is lost. Where a simulation fails, each of its errands comes alone: a
 * claim that can't be paid keeps nobody else from theirs. Each is simulated when it is asked for, so after
 * what came before it was sent.
 */
export async function* batches<E extends Errand>(
  session: Session,
  errands: readonly E[],
  payer: PublicKey,
  decimals: number,
): AsyncGenerator<Batch<E>, void, undefined> {
  /** How many go into one, by their form. */
  const widest = new Map<string, number>();
  const simulate = (some: readonly E[]) =>
    prepare(
      session,
      some.flatMap(({ instructions }) => instructions),
      payer,
      decimals,
    );
  const ordered = [...errands].sort((a, b) => (a.form < b.form ? -1 : Number(a.form > b.form)));
  for (let from = 0; from < ordered.length; ) {
    const left = ordered.slice(from);
    const form = left[0]?.form ?? '';
    let some = alike(left, payer, widest.get(form) ?? left.length);
    let prepared = await simulate(some);
    while (some.length > 1 && prepared.rehearsal.error === undefined && !logsFit(prepared.rehearsal.logs)) {
      some = some.slice(0, fewer(some.length, prepared.rehearsal.logs, session.programId));
      widest.set(form, some.length);
      prepared = await simulate(some);
    }
    from += some.length;
    if (prepared.rehearsal.error === undefined || some.length === 1) yield { errands: some, prepared };
    else for (const each of some) yield { errands: [each], prepared: await simulate([each]) };
  }
}

/**
 * Errands as acts: in batches, or one in each where they are exported. What is exported can't always be
 * simulated, and others put it together.
 */
export async function* stepsOf<E extends Errand>(
  session: Session,
  errands: readonly E[],
  { payer, decimals }: { readonly payer: PublicKey; readonly decimals: number },
  actOf: (some: readonly E[]) => Act,
): AsyncGenerator<Step, void, undefined> {
  if (session.mode === 'export') {
    yield* errands.map((each) => ({ act: actOf([each]) }));
    return;
  }
  for await (const { errands: some, prepared } of batches(session, errands, payer, decimals)) {
    yield { act: actOf(some), prepared };
  }
}

/** The first of the errands that do the same, at most so many, and as fit into a transaction. */
function alike<E extends Errand>(errands: readonly E[], payer: PublicKey, most: number): readonly E[] {
  const [first] = errands;
  const other = errands.findIndex(({ form }) => form !== first?.form);
  const end = Math.min(most, other === -1 ? errands.length : other);
  let count = 1;
  while (count < end && fits(errands.slice(0, count + 1), payer)) count += 1;
  return errands.slice(0, count);
}

function fits(errands: readonly Errand[], payer: PublicKey): boolean {
  const instructions = [...computeBudget(1, 1n), ...errands.flatMap((each) => each.instructions)];
  return transactionSize(instructions, payer) <= MAX_TRANSACTION_BYTES;
}
