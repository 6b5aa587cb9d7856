/** Claims. */
export { claimOperation } from './claim';
export { claimEffects, type ClaimHolding } from './claim-effects';
export { claimPreviewOf, claimTasks, sourceName, type ClaimSource, type ClaimTask } from './claim-tasks';
