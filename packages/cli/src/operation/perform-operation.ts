/** Doing an operation: its instructions as the chain stands now, in transactions that are shown and sent. */
import type { PublicKey } from '@solana/web3.js';
import type { Operation } from '@tenure/operations';
import type { Plan } from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import { anybodyOf } from '../accounts/signers';
import { report } from '../output/report';
import type { Session } from '../session';
import { perform, performAll, type TransactionRequest } from './perform';
import { stepsOf } from './steps';

/** What is told beside an operation, and who signs it where anybody may. */
interface PerformOptions {
  readonly signer?: PublicKey | undefined;
  /** What else the JSON output is to tell, such as the address of what was made. */
  readonly result?: Json | undefined;
}

/** The same of an operation of several parts. */
interface PartsOptions extends Omit<PerformOptions, 'result'> {
  /** What else the JSON output is to tell of a transaction, by its parts. */
  readonly resultOf?: ((some: readonly InstructionGroup[]) => Json) | undefined;
  /** What it tells of all together. */
  readonly beside?: Json | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** What a transaction of several parts is called: its parts, those of one name counted. */
function partsText(some: readonly InstructionGroup[]): string {
  const counts = new Map<string, number>();
  for (const { label } of some) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => (count === 1 ? label : `${label} (${count})`)).join(', ');
}

/** The groups of an operation on a plan as they stand now, and how some of them become a transaction. */
async function requestsOf(
  session: Session,
  plan: Pick<Plan, 'authority' | 'decimals'>,
  operation: Operation,
  { signer = operation.signer ?? anybodyOf(session, plan) }: Pick<PerformOptions, 'signer'>,
) {
  const payer = session.feePayer(signer);
  const now = await session.now();
  const groups = await operation.groups({ now, expiresTs: session.expiryFrom(now), signer, payer });
  const requestOf = (some: readonly InstructionGroup[], title: string, result?: Json): TransactionRequest => ({
    ...{ title, instructions: some.flatMap(({ instructions }) => instructions) },
    ...{ signer, payer, decimals: plan.decimals, effects: operation.effects, result },
  });
  return { payer, groups, requestOf };
}

/** Does an operation on a plan that is one transaction at most. Errors: those of `perform`. */
export async function performOperation(
  session: Session,
  plan: Pick<Plan, 'authority' | 'decimals'>,
  operation: Operation,
  options: PerformOptions = {},
): Promise<void> {
  const { groups, requestOf } = await requestsOf(session, plan, operation, options);
  const { title } = operation;
  if (groups.length > 0) return perform(session, requestOf(groups, title, options.result));
  report(session, { title, nothing: true }, () => ['There is nothing left to do: it has been done meanwhile.']);
}

/** Does an operation of any number of parts, in as few transactions as hold them. `nothing` is said where there are none. */
export async function performParts(
  session: Session,
  plan: Pick<Plan, 'authority' | 'decimals'>,
  operation: Operation,
  nothing: string,
  options: PartsOptions = {},
): Promise<void> {
  const { payer, groups, requestOf } = await requestsOf(session, plan, operation, options);
  const { resultOf, beside } = options;
  const steps = stepsOf(session, groups, payer, (some) =>
    requestOf(some, `${operation.title}: ${partsText(some)}`, resultOf?.(some)),
  );
  await performAll(session, steps, nothing, beside);
}

/** Whether a part of an operation names an account. */
export function isAbout({ instructions }: InstructionGroup, account: PublicKey): boolean {
  return instructions.some(({ keys }) => keys.some(({ pubkey }) => pubkey.equals(account)));
}
