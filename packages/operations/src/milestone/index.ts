/** What people do with milestones. */
export { closeMilestoneOperation } from './close-milestone';
export { issueMilestoneOperation } from './issue-milestone';
export { settleMilestoneOperation } from './settle-milestone';
export { voidMilestoneOperation } from './void-milestone';
