/** What people do with milestones. */
export { closeMilestoneOperation } from './close-milestone';
export { issueMilestoneOperation, type MilestoneInput } from './issue-milestone';
export type { MilestoneOfGrant } from './milestone-operation';
export { settleMilestoneOperation } from './settle-milestone';
export { voidMilestoneOperation } from './void-milestone';
