/** How the rows of a file stand on the chain: each grant is read at its own address. */
import type { PublicKey } from '@solana/web3.js';
import {
  decodeGrant,
  decodeTombstone,
  grantAddress,
  segmentsOf,
  StateError,
  type Grant,
  type ImportRow,
  type Plan,
  type RawAccount,
} from '@tenure/sdk';
import type { Session } from '../session';
import { date, tokens } from '../text/values';

/** What is at a row's address. */
export type Standing =
  | { readonly kind: 'missing' }
  /** A grant with the terms of the row. */
  | { readonly kind: 'present' }
  /** It was issued and closed since; its terms are gone. */
  | { readonly kind: 'closed' }
  /** A grant with other terms, or no account of the program. */
  | { readonly kind: 'different'; readonly how: readonly string[] };

/** The most accounts of one call, and how many calls at a time. */
const PAGE = 100;
const PAGES_AT_ONCE = 4;

/** In which terms a grant differs from its row; empty where it is as the row says. */
export function differences(row: ImportRow, grant: Grant, decimals: number): string[] {
  const expected = segmentsOf(row.shape, row.total);
  const sameSchedule =
    expected.length === grant.segments.length &&
    expected.every((segment, index) => {
      const other = grant.segments[index];
      return (
        other !== undefined &&
        segment.amount === other.amount &&
        segment.span === other.span &&
        segment.steps === other.steps &&
        segment.unit === other.unit
      );
    });
  const { beneficiary, total, startTs, withholdingBps } = grant;
  return [
    ...(beneficiary.equals(row.beneficiary) ? [] : [`beneficiary is ${beneficiary.toBase58()}`]),
    ...(total === row.total ? [] : [`amount is ${tokens(total, decimals)}`]),
    ...(startTs === row.startTs ? [] : [`start is ${date(startTs)}`]),
    ...(sameSchedule ? [] : ['schedule is another']),
    ...(withholdingBps === row.withholdingBps ? [] : [`withholding is ${withholdingBps} bps`]),
  ];
}

/** How a row stands, from the account at its address. */
export function standingOf(
  row: ImportRow,
  address: PublicKey,
  account: RawAccount | null,
  plan: Plan,
  programId: PublicKey,
): Standing {
  if (account === null) return { kind: 'missing' };
  try {
    const grant = decodeGrant(address, account, programId);
    const how = differences(row, grant, plan.decimals);
    return how.length === 0 ? { kind: 'present' } : { kind: 'different', how };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    if (error.code === 'Missing') return { kind: 'missing' };
    if (error.code !== 'Closed') return { kind: 'different', how: [error.message] };
    decodeTombstone(address, account, programId);
    return { kind: 'closed' };
  }
}

/**
 * Reads rows at the session's commitment, no older than a slot, so that a server which is behind can't deny a
 * grant.
 */
export async function standings(
  session: Session,
  plan: Plan,
  rows: readonly ImportRow[],
  minContextSlot?: number,
): Promise<Map<bigint, Standing>> {
  const found = new Map<bigint, Standing>();
  const { programId } = session;
  const config = session.since(minContextSlot);
  const page = async (part: readonly ImportRow[]) => {
    const addresses = part.map(({ grantId }) => grantAddress(plan.address, grantId, programId));
    const accounts = await session.ask((connection) => connection.getMultipleAccountsInfo(addresses, config));
    for (const [index, row] of part.entries()) {
      const address = addresses[index];
      if (address === undefined) continue;
      found.set(row.grantId, standingOf(row, address, accounts[index] ?? null, plan, programId));
    }
  };
  for (let from = 0; from < rows.length; from += PAGE * PAGES_AT_ONCE) {
    const starts = Array.from({ length: PAGES_AT_ONCE }, (_, index) => from + index * PAGE);
    await Promise.all(starts.map((start) => page(rows.slice(start, start + PAGE))).filter(Boolean));
  }
  return found;
}

/** Rows by how they stand. */
export interface Sorted {
  readonly missing: readonly ImportRow[];
  readonly present: readonly ImportRow[];
  readonly closed: readonly ImportRow[];
  /** One line of text each. */
  readonly different: readonly string[];
}

/** Sorts rows by their standing. */
export function sortRows(rows: readonly ImportRow[], found: ReadonlyMap<bigint, Standing>): Sorted {
  const of = (kind: Standing['kind']) =>
    rows.filter(({ grantId }) => (found.get(grantId)?.kind ?? 'missing') === kind);
  const different = of('different').map(({ line, grantId }) => {
    const standing = found.get(grantId);
    const how = standing?.kind === 'different' ? standing.how.join(', ') : '';
    return `line ${line}: grant ${grantId} exists with other terms: ${how}`;
  });
  return { missing: of('missing'), present: of('present'), closed: of('closed'), different };
}
