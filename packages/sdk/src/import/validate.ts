/** Checking an import file as a whole: every problem is found before anything is built. */
import type { PublicKey } from '@solana/web3.js';
import { formatAmount } from '../token/amount';
import { capacityOf } from '../preview/capacity';
import { numberConstant } from '../program/idl';
import { RETAIN_ALL, type ShapeSegment } from '../math';
import type { Plan } from '../state';
import * as fields from './fields';
import type { FieldResult } from './fields';
import type { ImportColumn, Problem } from './problem';
import { readTable, type TableRow } from './table';

/** What the file is checked against. */
export interface ImportContext {
  readonly plan: Plan;
  /** What the plan's vault holds, base units: `fetchVaultAmount`. */
  readonly vaultAmount: bigint;
  /** Ids that live or closed grants of the plan have: `fetchGrantIds`. */
  readonly existingIds: ReadonlySet<bigint>;
  /** Unix seconds, best the chain's own clock: what the operator may still issue depends on it. */
  readonly now: number;
  /** Decimals of the mint; the plan's unless given. */
  readonly decimals?: number | undefined;
  /** Who will sign; the plan's operator unless given. */
  readonly issuer?: PublicKey | undefined;
}

/** A grant that can be issued. */
export interface ImportRow {
  /** Line of the file. */
  readonly line: number;
  readonly grantId: bigint;
  readonly beneficiary: PublicKey;
  /** Base units. */
  readonly total: bigint;
  readonly startTs: number;
  /** When the schedule ends, unless it is paused. */
  readonly endTs: number;
  readonly shape: readonly ShapeSegment[];
  readonly withholdingBps: number;
  /** Empty where the file has none. */
  readonly label: string;
}

/** Either every row and no problem, or problems and no rows. */
export interface ImportResult {
  readonly rows: readonly ImportRow[];
  readonly problems: readonly Problem[];
}

/** Collects the problems of one row. */
class RowCheck {
  readonly problems: Problem[] = [];

  constructor(private readonly row: TableRow) {}

  add(column: ImportColumn, message: string, remedy: string): void {
    this.problems.push({ line: this.row.line, column, value: this.row.fields[column], message, remedy });
  }

  take<T>(column: ImportColumn, field: FieldResult<T>): T | undefined {
    if ('value' in field) return field.value;
    this.add(column, field.message, field.remedy);
    return undefined;
  }
}

interface Checked {
  readonly line: number;
  readonly row: ImportRow | undefined;
  /** Base units, where the amount is good. */
  readonly total: bigint | undefined;
  readonly problems: readonly Problem[];
}

function checkRow(row: TableRow, context: ImportContext, seen: Map<bigint, number>): Checked {
  const { plan, existingIds, decimals = plan.decimals } = context;
  const { line, fields: text } = row;
  const check = new RowCheck(row);
  const grantId = check.take('grant_id', fields.grantId(text.grant_id));
  if (grantId !== undefined) {
    const first = seen.get(grantId);
    if (first !== undefined) {
      check.add('grant_id', `Lines ${first} and ${line} have the same id`, 'Give each grant an id of its own.');
    } else if (existingIds.has(grantId)) {
      check.add(
        'grant_id',
        'The plan has, or had, a grant with this id',
        'Remove the line if it was imported before, otherwise give it another id.',
      );
    }
    seen.set(grantId, first ?? line);
  }
  const beneficiary = check.take('beneficiary', fields.beneficiary(text.beneficiary, plan));
  const total = check.take('amount', fields.amount(text.amount, decimals));
  const startTs = check.take('start', fields.start(text.start));
  const shape = check.take('schedule', fields.schedule(text.schedule));
  const withholdingBps = check.take('withholding_bps', fields.withholdingBps(text.withholding_bps, plan));
  const label = check.take('label', fields.label(text.label));
  // A bad amount or start must not hide a bad schedule, so others stand in for them.
  const endTs = shape && check.take('schedule', fields.wholeSchedule(shape, total ?? 1_000_000n, startTs ?? 0));
  const complete =
    grantId !== undefined &&
    beneficiary !== undefined &&
    total !== undefined &&
    startTs !== undefined &&
    shape !== undefined &&
    endTs !== undefined &&
    withholdingBps !== undefined &&
    label !== undefined;
  return {
    line,
    total,
    problems: check.problems,
    row: complete ? { line, grantId, beneficiary, total, startTs, endTs, shape, withholdingBps, label } : undefined,
  };
}

function checkPlan({ plan, issuer = plan.operator ?? plan.authority }: ImportContext): Problem[] {
  const problem = (message: string, remedy: string) => ({ line: null, column: null, value: '', message, remedy });
  const problems: Problem[] = [];
  if (plan.status === 'sealed') {
    problems.push(problem('The plan is sealed and issues no more grants', 'Issue from another plan.'));
  }
  if ((plan.accelerations.at(-1)?.retained ?? RETAIN_ALL) < numberConstant('minRetainedToIssue')) {
    problems.push(problem('The plan is released in full, or nearly, and issues no more', 'Issue from another plan.'));
  }
  if (!issuer.equals(plan.authority) && plan.operator?.equals(issuer) !== true) {
    problems.push(problem(`${issuer.toBase58()} may not issue`, "Sign with the plan's operator or its authority."));
  }
  return problems;
}

/** The rows from which on the sum is more than the plan can issue. */
function checkSums(rows: readonly Checked[], context: ImportContext): Problem[] {
  const { plan, vaultAmount, now, decimals = plan.decimals } = context;
  const { issuer = plan.operator ?? plan.authority } = context;
  const capacity = capacityOf(plan, vaultAmount, now);
  const tokens = (baseUnits: bigint) => formatAmount(baseUnits, decimals);
  const limits = [
    { left: capacity.issueCap, what: "are left of the plan's issue cap", remedy: 'Issue less: the cap is fixed.' },
    {
      left: capacity.vault,
      what: 'are free in the vault',
      remedy: 'Fund the plan with the difference first, or issue less.',
    },
    ...(issuer.equals(plan.authority)
      ? []
      : [
          {
            left: capacity.operatorCap,
            what: "are left of the operator's cap for 24 hours",
            remedy: 'Wait, issue less, or have the authority sign.',
          },
        ]),
  ];
  const whole = rows.reduce((sum, { total = 0n }) => sum + total, 0n);
  return limits.flatMap(({ left, what, remedy }) => {
    let sum = 0n;
    const over = rows.find(({ total = 0n }) => (sum += total) > left);
    if (over === undefined) return [];
    const message =
      `Up to this line the amounts sum to ${tokens(sum)}, but only ${tokens(left)} ${what}; ` +
      `the whole file is ${tokens(whole - left)} too much`;
    return [{ line: over.line, column: 'amount', value: tokens(over.total ?? 0n), message, remedy }];
  });
}

/**
 * Checks an import file against a plan. All problems come, in the order of their lines; with any there are no rows, so
 * that nothing can be built from half a file.
 */
export function validateImport(text: string, context: ImportContext): ImportResult {
  const table = readTable(text);
  const seen = new Map<bigint, number>();
  const checked = table.rows.map((row) => checkRow(row, context, seen));
  const problems = [
    ...checkPlan(context),
    ...table.problems,
    ...checked.flatMap((row) => row.problems),
    ...checkSums(checked, context),
  ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const rows = checked.flatMap(({ row }) => (row === undefined ? [] : [row]));
  return { rows: problems.length === 0 ? rows : [], problems };
}
