/** What people do with a plan as a whole, and with its vault. */
export { acceleratePlanOperation } from './accelerate-plan';
export { acceptAuthorityOperation } from './accept-authority';
export { changeRolesOperation } from './change-roles';
export { closePlanOperation } from './close-plan';
export { collectWithheldOperation } from './collect-withheld';
export { createPlanOperation, type CreatePlanInput } from './create-plan';
export { fundPlanOperation } from './fund-plan';
export { HOLDER_NAMES } from './holder-names';
export { offerAuthorityOperation } from './offer-authority';
export { pauseClaimsOperation } from './pause-claims';
export { resumeClaimsOperation } from './resume-claims';
export { sealPlanOperation } from './seal-plan';
export { setRoleOperation } from './set-role';
export { sweepTombstonesOperation } from './sweep-tombstones';
export { withdrawSurplusOperation } from './withdraw-surplus';
