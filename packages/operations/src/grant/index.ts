/** What people do with one grant. */
export { accelerateGrantOperation } from './accelerate-grant';
export { acceptTransferOperation } from './accept-transfer';
export { closeGrantOperation } from './close-grant';
export type { GrantOfPlan } from './grant-effects';
export { pauseGrantOperation, type PauseInput } from './pause-grant';
export { proposeRecoveryOperation } from './propose-recovery';
export { proposeTransferOperation } from './propose-transfer';
export { rejectTransferOperation } from './reject-transfer';
export { resumeGrantOperation } from './resume-grant';
export { setAutoClaimOperation } from './set-auto-claim';
export { setWithholdingOperation } from './set-withholding';
export { settleTerminationOperation } from './settle-termination';
export { terminateGrantOperation } from './terminate-grant';
export { TERMINATION_CAUSES } from './termination-causes';
export { voidGrantOperation } from './void-grant';
export { withdrawTerminationOperation } from './withdraw-termination';
