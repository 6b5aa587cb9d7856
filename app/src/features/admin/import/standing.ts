/** How the rows of a file stand on the chain: each grant is read at its own address. */
import type { PublicKey } from '@solana/web3.js';
import {
  decodeGrant,
  grantAddress,
  segmentsOf,
  StateError,
  type Grant,
  type ImportRow,
  type Plan,
  type RawAccount,
} from '@tenure/sdk';
import type { Chain } from '@/shared/chain';
import { exactTokens, percent, utc } from '@/shared/format';

/** What is at a row's address. */
export type Standing =
  | { readonly kind: 'missing' }
  /** A grant with the terms of the row. */
  | { readonly kind: 'present' }
  /** It was issued and closed since; its terms are gone. */
  | { readonly kind: 'closed' }
  /** A grant with other terms, or no account of the program. */
  | { readonly kind: 'different'; readonly how: string };

/** The most accounts of one call, and how many calls at a time. */
const PAGE = 100;
const PAGES_AT_ONCE = 4;

function sameSchedule(row: ImportRow, grant: Grant): boolean {
  const expected = segmentsOf(row.shape, row.total);
  return (
    expected.length === grant.segments.length &&
    expected.every(({ amount, span, steps, unit }, index) => {
      const other = grant.segments[index];
      return other?.amount === amount && other.span === span && other.steps === steps && other.unit === unit;
    })
  );
}

/** In which terms a grant differs from its row; empty where it is as the row says. */
export function differences(row: ImportRow, grant: Grant, decimals: number): string[] {
  const { beneficiary, total, startTs, withholdingBps } = grant;
  return [
    ...(beneficiary.equals(row.beneficiary) ? [] : [`its beneficiary is ${beneficiary.toBase58()}`]),
    ...(total === row.total ? [] : [`its amount is ${exactTokens(total, decimals)}`]),
    ...(startTs === row.startTs ? [] : [`it starts ${utc(startTs)}`]),
    ...(sameSchedule(row, grant) ? [] : ['its schedule is another']),
    ...(withholdingBps === row.withholdingBps ? [] : [`its withholding is ${percent(withholdingBps)}`]),
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
  try {
    const how = differences(row, decodeGrant(address, account, programId), plan.decimals);
    return how.length === 0 ? { kind: 'present' } : { kind: 'different', how: how.join(', ') };
  } catch (failure) {
    if (!(failure instanceof StateError)) throw failure;
    if (failure.code === 'Missing') return { kind: 'missing' };
    return failure.code === 'Closed' ? { kind: 'closed' } : { kind: 'different', how: failure.message };
  }
}

/** Reads how rows stand, by their ids. */
export async function readStandings(
  { reader, programId }: Chain,
  plan: Plan,
  rows: readonly ImportRow[],
): Promise<Map<bigint, Standing>> {
  const found = new Map<bigint, Standing>();
  const readPage = async (page: readonly ImportRow[]) => {
    const addresses = page.map(({ grantId }) => grantAddress(plan.address, grantId, programId));
    const accounts = await reader.getMultipleAccountsInfo(addresses);
    for (const [index, address] of addresses.entries()) {
      const row = page[index];
      if (row !== undefined)
        found.set(row.grantId, standingOf(row, address, accounts[index] ?? null, plan, programId));
    }
  };
  for (let from = 0; from < rows.length; from += PAGE * PAGES_AT_ONCE) {
    const starts = Array.from({ length: PAGES_AT_ONCE }, (_, index) => from + index * PAGE).filter(
      (start) => start < rows.length,
    );
    await Promise.all(starts.map((start) => readPage(rows.slice(start, start + PAGE))));
  }
  return found;
}

/** Rows by how they stand. */
export interface Sorted {
  readonly missing: readonly ImportRow[];
  /** There with their terms, or issued and closed since. */
  readonly done: readonly ImportRow[];
  readonly different: readonly { readonly row: ImportRow; readonly how: string }[];
}

/** Sorts rows by their standing. */
export function sortRows(rows: readonly ImportRow[], found: ReadonlyMap<bigint, Standing>): Sorted {
  const missing: ImportRow[] = [];
  const done: ImportRow[] = [];
  const different: { row: ImportRow; how: string }[] = [];
  for (const row of rows) {
    const standing = found.get(row.grantId) ?? { kind: 'missing' };
    if (standing.kind === 'missing') missing.push(row);
    else if (standing.kind === 'different') different.push({ row, how: standing.how });
    else done.push(row);
  }
  return { missing, done, different };
}
