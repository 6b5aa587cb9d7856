/** How the rows of a file stand on the chain, in words. */
import type { PublicKey } from '@solana/web3.js';
import { conflictText } from '@tenure/operations';
import { fetchRowStatuses, rowsByStatus, type ImportRow, type Plan, type RowsByStatus } from '@tenure/sdk';
import type { Session } from '../session';

/**
 * Sorts rows by how they stand: read at the session's commitment, no older than a slot, so that a server which
 * is behind can't deny a grant.
 */
export async function sortRows(
  session: Session,
  plan: Plan,
  rows: readonly ImportRow[],
  minContextSlot?: number,
): Promise<RowsByStatus> {
  const config = session.since(minContextSlot);
  const reader = {
    getMultipleAccountsInfo: (addresses: PublicKey[]) =>
      session.ask((connection) => connection.getMultipleAccountsInfo(addresses, config)),
  };
  return rowsByStatus(rows, await fetchRowStatuses(reader, plan.address, rows, session.programId));
}

/** A line of text for each row whose id stands for something else. */
export function conflictLines({ conflicts }: RowsByStatus, decimals: number): string[] {
  return conflicts.map(
    ({ row: { line, grantId }, status }) =>
      `line ${line}: grant ${grantId} exists with other terms: ${conflictText(status, decimals)}`,
  );
}
