/** The grant import file: checked as a whole, packed into transactions, found again on the chain. */
export { batchGrants, MAX_GRANTS_PER_TRANSACTION, type GrantBatch, type GrantBatchOptions } from './batch';
export { validateImport, type ImportContext, type ImportResult, type ImportRow } from './validate';
export { formatProblem, IMPORT_COLUMNS, escapeInvisible, type Problem } from './problem';
export {
  fetchRowStatuses,
  rowsByStatus,
  rowStatus,
  termDifferences,
  type RowConflict,
  type RowsByStatus,
  type RowStatus,
  type TermDifference,
} from './row-status';
