/** The grants of a plan as rows: which are shown, in what order. */
import type { Grant } from '@tenure/sdk';

/** A grant, and what it has vested, base units. */
export interface GrantRow {
  readonly grant: Grant;
  readonly vested: bigint;
}

/** What rows can be ordered by. */
export type SortKey = 'grant' | 'total' | 'vested' | 'claimed' | 'start';

export interface RowOrder {
  readonly by: SortKey;
  readonly descending: boolean;
}

const VALUES: Record<SortKey, (row: GrantRow) => bigint | number> = {
  grant: ({ grant }) => grant.grantId,
  total: ({ grant }) => grant.total,
  vested: ({ vested }) => vested,
  claimed: ({ grant }) => grant.claimed,
  start: ({ grant }) => grant.startTs,
};

/** Beneficiaries in base58, written once: ten thousand of them take a while. */
const written = new WeakMap<Grant, string>();

function beneficiaryOf(grant: Grant): string {
  const known = written.get(grant) ?? grant.beneficiary.toBase58();
  written.set(grant, known);
  return known;
}

/** Rows whose number begins with the text, or whose beneficiary or address contains it. */
export function filterRows(rows: readonly GrantRow[], text: string): readonly GrantRow[] {
  const wanted = text.trim();
  if (wanted === '') return rows;
  if (/^\d+$/.test(wanted)) return rows.filter(({ grant }) => grant.grantId.toString().startsWith(wanted));
  return rows.filter(({ grant }) => beneficiaryOf(grant).includes(wanted) || grant.address.toBase58() === wanted);
}

/** Rows in an order; those that are equal in it by their number. */
export function sortRows(rows: readonly GrantRow[], { by, descending }: RowOrder): GrantRow[] {
  const value = VALUES[by];
  const sign = descending ? -1 : 1;
  const compare = (a: bigint | number, b: bigint | number) => Number(a > b) - Number(a < b);
  return [...rows].sort((a, b) => sign * compare(value(a), value(b)) || compare(a.grant.grantId, b.grant.grantId));
}
