/** How a grant is called: its label in the file, or its number. */
import type { ImportRow } from '@tenure/sdk';

/** What the story knows of a grant beside its account. */
export type Named = Pick<ImportRow, 'grantId' | 'label' | 'shape'>;

export function labelOf(grants: readonly Named[], grantId: bigint): string {
  const label = grants.find((grant) => grant.grantId === grantId)?.label ?? '';
  return label === '' ? `#${grantId}` : label;
}
