/** What a milestone pays, for what and when. Shares nothing with the SDK. */
import { BILLION, ceilDiv, min, TEN_THOUSAND, unlocked } from './entitlement';
import { goodness, type Metric, reachedBy } from './metric';
import { earned } from './schedule';
import type { Grant, Milestone, Name, PayoutCurve, Plan, World } from './state';

function share(amount: bigint, bps: number): bigint {
  return (amount * BigInt(bps)) / TEN_THOUSAND;
}

/** The most that a milestone pays. */
export function maxAmount(targetAmount: bigint, { maxBps }: PayoutCurve): bigint {
  return min(share(targetAmount, maxBps), 2n ** 64n - 1n);
}

/** What a milestone pays for a value, every amount rounded down. */
export function payout(targetAmount: bigint, curve: PayoutCurve, lowerIsBetter: boolean, value: bigint): bigint {
  const most = maxAmount(targetAmount, curve);
  const least = share(targetAmount, curve.thresholdBps);
  const good = (one: bigint): bigint => goodness(one, lowerIsBetter);
  const [threshold, target, maximum] = [good(curve.threshold), good(curve.target), good(curve.maximum)];
  const at = good(value);
  if (at < threshold) return 0n;
  if (at >= maximum) return most;
  if (at >= target) return targetAmount + ((most - targetAmount) * (at - target)) / (maximum - target);
  return least + ((targetAmount - least) * (at - threshold)) / (target - threshold);
}

/** Vested at `t`: the payout by its schedule up to the grant's stop, with every release since the milestone's issue. */
export function milestoneVested(milestone: Milestone, grant: Grant, plan: Plan, t: number): bigint {
  const { payout: whole, segments, pieces, accelerationsAtIssue, retainedAtIssue } = milestone;
  if (segments.length === 0) return whole;
  const at = min(t, grant.stopTs ?? t);
  const unearned = whole - (whole * earned(pieces, at)) / BILLION;
  const atIssue = plan.accelerations[accelerationsAtIssue - 1]?.retained ?? BILLION;
  const now = plan.accelerations.filter(({ ts }) => ts <= at).at(-1)?.retained ?? BILLION;
  return whole - ceilDiv(unearned * grant.retained * now, retainedAtIssue * atIssue);
}

export function milestoneVoidEnd(milestone: Milestone, plan: Plan): number {
  return milestone.issuedTs + plan.policy.voidSecs;
}

/** The most that may have been claimed by `t`. */
export function milestoneCeiling(milestone: Milestone, grant: Grant, plan: Plan, t: number): bigint {
  if (t < milestoneVoidEnd(milestone, plan)) return 0n;
  return min(milestoneVested(milestone, grant, plan, t), unlocked(plan, milestone.payout, t));
}

export function milestoneClaimable(milestone: Milestone, grant: Grant, plan: Plan, t: number): bigint {
  const open = milestoneCeiling(milestone, grant, plan, t) - milestone.claimed;
  return open > 0n ? open : 0n;
}

/** What can still be paid, whenever: promise 2 sums it. */
export function milestoneOwed(milestone: Milestone, grant: Grant, plan: Plan, t: number): bigint {
  switch (milestone.status) {
    case 'pending':
      return maxAmount(milestone.targetAmount, milestone.curve);
    case 'met':
      return milestone.payout - milestone.claimed;
    case 'stopped':
      return milestoneVested(milestone, grant, plan, t) - milestone.claimed;
    case 'missed':
    case 'expired':
    case 'cancelled':
    case 'voided':
      return 0n;
  }
}

/** Whether the second in which a grant stopped is over. */
function hasStopped({ stopTs }: Grant, now: number): boolean {
  return stopTs !== undefined && now > stopTs;
}

/** What a pending milestone turns into when it is settled after its void window; undefined while that is open. */
export function verdict({ milestone, metric, grant }: MilestoneContext, now: number): Milestone['status'] | undefined {
  const { final, challenge } = metric;
  const { deadlineTs, targetAmount, curve } = milestone;
  if (hasStopped(grant, now) && !reachedBy(metric, grant.stopTs ?? 0, now)) return 'cancelled';
  const inTime = reachedBy(metric, deadlineTs, now);
  if (final && challenge !== undefined) {
    if (!inTime) return 'expired';
    return payout(targetAmount, curve, metric.definition.lowerIsBetter, challenge.value) === 0n ? 'missed' : 'met';
  }
  // What was reported in time has its time to be confirmed.
  return !inTime && now > deadlineTs ? 'expired' : undefined;
}

/** A milestone with all that it hangs on. */
export interface MilestoneContext {
  readonly plan: Plan;
  readonly grant: Grant;
  readonly metric: Metric;
  readonly milestone: Milestone;
}

export function milestoneContexts(world: World): MilestoneContext[] {
  return [...world.milestones.values()].flatMap((milestone) => {
    const [plan, grant] = [world.plans.get(milestone.plan), world.grants.get(milestone.grant)];
    const metric = world.metrics.get(milestone.metric);
    const whole = plan !== undefined && grant !== undefined && metric !== undefined;
    return whole ? [{ plan, grant, metric, milestone }] : [];
  });
}

/** What every call on a milestone as a whole names. */
export function milestoneAccounts({ plan, grant, metric, milestone }: MilestoneContext): Record<string, Name> {
  return { plan: plan.name, grant: grant.name, metric: metric.name, milestone: milestone.name };
}

/** Whether a milestone that was met can be stopped with its grant. */
export function canStop({ milestone, grant }: MilestoneContext, now: number): boolean {
  return milestone.status === 'met' && milestone.segments.length > 0 && hasStopped(grant, now);
}

/** Whether settling does something now. */
export function canSettle(context: MilestoneContext, now: number): boolean {
  const { milestone, plan } = context;
  if (now < milestoneVoidEnd(milestone, plan)) return false;
  return milestone.status === 'pending' ? verdict(context, now) !== undefined : canStop(context, now);
}
