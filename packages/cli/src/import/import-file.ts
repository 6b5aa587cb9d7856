/** The import file: what it says, apart from what the plan has room for. */
import type { PublicKey } from '@solana/web3.js';
import { capacityOf, formatProblem, U64_MAX, validateImport, type ImportRow, type Plan } from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CliError } from '../cli-error';
import { clean } from '../output/clean';
import { tokens } from '../output/values';

/** A file that has no problems of its own. */
export interface ImportFile {
  readonly path: string;
  /** Of its bytes, hexadecimal: with plan and cluster it names the journal. */
  readonly sha256: string;
  readonly rows: readonly ImportRow[];
}

/** Reads and checks a file as a whole. Errors: FileUnreadable, ImportRefused with every problem. */
export function readImportFile(path: string, plan: Plan): ImportFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new CliError('FileUnreadable', `${path} can't be read`, 'Check the path.');
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, sha256, rows: rowsOf(bytes.toString('utf8'), plan) };
}

/**
 * The rows of a file's text. What was issued before still counts as a row, so room and ids are left to later
 * checks.
 */
function rowsOf(text: string, plan: Plan): readonly ImportRow[] {
  const roomy: Plan = {
    ...plan,
    status: 'open',
    accelerations: [],
    allocated: 0n,
    issueCap: U64_MAX,
    operatorCap: U64_MAX,
    reserved: 0n,
    withheld: 0n,
  };
  const { rows, problems } = validateImport(text, {
    plan: roomy,
    vaultAmount: U64_MAX,
    existingIds: new Set(),
    now: 0,
    issuer: plan.authority,
  });
  if (problems.length > 0) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    throw new CliError(
      'ImportRefused',
      `The file has ${count}, so nothing of it was issued`,
      'Correct the lines below, then run the import again.',
      problems.map((problem) => clean(formatProblem(problem))),
    );
  }
  return rows;
}

/** What new grants are checked against. */
export interface Room {
  readonly plan: Plan;
  /** In the vault, base units. */
  readonly vaultAmount: bigint;
  readonly issuer: PublicKey;
  /** The chain's time, unix seconds. */
  readonly now: number;
}

/** Whether the plan can issue so much more by this issuer. Errors: ImportRefused with every reason. */
export function checkRoom(rows: readonly ImportRow[], { plan, vaultAmount, issuer, now }: Room): void {
  if (rows.length === 0) return;
  const sum = rows.reduce((total, row) => total + row.total, 0n);
  const capacity = capacityOf(plan, vaultAmount, now);
  const byAuthority = issuer.equals(plan.authority);
  const short = (left: bigint, what: string, remedy: string) =>
    sum <= left
      ? []
      : [`${tokens(sum, plan.decimals)} are to be issued, but only ${tokens(left, plan.decimals)} ${what}. ${remedy}`];
  const reasons = [
    ...(plan.status === 'sealed' ? ['The plan is sealed and issues no more grants.'] : []),
    ...(plan.accelerations.at(-1)?.retained === 0 ? ['The plan is released in full and issues no more.'] : []),
    ...(byAuthority || plan.operator?.equals(issuer) === true ? [] : [`${issuer.toBase58()} may not issue.`]),
    ...short(capacity.issueCap, "are left of the plan's issue cap", 'The cap is fixed.'),
    ...short(capacity.vault, 'are free in the vault', 'Fund the plan first.'),
    ...(byAuthority
      ? []
      : short(capacity.operatorCap, "are left of the operator's cap for 24 hours", 'Wait, or sign as the authority.')),
  ];
  if (reasons.length > 0) {
    const remedy = 'Nothing was issued; remove what stands below in the way, then run the import again.';
    throw new CliError('ImportRefused', 'The plan has no room for the new grants of this file', remedy, reasons);
  }
}
