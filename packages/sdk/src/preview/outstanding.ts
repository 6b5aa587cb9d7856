/** What a grant and its milestones can still pay: what whoever has the grant gets. */
import type { Grant, Milestone, Plan } from '../state';
import { stopTs, vestedAt } from './grant';
import { milestoneOwed, milestoneVestedAt } from './milestone';

/** Base units, before withholding and fees of the mint. */
export interface Outstanding {
  /** The most that can still be paid. */
  readonly most: bigint;
  /** What of that has vested. */
  readonly vested: bigint;
}

/** What a grant and its live milestones can still pay as of `now`, unix seconds. */
export function outstandingAt(plan: Plan, grant: Grant, milestones: readonly Milestone[], now: number): Outstanding {
  const stop = stopTs(grant);
  const whole = stop === null ? grant.total : vestedAt(plan, grant, stop);
  return {
    most: milestones.reduce((sum, each) => sum + milestoneOwed(plan, grant, each, now), whole - grant.claimed),
    vested: milestones.reduce(
      (sum, each) => sum + milestoneVestedAt(plan, grant, each, now) - each.claimed,
      vestedAt(plan, grant, now) - grant.claimed,
    ),
  };
}
