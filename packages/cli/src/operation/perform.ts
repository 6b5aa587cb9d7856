/**
 * Doing something on the chain: simulate, show, ask, sign, send. Every command that changes anything ends
 * here.
 */
import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { exportTransaction, requiredSigners, requireKeys, type SimulatedTransaction } from '@tenure/transactions';
import { changesOf, type Change } from '../output/changes';
import { confirm, remark, report } from '../output/report';
import { table } from '../output/table';
import { sol } from '../output/values';
import type { Session } from '../session';
import { shownUrl } from '../settings/cluster';
import { costsOf, type Costs } from './costs';
import { prepare, send } from './send';

/** What one transaction does. */
export interface Operation {
  /** What it is, in the imperative: `Fund plan ...`. */
  readonly title: string;
  readonly instructions: readonly TransactionInstruction[];
  /** The role that acts; pays the fee of an exported transaction. */
  readonly signer: PublicKey;
  /** Decimals of the plan's mint. */
  readonly decimals: number;
  /** Who pays fees, where it is not decided by the flags. */
  readonly payer?: PublicKey | undefined;
  /** What else the JSON output is to tell, such as the address of what was made. */
  readonly result?: Readonly<Record<string, unknown>> | undefined;
}

/** Shows costs and changes. */
function show(session: Session, { title }: Operation, changes: readonly Change[], costs: Costs): void {
  const { terminal } = session;
  const rows = changes.map(({ what, field, before, after }) => [what, field, before ?? '-', after ?? '-']);
  remark(session, [
    `${terminal.colors.bold(title)} on ${shownUrl(session.url)}`,
    ...(rows.length === 0 ? [] : [table(['account', 'field', 'before', 'after'], rows, terminal.columns)]),
    costText(costs),
  ]);
}

/** A line such as `Cost: 0.000005 SOL fee, 0.002 SOL rent`. */
export function costText({ feeLamports, rentLamports, returnedLamports }: Costs): string {
  const parts = [
    `${sol(feeLamports)} fee`,
    ...(rentLamports > 0n ? [`${sol(rentLamports)} rent`] : []),
    ...(returnedLamports > 0n ? [`${sol(returnedLamports)} rent comes back`] : []),
  ];
  return `Cost: ${parts.join(', ')}`;
}

/** What became of an operation, for the JSON output. */
type OperationJson = Readonly<Record<string, unknown>>;

/**
 * Does it: with `--export` prints the unsigned transaction, with `--dry-run` what would change, otherwise
 * asks, signs and sends it once. A transaction whose end is unknown is never signed anew here. Errors: the
 * program's, MissingKey, NotConfirmed, BlockhashExpired, ClusterUnreachable.
 */
export async function perform(session: Session, operation: Operation): Promise<void> {
  const json = await carryOut(session, operation);
  report(session, json, () => []);
}

/** An operation, and its simulation where it was made before. */
export interface Step {
  readonly operation: Operation;
  readonly prepared?: SimulatedTransaction | undefined;
}

/**
 * Carries out several operations, one after another, and reports them together; what was done before one fails
 * is told all the same. `nothing` is said where there are none. `beside` is what the JSON output tells of all
 * together.
 */
export async function performAll(
  session: Session,
  steps: AsyncIterable<Step>,
  nothing: string,
  beside: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const performed: OperationJson[] = [];
  let failed = true;
  try {
    for await (const { operation, prepared } of steps) performed.push(await carryOut(session, operation, prepared));
    failed = false;
  } finally {
    if (performed.length > 0 || !failed) {
      report(session, { ...beside, acts: performed }, () => (performed.length > 0 ? [] : [nothing]));
    }
  }
}

/** Prints what a person reads, and returns what the JSON output is to tell. */
async function carryOut(
  session: Session,
  operation: Operation,
  simulated?: SimulatedTransaction,
): Promise<OperationJson> {
  const { terminal, mode, options } = session;
  const payer = operation.payer ?? session.feePayer(operation.signer);
  const print = (line: string) => (options.json ? undefined : terminal.out(line));
  if (mode === 'export') {
    const transaction = await unsignedOf(session, operation, payer);
    print(transaction);
    return { title: operation.title, ...operation.result, payer, transactions: [transaction] };
  }
  const { instructions, decimals, title } = operation;
  const prepared = simulated ?? (await prepare(session, { label: title, instructions }, payer));
  const { simulation } = prepared;
  if (simulation.error !== undefined) throw simulation.error;
  const changes = changesOf(simulation.changes, decimals, session.programId);
  const costs = costsOf(prepared, session.programId);
  const json = { title, ...operation.result, changes, costs };
  if (mode === 'send') requireKeys(requiredSigners(instructions, payer), session.keyring());
  show(session, operation, changes, costs);
  if (mode === 'dry-run') return { dryRun: true, ...json };
  await confirm(session, 'Sign and send?');
  const { signature, slot } = await send(session, prepared);
  for (const [name, value] of Object.entries(operation.result ?? {})) {
    // Addresses of what was made; the rest is in the title already.
    if (value instanceof PublicKey) print(`${name}: ${value.toBase58()}`);
  }
  print(`Done: ${signature}`);
  return { ...json, signature, slot };
}

async function unsignedOf(session: Session, { instructions }: Operation, payer: PublicKey): Promise<string> {
  const { blockhash } = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
  return exportTransaction(instructions, payer, blockhash);
}
