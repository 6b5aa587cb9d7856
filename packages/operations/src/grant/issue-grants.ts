/** Issuing the next grants of a file, ten a transaction. */
import type { PublicKey } from '@solana/web3.js';
import { fetchRowStatuses, rowsByStatus, type ImportRow, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planEffects } from '../plan/plan-effects';
import { conflictText } from './conflict-text';
import { grantBatches, linesText } from './grant-batches';

/** So many grants are reviewed and signed at a time: 50 transactions, which a wallet shows together. */
export const GRANTS_AT_ONCE = 500;
const TRANSACTIONS_AT_ONCE = 50;

/** The rows that are still to be issued. Error: where a grant exists with other terms. */
async function fetchMissing(
  { reader, programId }: OperationContext,
  { address, decimals }: Plan,
  rows: readonly ImportRow[],
): Promise<readonly ImportRow[]> {
  const statuses = await fetchRowStatuses(reader, address, rows, programId);
  const { missing, conflicts } = rowsByStatus(rows, statuses);
  const [other] = conflicts;
  if (other === undefined) return missing;
  const { line, grantId } = other.row;
  const how = conflictText(other.status, decimals);
  throw new Error(`Line ${line}: grant ${grantId} exists with other terms: ${how}. Give it an id of its own.`);
}

/** Issues rows of a file, at most `GRANTS_AT_ONCE`; those that are there by then are left out. Signed by operator or authority. */
export function issueGrantsOperation(
  context: OperationContext,
  plan: Plan,
  issuer: PublicKey,
  rows: readonly ImportRow[],
): Operation {
  return {
    title: rows.length === 1 ? 'Issue 1 grant' : `Issue ${rows.length} grants`,
    signer: issuer,
    atOnce: TRANSACTIONS_AT_ONCE,
    groups: async ({ payer, expiresTs }) =>
      grantBatches(context, plan, await fetchMissing(context, plan, rows), { issuer, payer, expiresTs }),
    effects: (changes) => [{ label: 'Of the file', value: linesText(rows) }, ...planEffects(context, plan, changes)],
    again: 'Each number is used once in a plan: what is there already is left out, so nothing is issued twice.',
    done: 'The grants are issued. The page reads them back from the chain.',
  };
}
