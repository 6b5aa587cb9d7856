/**
 * Doing something on the chain: simulate, show, ask, sign, send. Every command that changes anything ends
 * here.
 */
import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { exportTransaction, requiredSigners, requireKeys, type SimulatedTransaction } from '@tenure/transactions';
import type { Effect, Operation } from '@tenure/operations';
import { changesOf, type Change } from '../output/changes';
import { confirm, remark, report } from '../output/report';
import { facts, table } from '../output/table';
import { sol } from '../output/values';
import type { Session } from '../session';
import { shownUrl } from '../settings/cluster';
import { costsOf, type Costs } from './costs';
import { prepare, send } from './send';

/** One transaction: what is shown before it is sent, and what it consists of. */
export interface TransactionRequest {
  /** What it is, in the imperative: `Fund plan ...`. */
  readonly title: string;
  readonly instructions: readonly TransactionInstruction[];
  /** The role that acts; pays the fee of an exported transaction. */
  readonly signer: PublicKey;
  /** Decimals of the plan's mint. */
  readonly decimals: number;
  /** Who pays fees, where it is not decided by the flags. */
  readonly payer?: PublicKey | undefined;
  /** What it does in words, by its simulation. */
  readonly effects?: Operation['effects'] | undefined;
  /** What else the JSON output is to tell, such as the address of what was made. */
  readonly result?: Readonly<Record<string, unknown>> | undefined;
}

/** What is told of a transaction before it is sent. */
interface Shown {
  readonly title: string;
  readonly effects: readonly Effect[];
  readonly changes: readonly Change[];
  readonly costs: Costs;
}

function show(session: Session, { title, effects, changes, costs }: Shown): void {
  const { terminal } = session;
  const rows = changes.map(({ what, field, before, after }) => [what, field, before ?? '-', after ?? '-']);
  remark(session, [
    `${terminal.colors.bold(title)} on ${shownUrl(session.url)}`,
    ...(effects.length === 0
      ? []
      : [
          facts(
            effects.map(({ label, value }) => [label, value] as const),
            terminal.columns,
          ),
        ]),
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

/** What became of a transaction, for the JSON output. */
type TransactionJson = Readonly<Record<string, unknown>>;

/**
 * Does it: with `--export` prints the unsigned transaction, with `--dry-run` what would change, otherwise
 * asks, signs and sends it once. A transaction whose end is unknown is never signed anew here. Errors: the
 * program's, MissingKey, NotConfirmed, BlockhashExpired, ClusterUnreachable.
 */
export async function perform(session: Session, request: TransactionRequest): Promise<void> {
  const json = await carryOut(session, request);
  report(session, json, () => []);
}

/** A transaction, and its simulation where it was made before. */
export interface Step {
  readonly request: TransactionRequest;
  readonly prepared?: SimulatedTransaction | undefined;
}

/**
 * Carries out several transactions, one after another, and reports them together; what was done before one fails
 * is told all the same. `nothing` is said where there are none. `beside` is what the JSON output tells of all
 * together.
 */
export async function performAll(
  session: Session,
  steps: AsyncIterable<Step>,
  nothing: string,
  beside: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const performed: TransactionJson[] = [];
  let failed = true;
  try {
    for await (const { request, prepared } of steps) performed.push(await carryOut(session, request, prepared));
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
  request: TransactionRequest,
  simulated?: SimulatedTransaction,
): Promise<TransactionJson> {
  const { terminal, mode, options } = session;
  const payer = request.payer ?? session.feePayer(request.signer);
  const print = (line: string) => (options.json ? undefined : terminal.out(line));
  if (mode === 'export') {
    const transaction = await unsignedOf(session, request, payer);
    print(transaction);
    return { title: request.title, ...request.result, payer, transactions: [transaction] };
  }
  const { instructions, decimals, title } = request;
  const prepared = simulated ?? (await prepare(session, { label: title, instructions }, payer));
  const { simulation } = prepared;
  if (simulation.error !== undefined) throw simulation.error;
  const changes = changesOf(simulation.changes, decimals, session.programId);
  const costs = costsOf(prepared, session.programId);
  const shown = { title, effects: request.effects?.(simulation.changes) ?? [], changes, costs };
  const told = shown.effects.map(({ label, value }) => ({ label, value }));
  const json = { ...shown, ...request.result, effects: told };
  if (mode === 'send') requireKeys(requiredSigners(instructions, payer), session.keyring());
  show(session, shown);
  if (mode === 'dry-run') return { dryRun: true, ...json };
  await confirm(session, 'Sign and send?');
  const { signature, slot } = await send(session, prepared);
  for (const [name, value] of Object.entries(request.result ?? {})) {
    // Addresses of what was made; the rest is in the title already.
    if (value instanceof PublicKey) print(`${name}: ${value.toBase58()}`);
  }
  print(`Done: ${signature}`);
  return { ...json, signature, slot };
}

async function unsignedOf(session: Session, { instructions }: TransactionRequest, payer: PublicKey): Promise<string> {
  const { blockhash } = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
  return exportTransaction(instructions, payer, blockhash);
}
