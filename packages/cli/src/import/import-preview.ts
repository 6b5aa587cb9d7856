/** What an import has to do and what that costs, before anything is signed. */
import { fetchVaultAmount, transactionFee, type ImportRow, type Plan, type RowsByStatus } from '@tenure/sdk';
import { priorityFee } from '@tenure/transactions';
import { findPlan } from '../accounts/find-grant';
import { CliError } from '../cli-error';
import { minimumRent } from '../operation/minimum-rent';
import { sol, tokens } from '../output/values';
import type { Session } from '../session';
import type { ImportContext } from './grant-issuer';
import { checkRoom, type ImportFile } from './import-file';
import { conflictLines, sortRows } from './row-status';

/** Bytes of a grant's account without segments, and of each segment: what its rent is for. */
const GRANT_BYTES = 144;
const SEGMENT_BYTES = 16;

/** What is to be done, before it is. */
export interface ImportPreview {
  readonly session: Session;
  readonly file: ImportFile;
  readonly context: ImportContext;
  readonly sorted: RowsByStatus;
  readonly costs: ImportCosts;
}

/** What issuing the missing rows takes; the fees and the number are estimates. */
export interface ImportCosts {
  readonly transactions: number;
  readonly rentLamports: bigint;
  readonly feeLamports: bigint;
}

/** Reads how every row stands and what the rest costs. Errors: ImportRefused. */
export async function previewImport(
  session: Session,
  context: ImportContext,
  file: ImportFile,
): Promise<ImportPreview> {
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
): Promise<ImportCosts> {
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

/** The preview for JSON. */
export function previewJson({ file, context, sorted, costs }: ImportPreview): object {
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

/** The preview for people. */
export function previewFacts({ file, context, sorted, costs }: ImportPreview): (readonly [string, string])[] {
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
