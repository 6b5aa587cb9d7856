/** `tenure import`: many grants from a file. */
import { fetchVaultAmount, transactionFee, type ImportRow, type Plan, type RowsByStatus } from '@tenure/sdk';
import { exportTransaction, priorityFee, requireKeys, TransactionSender } from '@tenure/transactions';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { confirm, report } from '../output/report';
import * as args from '../args';
import { minimumRent } from '../operation/minimum-rent';
import { checkRoom, readImportFile, type ImportFile } from '../import/import-file';
import { GrantIssuer, batchesOf, type ImportResult, type ImportContext } from '../import/grant-issuer';
import { Journal, journalPath } from '../import/journal';
import { UnitLimits } from '../import/unit-limits';
import { conflictLines, sortRows } from '../import/row-status';
import { CliError } from '../cli-error';
import type { Session } from '../session';
import type { Facts } from '../output/facts';
import { progressBar } from '../output/progress-bar';
import { facts } from '../output/table';
import { sol, tokens } from '../output/values';
import { findPlan } from '../accounts/find-grant';
import { issuerOf } from '../accounts/signers';
import type { OpenSession } from '../open-session';

interface Options {
  readonly plan: string;
  readonly inFlight: string;
  readonly journal?: string;
}

/** Bytes of a grant's account without segments, and of each segment: what its rent is for. */
const GRANT_BYTES = 144;
const SEGMENT_BYTES = 16;

/** Adds the command. */
export function addImport(program: Command, open: OpenSession): void {
  program
    .command('import')
    .description('issue the grants of a CSV file, ten a transaction; run it again to resume, nothing is issued twice')
    .argument('<file>', 'columns grant_id,beneficiary,amount,start,schedule and, if wanted, withholding_bps,label')
    .requiredOption('--plan <address>', 'the plan that issues')
    .option('--in-flight <number>', 'the most transactions on their way at one time, 1 to 256', '32')
    .option('--journal <file>', 'what was signed and what became of it (beside the file)')
    .action(async (file: string, options: Options, command: Command) => {
      const session = open(command);
      await importFile(session, file, options);
    });
}

/** What is to be done, before it is. */
interface ImportPreview {
  readonly session: Session;
  readonly file: ImportFile;
  readonly context: ImportContext;
  readonly sorted: RowsByStatus;
  readonly costs: Costs;
}

interface Costs {
  readonly transactions: number;
  readonly rentLamports: bigint;
  readonly feeLamports: bigint;
}

async function importFile(session: Session, path: string, options: Options): Promise<void> {
  const inFlight = args.whole(options.inFlight, 1, 256, '--in-flight');
  const plan = await findPlan(session, options.plan);
  const file = readImportFile(path, plan);
  const issuer = issuerOf(session, plan);
  const context: ImportContext = { session, plan, issuer, payer: session.feePayer(issuer) };
  if (session.mode !== 'send') return look(session, context, file);
  requireKeys([issuer, context.payer], session.keyring());
  const genesisHash = await session.ask((connection) => connection.getGenesisHash());
  const key = { plan: plan.address.toBase58(), genesisHash, fileSha256: file.sha256 };
  const journal = await Journal.open(options.journal ?? journalPath(path, key), key);
  try {
    await issueAll(session, context, file, journal, inFlight);
  } finally {
    await journal.close();
  }
}

/** `--dry-run` and `--export`: nothing is signed, no journal is written. */
async function look(session: Session, context: ImportContext, file: ImportFile): Promise<void> {
  const preview = await previewImport(session, context, file);
  const { missing } = preview.sorted;
  const batches = batchesOf(context, missing, await session.expiry());
  if (session.mode === 'export') {
    const { blockhash } = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
    const transactions = batches.map(({ instructions }) =>
      exportTransaction(instructions.slice(2), context.payer, blockhash),
    );
    return report(session, { ...previewJson(preview), payer: context.payer, transactions }, () => transactions);
  }
  const limits = new UnitLimits(session, context.payer);
  for (const batch of batches) await limits.units(batch);
  report(session, { dryRun: true, ...previewJson(preview) }, () => [
    facts(previewFacts(preview), session.terminal.columns),
    'Nothing was sent.',
  ]);
}

async function issueAll(
  session: Session,
  context: ImportContext,
  file: ImportFile,
  journal: Journal,
  inFlight: number,
): Promise<void> {
  const begin = Date.now();
  const { options, terminal } = session;
  const bar = options.json ? undefined : progressBar(terminal, 'grants');
  const sender = new TransactionSender(session.rpc, session);
  let base = 0;
  const onProgress = (grants: number) => bar?.update(base + grants);
  const grantIssuer = new GrantIssuer(context, { journal, sender, inFlight, onProgress });
  if (journal.left.length > 0) {
    session.terminal.note(`Resuming: waiting for the end of ${journal.left.length} transactions of an earlier run.`);
    await grantIssuer.settle();
  }
  const preview = await previewImport(session, context, file);
  const { missing, present, closed } = preview.sorted;
  if (missing.length > 0) {
    if (!options.json) terminal.note(facts(previewFacts(preview), terminal.columns));
    await checkBalance(session, context.payer, preview.costs);
    await confirm(session, `Sign and send ${preview.costs.transactions} transactions?`);
  }
  base = present.length + closed.length;
  if (missing.length > 0) bar?.start(file.rows.length, base);
  const issued = await grantIssuer.run(missing);
  bar?.stop();
  const after = await sortRows(session, context.plan, file.rows, issued.slot || undefined);
  await journal.reconciled(after.present.length + after.closed.length, after.missing.length);
  reportResult(preview, issued, after, journal, begin);
}

/** Prints the previewJson, and fails unless every row is on the chain with its terms. */
function reportResult(
  preview: ImportPreview,
  issued: ImportResult,
  after: RowsByStatus,
  journal: Journal,
  begin: number,
): void {
  const { session, file, sorted, context } = preview;
  const seconds = (Date.now() - begin) / 1_000;
  const rentLamports = issued.error === undefined ? preview.costs.rentLamports : undefined;
  const { feeLamports, transactions, signedAgain } = issued;
  const onChain = after.present.length + after.closed.length;
  const different = conflictLines(after, context.plan.decimals);
  const json = {
    ...{ file: file.path, sha256: file.sha256, plan: context.plan.address, rows: file.rows.length, onChain },
    ...{ presentBefore: sorted.present.length, closed: after.closed.length, issued: issued.grants },
    ...{ missing: after.missing.map(({ line, grantId }) => ({ line, grantId })), different },
    ...{ transactions, signedAgain, feeLamports, rentLamports, seconds, journal: journal.path },
    peakMemoryBytes: process.resourceUsage().maxRSS * 1_024,
  };
  const done: Facts = [
    ['rows of the file', `${file.rows.length}`],
    ['present before', `${sorted.present.length}`],
    ...(after.closed.length > 0 ? [['issued earlier, closed since', `${after.closed.length}`] as const] : []),
    ['issued now', `${issued.grants}`],
    ['on the chain, read back', `${onChain} of ${file.rows.length}`],
    ['transactions', `${transactions}${signedAgain > 0 ? `, ${signedAgain} signed again` : ''}`],
    ['fees', sol(feeLamports)],
    ...(rentLamports === undefined ? [] : [['rent', sol(rentLamports)] as const]),
    ['time', `${seconds.toFixed(1)} s`],
    ['journal', journal.path],
  ];
  report(session, json, () => [
    facts(done, session.terminal.columns),
    ...(sorted.missing.length === 0 ? ['Nothing was issued: every grant of the file is there.'] : []),
  ]);
  if (issued.error !== undefined) throw issued.error;
  if (different.length + after.missing.length > 0) {
    const details = [
      ...different,
      ...after.missing.map(({ line, grantId }) => `line ${line}: grant ${grantId} is missing`),
    ];
    throw new CliError(
      'NotReconciled',
      'The chain does not have every grant of the file',
      'Run the import again.',
      details,
    );
  }
}

/** Reads how every row stands and what the rest costs. Errors: ImportRefused. */
async function previewImport(session: Session, context: ImportContext, file: ImportFile): Promise<ImportPreview> {
  const { plan, issuer } = context;
  const sorted = await sortRows(session, plan, file.rows);
  if (sorted.conflicts.length > 0) {
    const remedy = 'Give new grants ids of their own; nothing of the file was issued.';
    throw new CliError(
      'ImportRefused',
      'Grants with ids of the file exist with other terms',
      remedy,
      conflictLines(sorted, plan.decimals),
    );
  }
  const [vaultAmount, now] = await Promise.all([fetchVaultAmount(session.reader, plan), session.now()]);
  checkRoom(sorted.missing, {
    plan: await findPlan(session, plan.address.toBase58()),
    vaultAmount,
    issuer,
    now,
  });
  return { session, file, context, sorted, costs: await costsOf(session, context, sorted.missing) };
}

async function costsOf(
  session: Session,
  { plan, issuer, payer }: ImportContext,
  rows: readonly ImportRow[],
): Promise<Costs> {
  const rents = new Map<number, bigint>();
  for (const count of new Set(rows.map(({ shape }) => shape.length))) {
    const bytes = GRANT_BYTES + SEGMENT_BYTES * count;
    rents.set(count, await minimumRent(session, bytes));
  }
  const rentLamports = rows.reduce((sum, { shape }) => sum + (rents.get(shape.length) ?? 0n), 0n);
  // Ten fit a transaction where one key signs and pays; otherwise a few more transactions are needed.
  const transactions = Math.ceil(rows.length / 10);
  const { rpc, maxPriorityFee } = session;
  const price = rows.length === 0 ? 0n : await priorityFee(rpc, [plan.address, payer], maxPriorityFee);
  const fee = transactionFee(issuer.equals(payer) ? 1 : 2, 320_000, price);
  return { transactions, rentLamports, feeLamports: fee * BigInt(transactions) };
}

async function checkBalance(session: Session, payer: PublicKey, { rentLamports, feeLamports }: Costs): Promise<void> {
  const balance = BigInt(await session.ask((connection) => connection.getBalance(payer)));
  const needed = rentLamports + feeLamports;
  if (balance >= needed) return;
  throw new CliError(
    'InsufficientLamports',
    `${payer.toBase58()} has ${sol(balance)}, about ${sol(needed)} are needed`,
    'Fund it with SOL, then run the import again.',
  );
}

function previewJson({ file, context, sorted, costs }: ImportPreview): object {
  return {
    ...{
      file: file.path,
      sha256: file.sha256,
      plan: context.plan.address,
      issuer: context.issuer,
      rows: file.rows.length,
    },
    ...{ present: sorted.present.length, closed: sorted.closed.length, new: sorted.missing.length, costs },
  };
}

function previewFacts({ file, context, sorted, costs }: ImportPreview): (readonly [string, string])[] {
  const sum = sorted.missing.reduce((total, row) => total + row.total, 0n);
  return [
    ['file', `${file.path} (SHA-256 ${file.sha256.slice(0, 16)}…)`],
    ['plan', planName(context.plan)],
    ['issuer', context.issuer.toBase58()],
    ['rows', `${file.rows.length}`],
    ['present already', `${sorted.present.length + sorted.closed.length}`],
    ['to be issued', `${sorted.missing.length} grants, ${tokens(sum, context.plan.decimals)} tokens`],
    ['transactions', `about ${costs.transactions}`],
    ['cost', `${sol(costs.rentLamports)} rent, about ${sol(costs.feeLamports)} fees`],
  ];
}

function planName({ planId, address }: Plan): string {
  return `${planId} (${address.toBase58()})`;
}
