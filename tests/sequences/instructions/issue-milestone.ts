/** Sets a milestone of a grant on a metric. */
import { milestoneName, MILESTONES_A_GRANT } from '../addresses';
import type { Draw } from '../arbitraries';
import { at, type Call } from '../calls';
import { choose, holder, surplus } from '../choose';
import { BILLION, min, operatorIssued, TEN_THOUSAND } from '../entitlement';
import { milestoneSize } from '../layout';
import { hasLapsed, type Metric, metricAt, reaches } from '../metric';
import { curveFrom } from '../metric-offers';
import { BAD_SHAPES, SHAPES, spread } from '../offers';
import { maxAmount } from '../outcome';
import { checkFresh, checkPlan, ensure, loadGrant, loadPlan, payRent, refuse, signer, vaultOf } from '../rules/checks';
import { loadMetric } from '../rules/metrics';
import { apportion, scheduleRefusal, type Segment, type ShapeSegment, weightsRefusal } from '../schedule';
import type { Grant, PayoutCurve, Plan, World } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

interface MilestoneArguments {
  readonly targetAmount: bigint;
  readonly curve: PayoutCurve;
  readonly deadlineTs: number;
  readonly shape: readonly ShapeSegment[];
}

const HOUR = 3_600;
const DAY = 24 * HOUR;
const LATEST_TS = Date.UTC(2200, 0, 1) / 1000;
/** What oracles have at least from now, and from a metric's due second, to a deadline. */
const REPORTING_SECS = DAY;

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

/** Whether the chain has a place for one more milestone of a grant. */
export function hasPlaceFor(world: World, grant: Grant): boolean {
  return world.milestonesOf(grant.name).length < MILESTONES_A_GRANT;
}

/** A grant and a metric of one plan, of which a milestone could be made. */
interface Opening {
  readonly plan: Plan;
  readonly grant: Grant;
  readonly metric: Metric;
}

/** Pairs of a grant and a metric of its plan for which a milestone can be set. */
function openings(world: World): Opening[] {
  return [...world.metrics.values()].flatMap((metric) => {
    const plan = world.plans.get(metric.plan);
    const grants = plan === undefined ? [] : world.grantsOf(plan.name).filter((grant) => hasPlaceFor(world, grant));
    return plan === undefined ? [] : grants.map((grant) => ({ plan, grant, metric }));
  });
}

/** A milestone of that grant, which has a place for it, on that metric; what there is room for, or a little more. */
export function issueMilestoneCall(world: World, plan: Plan, grant: Grant, metric: Metric, draw: Draw): Call {
  const operator = holder(world, plan, 'operator');
  const issuer = pick([operator, plan.authority, operator], draw.detail >> 4);
  const curve = curveFrom(draw.who, metric.definition.lowerIsBetter, draw.who % 17 === 16);
  const free = surplus(world, plan);
  const left = issuer === plan.authority ? free : plan.policy.operatorCap - operatorIssued(plan, world.now);
  // A vote may have set the cap below what is allocated.
  const { issueCap } = plan.policy;
  const capped = issueCap > plan.allocated ? issueCap - plan.allocated : 0n;
  /** The target of which the maximum is no more than that. */
  const within = (most: bigint): bigint => (most * TEN_THOUSAND) / BigInt(curve.maxBps);
  const room = within(min(min(free, capped), left));
  const beyond = (most: bigint): bigint => within(most) + 2n;
  const amounts = [
    room / 5n,
    room / 13n,
    999n,
    room / 3n,
    1n,
    room / 7n,
    7n,
    room,
    room / 11n,
    room / 2n,
    beyond(free),
    beyond(capped),
    beyond(left),
    0n,
    room / 17n,
  ];
  const targetAmount = min(pick(amounts, draw.amount), 2n ** 64n - 1n);
  const from = Math.max(world.now, metric.definition.dueTs) + DAY;
  const waits = [400 * DAY, 90 * DAY, 30 * DAY, 2 * HOUR, 1_000 * DAY, 90 * DAY, 0, 7 * DAY];
  const wrong = [world.now + DAY - 1, metric.definition.dueTs + DAY - 1, Date.UTC(2200, 0, 1) / 1000 + 1];
  const deadlineTs = draw.who % 19 === 18 ? pick(wrong, draw.amount) : from + pick(waits, spread(draw.detail, 41));
  const shapes = draw.who % 13 === 12 ? BAD_SHAPES : [[], ...SHAPES.slice(0, 3), [], [], ...SHAPES.slice(3), [], []];
  const accounts = {
    issuer,
    payer: pick([issuer, 'creator'], draw.detail),
    plan: plan.name,
    grant: grant.name,
    metric: metric.name,
    milestone: milestoneName(grant.name, world.milestonesOf(grant.name).length),
    vault: plan.vault,
  };
  const args = { targetAmount, curve, deadlineTs, shape: pick(shapes, spread(draw.detail, 42)) };
  return { instruction: 'issueMilestone', accounts, args };
}

export const issueMilestone: InstructionDefinition<MilestoneArguments> = {
  weight: 9,
  leastAccepted: 30,
  expires: 'last',
  encode: (writer, { targetAmount, curve, deadlineTs, shape }) => {
    const { threshold, target, maximum, thresholdBps, maxBps } = curve;
    writer.number(targetAmount, 8).number(threshold, 8).number(target, 8).number(maximum, 8);
    writer.number(thresholdBps, 2).number(maxBps, 2).number(deadlineTs, 8).shape(shape);
  },
  rule: (world, call) => {
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
    const inTime =
      deadlineTs >= Math.max(world.now, metric.definition.dueTs) + REPORTING_SECS && deadlineTs <= LATEST_TS;
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
  },
  intent: (world, draw) => {
    const takes = ({ plan, grant, metric }: Opening): boolean => {
      const undecided = metricAt(metric, world.now).reachedTs === undefined;
      const kept = min(plan.accelerations.at(-1)?.retained ?? BILLION, grant.retained) >= BILLION / 1_000n;
      const issues = !plan.sealed && kept && surplus(world, plan) > 0n;
      return undecided && issues && grant.stopTs === undefined;
    };
    const closed = ({ grant }: Opening): boolean => grant.milestonesEnded || grant.leftWell;
    // Grants that take no more are tried now and then, those whose good leaver's share was released before others.
    const tried = draw.who % 7 === 6 ? [(one: Opening) => one.grant.leftWell, closed] : [];
    const found = [...tried, (one: Opening) => !closed(one)]
      .map((is) => choose(openings(world), draw, (one) => takes(one) && is(one)))
      .find((one) => one !== undefined);
    return found && issueMilestoneCall(world, found.plan, found.grant, found.metric, draw);
  },
  requires: ['createMetric', 'createOracleSet', 'issueGrants'],
};
