/** Packs grants into as few transactions as fit. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { computeBudget } from '../transaction/fees';
import { PROGRAM_ID } from '../program/idl';
import { issueGrants, type Expiry, type IssueGrants } from '../instructions';
import type { ShapeSegment } from '../math';
import { MAX_TRANSACTION_BYTES, transactionSize } from '../transaction/size';
import type { ImportRow } from './validate';

/** The most grants of one transaction. */
export const MAX_GRANTS_PER_TRANSACTION = 10;
/** Compute units to allow: for the transaction, and for each grant with an unlucky address. */
const BASE_UNITS = 20_000;
const UNITS_PER_GRANT = 30_000;

export interface GrantBatchOptions {
  /** Signs: the plan's operator or authority. */
  readonly issuer: PublicKey;
  /** Signs, pays fees and rent. Another key than the issuer's costs 96 bytes, so fewer grants fit. */
  readonly payer: PublicKey;
  readonly plan: PublicKey;
  readonly vault: PublicKey;
  readonly expiresTs: Expiry;
  /** Priority fee, millionths of a lamport for each compute unit. */
  readonly microLamports?: bigint | undefined;
}

/** One transaction: its instructions, compute budget included, and the rows that it issues. */
export interface GrantBatch {
  readonly instructions: readonly TransactionInstruction[];
  readonly rows: readonly ImportRow[];
}

interface Group {
  readonly shape: readonly ShapeSegment[];
  readonly withholdingBps: number;
  readonly rows: readonly ImportRow[];
}

function groupKey({ shape, withholdingBps }: ImportRow): string {
  return JSON.stringify([
    withholdingBps,
    shape.map(({ weight, span, steps, unit }) => [`${weight}`, span, steps, unit]),
  ]);
}

/** Whether the rows' starts are near enough for one instruction: 32 bits of seconds. */
function startsFit(rows: readonly ImportRow[]): boolean {
  const starts = rows.map(({ startTs }) => startTs);
  return Math.max(...starts) - Math.min(...starts) <= 0xffff_ffff;
}

function build(groups: readonly Group[], options: GrantBatchOptions, programId: PublicKey): TransactionInstruction[] {
  const { issuer, payer, plan, vault, expiresTs, microLamports = 0n } = options;
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const issue = ({ shape, withholdingBps, rows }: Group): IssueGrants => ({
    ...{ issuer, payer, plan, vault, expiresTs, shape, withholdingBps },
    grants: rows,
  });
  return [
    ...computeBudget(BASE_UNITS + UNITS_PER_GRANT * count, microLamports),
    ...groups.map((group) => issueGrants(issue(group), programId)),
  ];
}

/** The most of `rows` that fit beside what the transaction has; undefined where not even one does. */
function fill(
  present: readonly Group[],
  group: Group,
  options: GrantBatchOptions,
  programId: PublicKey,
): { groups: Group[]; instructions: TransactionInstruction[]; taken: number } | undefined {
  const room = MAX_GRANTS_PER_TRANSACTION - present.reduce((sum, { rows }) => sum + rows.length, 0);
  for (let taken = Math.min(room, group.rows.length); taken > 0; taken -= 1) {
    const rows = group.rows.slice(0, taken);
    if (!startsFit(rows)) continue;
    const groups = [...present, { ...group, rows }];
    const instructions = build(groups, options, programId);
    if (transactionSize(instructions, options.payer) <= MAX_TRANSACTION_BYTES) return { groups, instructions, taken };
  }
  return undefined;
}

/**
 * Packs grants into transactions of at most ten, each within 1,232 bytes with its two compute budget instructions.
 * Grants of one shape and withholding share an instruction. Each transaction is issued whole or not at all, and an id
 * can't be issued twice, so an interrupted import is resumed with the rows whose grants are still missing.
 */
export function batchGrants(
  rows: readonly ImportRow[],
  options: GrantBatchOptions,
  programId = PROGRAM_ID,
): GrantBatch[] {
  const byShape = new Map<string, Group & { readonly rows: ImportRow[] }>();
  for (const row of rows) {
    const { shape, withholdingBps } = row;
    const group = byShape.get(groupKey(row)) ?? { shape, withholdingBps, rows: [] };
    group.rows.push(row);
    byShape.set(groupKey(row), group);
  }
  const batches: GrantBatch[] = [];
  let groups: Group[] = [];
  let instructions: TransactionInstruction[] = [];
  const flush = () => {
    if (groups.length > 0) batches.push({ instructions, rows: groups.flatMap((group) => group.rows) });
    groups = [];
  };
  for (const whole of byShape.values()) {
    let rest: Group = whole;
    while (rest.rows.length > 0) {
      const filled = fill(groups, rest, options, programId);
      if (filled !== undefined) {
        ({ groups, instructions } = filled);
        rest = { ...rest, rows: rest.rows.slice(filled.taken) };
      } else if (groups.length > 0) {
        flush();
      } else {
        throw new RangeError(`The grant of line ${rest.rows[0]?.line} does not fit a transaction.`);
      }
    }
  }
  flush();
  return batches;
}
