/** How a grant is called: its label in the file, or its number. */
import type { ImportRow } from '@tenure/sdk';

export function labelOf(rows: readonly ImportRow[], grantId: bigint): string {
  const label = rows.find((row) => row.grantId === grantId)?.label ?? '';
  return label === '' ? `#${grantId}` : label;
}
