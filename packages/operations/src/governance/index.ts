/** What people do with a plan's governance. */
export { closeGovernanceOperation } from './close-governance';
export { createGovernanceOperation } from './create-governance';
