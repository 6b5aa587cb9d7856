/**
 * Doing something on the chain: simulate, show, ask, sign, send. Every command that changes anything ends
 * here.
 */
import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { decodeError } from '@tenure/sdk';
import { Delivery } from './chain/delivery';
import { budget, priorityFee } from './chain/fees';
import { exported, requireKeys, sign } from './chain/message';
import { rehearse, type Costs, type Rehearsal } from './chain/rehearsal';
import { Refusal } from './refusal';
import type { Session } from './session';
import { shownUrl } from './settings/cluster';
import { plain } from './text/clean';
import { table } from './text/table';
import { sol } from './text/values';

/** One transaction's worth of doing. */
export interface Act {
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
function show(session: Session, { title }: Act, { changes, costs }: Rehearsal): void {
  const { terminal } = session;
  const print = (line: string) => (session.mode === 'dry-run' ? terminal.out(line) : terminal.note(line));
  print(`${terminal.colors.bold(title)} on ${shownUrl(session.url)}`);
  if (changes.length > 0) {
    const rows = changes.map(({ what, field, before, after }) => [what, field, before ?? '-', after ?? '-']);
    print(table(['account', 'field', 'before', 'after'], rows));
  }
  print(costText(costs));
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

/** Prints a result: one JSON document with `--json`, otherwise lines of text. */
export function report(session: Session, json: unknown, lines: () => readonly string[]): void {
  const { terminal, options } = session;
  if (options.json) terminal.out(JSON.stringify(plain(json), null, 2));
  else for (const line of lines()) terminal.out(line);
}

/** Asks unless `--yes` or `--json` says not to. Fails with `NotConfirmed`. */
export async function confirm(session: Session, question: string): Promise<void> {
  const { yes, json } = session.options;
  if (yes || json) return;
  if (!session.terminal.interactive) {
    throw new Refusal('NotConfirmed', 'Nobody can be asked here', 'Give --yes to sign without a question.');
  }
  if (!(await session.terminal.confirm(question))) {
    throw new Refusal(
      'NotConfirmed',
      'Nothing was signed',
      'Answer y to sign, or use --dry-run to look only.',
    );
  }
}

/**
 * Does it: with `--export` prints the unsigned transaction, with `--dry-run` what would change, otherwise
 * asks, signs and sends it once. A transaction whose end is unknown is never signed anew here. Errors: the
 * program's, MissingKey, NotConfirmed, BlockhashExpired, ClusterUnreachable.
 */
export async function perform(session: Session, act: Act): Promise<void> {
  const payer = act.payer ?? session.feePayer(act.signer);
  if (session.mode === 'export') return exportOnly(session, act, payer);
  const writable = act.instructions.flatMap(({ keys }) => keys.filter(({ isWritable }) => isWritable));
  const price = await priorityFee(
    session,
    writable.map(({ pubkey }) => pubkey),
  );
  const rehearsal = await rehearse(session, act.instructions, payer, price, act.decimals);
  if (rehearsal.error !== undefined) throw rehearsal.error;
  const told = { title: act.title, ...act.result, changes: rehearsal.changes, costs: rehearsal.costs };
  if (session.mode === 'dry-run') {
    if (!session.options.json) show(session, act, rehearsal);
    return report(session, { dryRun: true, ...told }, () => []);
  }
  requireKeys(requiredKeys(act, payer), session.keyring());
  if (!session.options.json) show(session, act, rehearsal);
  await confirm(session, 'Sign and send?');
  const blockhash = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
  const instructions = [...budget(rehearsal.units, price), ...act.instructions];
  const signed = sign(instructions, payer, blockhash, session.keyring());
  const delivery = new Delivery(session.connection, session);
  const verdict = await delivery.deliver(signed);
  const { signature } = signed;
  if (verdict.kind === 'expired') throw decodeError(new Error('block height exceeded'), session.programId);
  if (verdict.kind === 'failed') throw decodeError(verdict.error, session.programId);
  report(session, { ...told, signature, slot: verdict.slot }, () => [
    // Addresses of what was made; the rest is in the title already.
    ...Object.entries(act.result ?? {}).flatMap(([name, value]) =>
      value instanceof PublicKey ? [`${name}: ${value.toBase58()}`] : [],
    ),
    `Done: ${signature}`,
  ]);
}

function requiredKeys({ instructions }: Act, payer: PublicKey): PublicKey[] {
  const keys = instructions.flatMap((instruction) => instruction.keys.filter(({ isSigner }) => isSigner));
  return [
    ...new Map([payer, ...keys.map(({ pubkey }) => pubkey)].map((key) => [key.toBase58(), key])).values(),
  ];
}

async function exportOnly(session: Session, act: Act, payer: PublicKey): Promise<void> {
  const { blockhash } = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
  const transaction = exported(act.instructions, payer, blockhash);
  report(session, { title: act.title, ...act.result, payer, transactions: [transaction] }, () => [
    transaction,
  ]);
}
