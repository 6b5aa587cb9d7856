/** The grant import file: checked as a whole, then packed into transactions. */
export { batchGrants, MAX_GRANTS_PER_TRANSACTION, type Batch, type BatchOptions } from './batch';
export { validateImport, type ImportContext, type ImportResult, type ImportRow } from './import';
export { formatProblem, IMPORT_COLUMNS, visible, type Problem } from './problem';
