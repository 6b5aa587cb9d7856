/** Issuing the next grants of a file: packed as the command line packs them, ten a transaction. */
import type { PublicKey } from '@solana/web3.js';
import type { Operation } from '@tenure/operations';
import { batchGrants, fetchRowStatuses, rowsByStatus, type ImportRow, type Plan } from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import { planEffects } from '@/entities/plan';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';
import { conflictText } from './conflictText';

/** So many grants are reviewed and signed at a time: 50 transactions, which a wallet shows together. */
export const GRANTS_AT_ONCE = 500;
const TRANSACTIONS_AT_ONCE = 50;

/** Instructions of the compute budget, which the review puts before by itself. */
const BUDGET_INSTRUCTIONS = 2;

/** Lines of a file in words, such as `Lines 2 to 11`. */
export function linesText(rows: readonly ImportRow[]): string {
  const lines = rows.map(({ line }) => line);
  const [first = 0, last = 0] = [Math.min(...lines), Math.max(...lines)];
  if (lines.length === 1) return `Line ${first}`;
  return last - first + 1 === lines.length
    ? `Lines ${first} to ${last}`
    : `${lines.length} of the lines ${first} to ${last}`;
}

interface ImportStep {
  readonly plan: Plan;
  readonly issuer: PublicKey;
  /** The next rows; those that are there by then are left out. */
  readonly rows: readonly ImportRow[];
}

/** What is still to be issued of some rows, as it stands now. Errors: where a grant exists with other terms. */
async function groupsOf(
  { reader, programId }: ChainAccess,
  { plan, issuer, rows }: ImportStep,
  expiresTs: number,
): Promise<InstructionGroup[]> {
  const statuses = await fetchRowStatuses(reader, plan.address, rows, programId);
  const { missing, conflicts } = rowsByStatus(rows, statuses);
  const [other] = conflicts;
  if (other !== undefined) {
    const { line, grantId } = other.row;
    const how = conflictText(other.status, plan.decimals);
    throw new Error(`Line ${line}: grant ${grantId} exists with other terms: ${how}. Give it an id of its own.`);
  }
  const options = { issuer, payer: issuer, plan: plan.address, vault: plan.vault, expiresTs };
  return batchGrants(missing, options, programId).map((batch) => ({
    label: linesText(batch.rows),
    instructions: batch.instructions.slice(BUDGET_INSTRUCTIONS),
  }));
}

/** The operation of issuing the next rows of a file. */
export function importOperation(chain: ChainAccess, issuing: ImportStep, text: TokenText): Operation {
  const { plan, issuer, rows } = issuing;
  return {
    title: rows.length === 1 ? 'Issue 1 grant' : `Issue ${rows.length} grants`,
    signer: issuer,
    atOnce: TRANSACTIONS_AT_ONCE,
    groups: ({ expiresTs }) => groupsOf(chain, issuing, expiresTs),
    effects: (changes) => [
      { label: 'Of the file', value: linesText(rows) },
      ...planEffects(plan, changes, chain.programId, text),
    ],
    again: 'Each number is used once in a plan: what is there already is left out, so nothing is issued twice.',
    done: 'The grants are issued. The page reads them back from the chain.',
  };
}
