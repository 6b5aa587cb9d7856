/** `tenure import`: many grants from a file. */
import type { RowsByStatus } from '@tenure/sdk';
import { exportTransaction, requireKeys, TransactionSender } from '@tenure/transactions';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { findPlan } from '../accounts/find-grant';
import { issuerOf } from '../accounts/signers';
import * as args from '../args';
import { CliError } from '../cli-error';
import { GrantIssuer, batchesOf, type ImportResult, type ImportContext } from '../import/grant-issuer';
import { readImportFile, type ImportFile } from '../import/import-file';
import {
  previewFacts,
  previewImport,
  previewJson,
  type ImportCosts,
  type ImportPreview,
} from '../import/import-preview';
import { Journal, journalPath } from '../import/journal';
import { conflictLines, sortRows } from '../import/row-status';
import { UnitLimits } from '../import/unit-limits';
import type { OpenSession } from '../open-session';
import type { Facts } from '../output/facts';
import { progressBar } from '../output/progress-bar';
import { confirm, report } from '../output/report';
import { facts } from '../output/table';
import { sol } from '../output/values';
import type { Session } from '../session';

interface Options {
  readonly plan: string;
  readonly inFlight: string;
  readonly journal?: string;
}

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

async function importFile(session: Session, path: string, options: Options): Promise<void> {
  const inFlight = args.whole(options.inFlight, 1, 256, '--in-flight');
  const plan = await findPlan(session, options.plan);
  const file = readImportFile(path, plan);
  const issuer = issuerOf(session, plan);
  const context: ImportContext = { session, plan, issuer, payer: session.feePayer(issuer) };
  if (session.mode !== 'send') return previewOnly(session, context, file);
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
async function previewOnly(session: Session, context: ImportContext, file: ImportFile): Promise<void> {
  const preview = await previewImport(session, context, file);
  const { missing } = preview.sorted;
  const batches = batchesOf(context, missing, await session.expiry());
  if (session.mode === 'export') {
    const { blockhash } = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
    const transactions = batches.map(({ instructions }) => exportTransaction(instructions, context.payer, blockhash));
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

async function checkBalance(
  session: Session,
  payer: PublicKey,
  { rentLamports, feeLamports }: ImportCosts,
): Promise<void> {
  const balance = BigInt(await session.ask((connection) => connection.getBalance(payer)));
  const needed = rentLamports + feeLamports;
  if (balance >= needed) return;
  throw new CliError(
    'InsufficientLamports',
    `${payer.toBase58()} has ${sol(balance)}, about ${sol(needed)} are needed`,
    'Fund it with SOL, then run the import again.',
  );
}
