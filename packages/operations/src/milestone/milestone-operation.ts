/** What operations on one milestone have in common. */
import type { Milestone } from '@tenure/sdk';
import type { GrantOfPlan } from '../grant/grant-effects';

/** A milestone, its grant and their plan, as they were read. */
export interface MilestoneOfGrant extends GrantOfPlan {
  readonly milestone: Milestone;
}

/** What every instruction on a milestone names. */
export function milestoneAccounts({ plan, grant, milestone: { address, metric } }: MilestoneOfGrant) {
  return { plan: plan.address, grant: grant.address, metric, milestone: address };
}

/** Such as `milestone 0 of grant 7`. */
export function milestoneName({ grant, milestone }: Pick<MilestoneOfGrant, 'grant' | 'milestone'>): string {
  return `milestone ${milestone.index} of grant ${grant.grantId}`;
}
