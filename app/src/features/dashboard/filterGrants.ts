/** Finding grants among those of a plan. */
import type { Grant, GrantStatus } from '@tenure/sdk';

/** Which grants are shown. */
export type StatusFilter = GrantStatus | 'all';

/** Shortest part of an address that is looked for; shorter texts are numbers only. */
const SHORTEST = 3;

/** Grants whose number begins with the text, or whose address or beneficiary contains it. */
export function filterGrants(grants: readonly Grant[], query: string, status: StatusFilter): readonly Grant[] {
  const text = query.trim();
  const of = status === 'all' ? grants : grants.filter((grant) => grant.status === status);
  if (text === '') return of;
  const isNumber = /^\d+$/.test(text);
  const inAddress = text.length >= SHORTEST;
  return of.filter(
    ({ grantId, address, beneficiary }) =>
      (isNumber && grantId.toString().startsWith(text)) ||
      (inAddress && (beneficiary.toBase58().includes(text) || address.toBase58().includes(text))),
  );
}
