/** What a milestone is worth at any time, by the program's own rules and without asking it. */
import { claimable, curve, curveTs, RETAIN_ALL, payout, unlocked, UNLOCK_ALL, vested, withhold } from '../math';
import { stopTs, unlockedAt, type PlanTerms, type ClaimPreview } from './grant';
import { metricAt } from './metric';
import { withholdingAt, type Grant, type Metric, type Milestone, type Plan } from '../state';

/** What of a milestone bears on its worth. */
export type MilestoneTerms = Pick<
  Milestone,
  'status' | 'payout' | 'claimed' | 'metTs' | 'issuedTs' | 'retainedAtIssue' | 'accelerationsAtIssue' | 'segments'
>;

/** What of its grant bears on a milestone's worth. */
export type MilestoneGrant = Pick<
  Grant,
  'status' | 'statusTs' | 'retained' | 'withholdingBps' | 'nextWithholding' | 'withholdingCarry'
>;

/** Vested of a milestone at a time: nothing before it is met, then by its schedule up to the grant's stop. */
export function milestoneVestedAt(
  plan: PlanTerms,
  grant: MilestoneGrant,
  milestone: MilestoneTerms,
  ts: number,
): bigint {
  const { segments, payout: total } = milestone;
  if (segments.length === 0) return total;
  const stop = stopTs(grant);
  const until = stop === null ? ts : Math.min(ts, stop);
  const parts = curve(milestone.metTs ?? 0, segments, curveTs({ stopTs: stop, pausedSecs: 0, pause: null }, ts));
  return vested(total, unlocked(total, parts < UNLOCK_ALL ? parts : UNLOCK_ALL), {
    grant: grant.retained,
    grantAtIssue: milestone.retainedAtIssue,
    planNow: plan.accelerations.filter((acceleration) => acceleration.ts <= until).at(-1)?.retained ?? RETAIN_ALL,
    planAtIssue: plan.accelerations[milestone.accelerationsAtIssue - 1]?.retained ?? RETAIN_ALL,
  });
}

/** What a claim of a milestone at `ts` would pay. A pause of claims is told before the void window, as by the program. */
export function milestoneClaimableAt(
  plan: PlanTerms,
  grant: MilestoneGrant,
  milestone: MilestoneTerms,
  ts: number,
): ClaimPreview {
  const vestedNow = milestoneVestedAt(plan, grant, milestone, ts);
  const unlockedNow = unlockedAt(plan, { total: milestone.payout }, ts);
  const due = claimable(vestedNow, unlockedNow, milestone.claimed);
  const amounts = { vested: vestedNow, unlocked: unlockedNow, due };
  const nothing = { ...amounts, claimable: 0n, withheld: 0n, net: 0n };
  if (ts < plan.claimsPausedUntilTs) return { ...nothing, blockedBy: 'claimsPaused' };
  if (ts < milestone.issuedTs + plan.voidSecs) return { ...nothing, blockedBy: 'voidWindow' };
  const { withheld } = withhold(due, withholdingAt(grant, ts), grant.withholdingCarry);
  return { ...amounts, claimable: due, withheld, net: due - withheld };
}

/** The most that a milestone can still be paid: its maximum, what its result pays, or what had vested at its stop. */
export function milestoneOwed(plan: PlanTerms, grant: MilestoneGrant, milestone: Milestone, now: number): bigint {
  const { status, maxAmount, payout, claimed } = milestone;
  if (status === 'pending') return maxAmount;
  return (status === 'stopped' ? milestoneVestedAt(plan, grant, milestone, now) : payout) - claimed;
}

/** What a milestone would pay if its metric became final at `value`. */
export function payoutAt(milestone: Milestone, metric: Pick<Metric, 'better'>, value: bigint): bigint {
  return payout(milestone.targetAmount, milestone, metric.better, value);
}

/** Whether a milestone was decided and has paid all that it ever can, so that it can be closed. */
export function isMilestoneOver(
  plan: PlanTerms,
  grant: MilestoneGrant,
  milestone: MilestoneTerms,
  now: number,
): boolean {
  const { status, claimed, payout } = milestone;
  if (status === 'pending') return false;
  return claimed >= (status === 'met' ? payout : milestoneVestedAt(plan, grant, milestone, now));
}

/** What settling a milestone would do now; null while it can't be settled. */
export type SettlementPreview = 'met' | 'missed' | 'expired' | 'cancelled' | 'stopped' | null;

/** Whether a milestone can be settled at `ts`, and how that would end, by the state that is known now. */
export function settlementAt(
  plan: Pick<Plan, 'voidSecs'>,
  grant: Pick<Grant, 'status' | 'statusTs'>,
  metric: Metric,
  milestone: Milestone,
  ts: number,
): SettlementPreview {
  if (ts < milestone.issuedTs + plan.voidSecs) return null;
  const stop = stopTs(grant);
  const stopped = stop !== null && ts > stop;
  if (milestone.status === 'met') return stopped && milestone.segments.length > 0 ? 'stopped' : null;
  if (milestone.status !== 'pending') return null;
  const { reachedTs } = metricAt(metric, ts);
  const reachedBy = (by: number): boolean =>
    reachedTs !== null && reachedTs <= by && (metric.status !== 'final' || (metric.observedTs ?? 0) <= by);
  if (stopped && !reachedBy(stop)) return 'cancelled';
  if (metric.status === 'final' && metric.value !== null) {
    if (!reachedBy(milestone.deadlineTs)) return 'expired';
    return payoutAt(milestone, metric, metric.value) > 0n ? 'met' : 'missed';
  }
  // What was there in time can still be confirmed until it lapses.
  return ts > milestone.deadlineTs && !reachedBy(milestone.deadlineTs) ? 'expired' : null;
}
