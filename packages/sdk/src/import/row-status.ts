/** The status of the rows of an import file on the chain: each grant is read at its own address. */
import type { PublicKey } from '@solana/web3.js';
import { grantAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import type { Segment } from '../math';
import { decodeGrantOrTombstone, type GrantRead } from '../fetch/grants';
import { ACCOUNTS_PER_CALL, type Reader } from '../fetch/reader';
import { segmentsOf } from '../schedule/parse';
import { StateError, type Grant, type RawAccount } from '../state';
import type { ImportRow } from './validate';

/** A term in which a grant differs from its row: what the file says, and what is on the chain. */
export type TermDifference =
  | { readonly term: 'beneficiary'; readonly inFile: PublicKey; readonly onChain: PublicKey }
  /** Base units. */
  | { readonly term: 'total'; readonly inFile: bigint; readonly onChain: bigint }
  /** Unix seconds. */
  | { readonly term: 'startTs'; readonly inFile: number; readonly onChain: number }
  | { readonly term: 'segments'; readonly inFile: readonly Segment[]; readonly onChain: readonly Segment[] }
  | { readonly term: 'withholdingBps'; readonly inFile: number; readonly onChain: number };

/** What is at a row's address. */
export type RowStatus =
  | { readonly kind: 'missing' }
  /** A grant with the terms of the row. */
  | { readonly kind: 'present' }
  /** It was issued and closed since; its terms are gone. */
  | { readonly kind: 'closed' }
  /** A grant with other terms, at least one. */
  | { readonly kind: 'different'; readonly differences: readonly TermDifference[] }
  /** An account that is no grant, and why it is none. */
  | { readonly kind: 'taken'; readonly error: StateError };

/** How a row stands whose id stands for something else on the chain: it can never be issued. */
export type RowConflict = Extract<RowStatus, { readonly kind: 'different' | 'taken' }>;

/** Rows by how they stand, each kind in the order of the rows. */
export interface RowsByStatus {
  readonly missing: readonly ImportRow[];
  readonly present: readonly ImportRow[];
  readonly closed: readonly ImportRow[];
  readonly conflicts: readonly { readonly row: ImportRow; readonly status: RowConflict }[];
}

/** How many pages are asked for at a time. */
const PAGES_AT_ONCE = 4;

function sameSegments(some: readonly Segment[], others: readonly Segment[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ amount, span, steps, unit }, index) => {
      const other = others[index];
      return other?.amount === amount && other.span === span && other.steps === steps && other.unit === unit;
    })
  );
}

/** In which terms a grant differs from its row; empty where it is as the row says. */
export function termDifferences(row: ImportRow, grant: Grant): TermDifference[] {
  const { beneficiary, total, startTs, segments, withholdingBps } = grant;
  const expected = segmentsOf(row.shape, row.total);
  const differences: TermDifference[] = [];
  if (!beneficiary.equals(row.beneficiary)) {
    differences.push({ term: 'beneficiary', inFile: row.beneficiary, onChain: beneficiary });
  }
  if (total !== row.total) differences.push({ term: 'total', inFile: row.total, onChain: total });
  if (startTs !== row.startTs) differences.push({ term: 'startTs', inFile: row.startTs, onChain: startTs });
  if (!sameSegments(expected, segments)) differences.push({ term: 'segments', inFile: expected, onChain: segments });
  if (withholdingBps !== row.withholdingBps) {
    differences.push({ term: 'withholdingBps', inFile: row.withholdingBps, onChain: withholdingBps });
  }
  return differences;
}

/** How a row stands, from the account at its grant's address; null where there is none. */
export function rowStatus(
  row: ImportRow,
  address: PublicKey,
  account: RawAccount | null,
  programId = PROGRAM_ID,
): RowStatus {
  let found: GrantRead;
  try {
    found = decodeGrantOrTombstone(address, account, programId);
  } catch (error) {
    if (error instanceof StateError) return { kind: 'taken', error };
    throw error;
  }
  if (found.kind !== 'live') return { kind: found.kind };
  const differences = termDifferences(row, found.grant);
  return differences.length === 0 ? { kind: 'present' } : { kind: 'different', differences };
}

/** Reads how rows of a plan stand, by their ids: a hundred grants a call, four calls at a time. */
export async function fetchRowStatuses(
  reader: Pick<Reader, 'getMultipleAccountsInfo'>,
  plan: PublicKey,
  rows: readonly ImportRow[],
  programId = PROGRAM_ID,
): Promise<Map<bigint, RowStatus>> {
  const found = new Map<bigint, RowStatus>();
  const readPage = async (page: readonly ImportRow[]) => {
    const placed = page.map((row) => ({ row, address: grantAddress(plan, row.grantId, programId) }));
    const accounts = await reader.getMultipleAccountsInfo(placed.map(({ address }) => address));
    for (const [index, { row, address }] of placed.entries()) {
      found.set(row.grantId, rowStatus(row, address, accounts[index] ?? null, programId));
    }
  };
  const pages = Array.from({ length: Math.ceil(rows.length / ACCOUNTS_PER_CALL) }, (_, index) =>
    rows.slice(index * ACCOUNTS_PER_CALL, (index + 1) * ACCOUNTS_PER_CALL),
  );
  for (let from = 0; from < pages.length; from += PAGES_AT_ONCE) {
    await Promise.all(pages.slice(from, from + PAGES_AT_ONCE).map(readPage));
  }
  return found;
}

/** Sorts rows by their status. A row whose status was not read counts as missing. */
export function rowsByStatus(rows: readonly ImportRow[], statuses: ReadonlyMap<bigint, RowStatus>): RowsByStatus {
  const placed = rows.map((row) => ({ row, status: statuses.get(row.grantId) ?? { kind: 'missing' as const } }));
  const ofKind = (kind: RowStatus['kind']) => placed.flatMap(({ row, status }) => (status.kind === kind ? [row] : []));
  const conflicts = placed.flatMap(({ row, status }) =>
    status.kind === 'different' || status.kind === 'taken' ? [{ row, status }] : [],
  );
  return { missing: ofKind('missing'), present: ofKind('present'), closed: ofKind('closed'), conflicts };
}
