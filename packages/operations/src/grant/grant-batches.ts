/** The grants of a file as transactions: packed in one way for whoever sends them. */
import { batchGrants, type GrantBatchOptions, type ImportRow, type Plan } from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { OperationContext } from '../operation-context';

/** Instructions of the compute budget, which the SDK puts before a batch; who sends it puts their own. */
const BUDGET_INSTRUCTIONS = 2;

/** One transaction without its compute budget, and the rows that it issues. */
export interface GrantBatchGroup extends InstructionGroup {
  readonly rows: readonly ImportRow[];
}

/** Who signs, who pays, and until when. */
export type GrantBatchTerms = Pick<GrantBatchOptions, 'issuer' | 'payer' | 'expiresTs'>;

/** Lines of a file in words, such as `Lines 2 to 11`. */
export function linesText(rows: readonly ImportRow[]): string {
  const lines = rows.map(({ line }) => line);
  const [first = 0, last = 0] = [Math.min(...lines), Math.max(...lines)];
  if (lines.length === 1) return `Line ${first}`;
  return last - first + 1 === lines.length
    ? `Lines ${first} to ${last}`
    : `${lines.length} of the lines ${first} to ${last}`;
}

/** Packs rows into transactions of at most ten grants. Signed by the issuer (the operator or the authority) and the payer. */
export function grantBatches(
  { programId }: Pick<OperationContext, 'programId'>,
  { address: plan, vault }: Pick<Plan, 'address' | 'vault'>,
  rows: readonly ImportRow[],
  terms: GrantBatchTerms,
): GrantBatchGroup[] {
  return batchGrants(rows, { ...terms, plan, vault }, programId).map((batch) => ({
    label: linesText(batch.rows),
    instructions: batch.instructions.slice(BUDGET_INSTRUCTIONS),
    rows: batch.rows,
  }));
}
