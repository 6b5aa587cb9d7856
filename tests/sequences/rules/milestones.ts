/** Rules of milestones. */
import { at, type CallOf } from '../calls';
import { BILLION, operatorIssued } from '../entitlement';
import { milestoneSize } from '../layout';
import { hasLapsed, type Metric, reaches } from '../metric';
import {
  canStop,
  maxAmount,
  milestoneClaimable,
  milestoneOwed,
  milestoneVested,
  milestoneVoidEnd,
  payout,
  type MilestoneContext,
  verdict,
} from '../outcome';
import { milestoneName } from '../addresses';
import { apportion, layOut, scheduleRefusal, type Segment, type ShapeSegment, weightsRefusal } from '../schedule';
import type { Milestone, PayoutCurve, World } from '../state';
import {
  checkAuthority,
  checkCloser,
  checkFresh,
  checkPayee,
  checkPlan,
  checkPlanTokens,
  checkRentRecipient,
  ensure,
  load,
  loadGrant,
  loadPlan,
  type CallAccounts,
  payClaim,
  payRent,
  refuse,
  returnRent,
  signer,
  vaultOf,
} from './checks';
import { loadMetric } from './metrics';

const LATEST_TS = Date.UTC(2200, 0, 1) / 1000;
/** What oracles have at least from now, and from a metric's due second, to a deadline. */
const REPORTING_SECS = 86_400;

function loadMilestone(world: World, call: CallAccounts): Milestone {
  return load(world, world.milestones, at(call, 'milestone'));
}

function checkCurve({ threshold, target, maximum, thresholdBps, maxBps }: PayoutCurve, lowerIsBetter: boolean): void {
  const improves = reaches(target, threshold, lowerIsBetter) && reaches(maximum, target, lowerIsBetter);
  const inRange = thresholdBps <= 10_000 && maxBps >= 10_000 && maxBps <= 20_000;
  ensure(improves && inRange && (maximum !== target || maxBps === 10_000), 'PayoutCurveInvalid');
}

function checkUndecided(metric: Metric, now: number): void {
  ensure(metric.reachedTs === undefined || hasLapsed(metric, now), 'MetricHasResult');
}

/** The schedule in parts per billion, checked as one that begins at the deadline. */
function schedule(shape: readonly ShapeSegment[], deadlineTs: number): Segment[] {
  if (shape.length === 0) return [];
  const weights = weightsRefusal(shape);
  if (weights !== undefined) refuse(weights);
  const segments = apportion(shape, BILLION);
  const refusal = scheduleRefusal(deadlineTs, segments, BILLION);
  if (refusal !== undefined) refuse(refusal);
  return segments;
}

export function issueMilestone(world: World, call: CallOf<'issueMilestone'>): void {
  const issuer = signer(call, 'issuer');
  const payer = signer(call, 'payer');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  const metric = loadMetric(world, call);
  const { targetAmount, curve, deadlineTs, shape } = call.args;
  checkPlan(grant, plan);
  ensure(at(call, 'vault') === plan.vault, 'WrongVault');
  ensure(issuer === plan.roles.operator || issuer === plan.authority, 'NotIssuer');
  checkFresh(world, call.expiresTs);
  ensure(metric.plan === plan.name, 'MetricOfAnotherPlan');
  ensure(!plan.sealed, 'PlanIsSealed');
  const kept = [plan.accelerations.at(-1)?.retained ?? BILLION, grant.retained];
  ensure(
    kept.every((keep) => keep >= BILLION / 1_000n),
    'PlanFullyAccelerated',
  );
  ensure(grant.stopTs === undefined, 'GrantAlreadyTerminated');
  // The share of who leaves well was given already: nothing that is set later would have it.
  ensure(!grant.leftWell, 'GoodLeaverShareReleased');
  checkUndecided(metric, world.now);
  ensure(targetAmount > 0n, 'AmountIsZero');
  checkCurve(curve, metric.definition.lowerIsBetter);
  const inTime = deadlineTs >= Math.max(world.now, metric.definition.dueTs) + REPORTING_SECS && deadlineTs <= LATEST_TS;
  ensure(inTime, 'DeadlineInvalid');
  ensure(!grant.milestonesEnded, 'MilestonesFull');
  const index = world.milestonesOf(grant.name).length;
  const most = maxAmount(targetAmount, curve);
  ensure(plan.allocated + most <= plan.policy.issueCap, 'IssueCapExceeded');
  const byOperator = issuer !== plan.authority;
  if (byOperator) ensure(operatorIssued(plan, world.now) + most <= plan.policy.operatorCap, 'OperatorCapExceeded');
  const name = at(call, 'milestone');
  ensure(name === milestoneName(grant.name, index), 'MilestoneAddressMismatch');
  const segments = schedule(shape, deadlineTs);
  ensure(vaultOf(world, plan).amount >= plan.reserved + plan.withheld + most, 'PlanNotFunded');

  payRent(world, name, milestoneSize(segments.length), payer);
  plan.allocated += most;
  plan.reserved += most;
  if (byOperator) plan.operatorIssues.push({ block: Math.floor(world.now / 14_400), amount: most });
  world.milestones.set(name, {
    name,
    plan: plan.name,
    grant: grant.name,
    metric: metric.name,
    index,
    targetAmount,
    curve,
    deadlineTs,
    issuedTs: world.now,
    segments,
    retainedAtIssue: grant.retained,
    accelerationsAtIssue: plan.accelerations.length,
    status: 'pending',
    payout: 0n,
    claimed: 0n,
    pieces: [],
    metTs: undefined,
  });
}

export function voidMilestone(world: World, call: CallOf<'voidMilestone'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  const milestone = loadMilestone(world, call);
  ensure(milestone.plan === plan.name, 'MilestoneOfAnotherGrant');
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  // Nothing settles before, so all that it has reserved is free again.
  const reserved = maxAmount(milestone.targetAmount, milestone.curve);
  ensure(milestone.status === 'pending', 'MilestoneAlreadySettled');
  ensure(world.now < milestoneVoidEnd(milestone, plan), 'VoidWindowOver');
  milestone.status = 'voided';
  plan.allocated -= reserved;
  plan.reserved -= reserved;
}

function withMetric(world: World, call: CallAccounts): MilestoneContext {
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  const metric = loadMetric(world, call);
  const milestone = loadMilestone(world, call);
  checkPlan(grant, plan);
  ensure(milestone.grant === grant.name, 'MilestoneOfAnotherGrant');
  ensure(milestone.metric === metric.name, 'WrongMetric');
  return { plan, grant, metric, milestone };
}

export function settleMilestone(world: World, call: CallOf<'settleMilestone'>): void {
  const context = withMetric(world, call);
  const { plan } = context;
  ensure(world.now >= milestoneVoidEnd(context.milestone, plan), 'VoidWindowIsRunning');
  const returned = context.milestone.status === 'pending' ? decide(context, world.now) : stop(context, world.now);
  plan.reserved -= returned;
  plan.forfeited += returned;
}

/** What the milestone will not pay. */
function decide(context: MilestoneContext, now: number): bigint {
  const { milestone, metric } = context;
  const { targetAmount, curve } = milestone;
  milestone.status = verdict(context, now) ?? refuse('MilestoneNotDue');
  if (milestone.status === 'met' && metric.challenge !== undefined) {
    const { value, observedTs, endsTs } = metric.challenge;
    milestone.payout = payout(targetAmount, curve, metric.definition.lowerIsBetter, value);
    // Nobody's schedule waits for a dispute.
    const countsTs = Math.max(metric.reachedTs ?? 0, observedTs);
    milestone.metTs = Math.min(endsTs, countsTs + metric.definition.challengeSecs);
    milestone.pieces = layOut(milestone.metTs, milestone.segments);
  }
  return maxAmount(targetAmount, curve) - milestone.payout;
}

/** What had not vested when the grant stopped. */
function stop(context: MilestoneContext, now: number): bigint {
  const { milestone, grant, plan } = context;
  ensure(canStop(context, now), 'MilestoneAlreadySettled');
  milestone.status = 'stopped';
  return milestone.payout - milestoneVested(milestone, grant, plan, now);
}

export function claimMilestone(world: World, call: CallOf<'claimMilestone'>): void {
  const claimant = signer(call, 'claimant');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  const milestone = loadMilestone(world, call);
  checkPlan(grant, plan);
  ensure(milestone.grant === grant.name, 'MilestoneOfAnotherGrant');
  checkPlanTokens(plan, call);
  const destination = checkPayee(world, call, plan, grant, claimant);
  const gross = milestoneClaimable(milestone, grant, plan, world.now);
  ensure(gross > 0n, 'NothingToClaim');
  if (claimant === grant.beneficiary) grant.unanswered = false;
  milestone.claimed += gross;
  payClaim(world, plan, grant, destination, gross);
}

export function closeMilestone(world: World, call: CallOf<'closeMilestone'>): void {
  const who = signer(call, 'signer');
  const { plan, grant, milestone } = withMetric(world, call);
  checkCloser(plan, grant, who);
  checkRentRecipient(plan, call);
  const paidOut = milestone.status !== 'pending' && milestoneOwed(milestone, grant, plan, world.now) <= 0n;
  ensure(paidOut, 'MilestoneNotPaidOut');
  world.milestones.delete(milestone.name);
  if (who === grant.beneficiary) grant.unanswered = false;
  grant.milestonesEnded = true;
  returnRent(world, milestone.name, plan.rentRecipient);
}
