/** From a draw to a well-meant call on a milestone. */
import type { Call, ON_MILESTONES } from './calls';
import type { Draw } from './arbitraries';
import { BILLION, min, operatorIssued, TEN_THOUSAND } from './entitlement';
import { canBePaid } from './grant-intents';
import { accountOf, choose, holder, surplus, tokensOf } from './intents';
import { type Metric, metricAt } from './metric';
import { curveFrom } from './metric-offers';
import { BAD_SHAPES, SHAPES, spread } from './offers';
import {
  canSettle,
  milestoneClaimable,
  milestoneOwed,
  milestoneVoidEnd,
  type MilestoneContext,
  milestoneContexts,
} from './outcome';
import { milestoneName, MILESTONES_A_GRANT } from './addresses';
import type { Grant, Name, Plan, World } from './state';
import { pick } from './time';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Whether the chain has a place for one more milestone of a grant. */
export function hasPlaceFor(world: World, grant: Grant): boolean {
  return world.milestonesOf(grant.name).length < MILESTONES_A_GRANT;
}

/** Pairs of a grant and a metric of its plan for which a milestone can be set. */
function openings(world: World): { plan: Plan; grant: Grant; metric: Metric }[] {
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

function issueIntent(world: World, draw: Draw): Call | undefined {
  const found = choose(openings(world), draw, ({ plan, grant, metric }) => {
    const undecided = metricAt(metric, world.now).reachedTs === undefined;
    const kept = min(plan.accelerations.at(-1)?.retained ?? BILLION, grant.retained) >= BILLION / 1_000n;
    const issues = !plan.sealed && kept && surplus(world, plan) > 0n;
    return (
      undecided &&
      issues &&
      grant.stopTs === undefined &&
      (!(grant.milestonesEnded || grant.leftWell) || draw.who % 7 === 6)
    );
  });
  return found && issueMilestoneCall(world, found.plan, found.grant, found.metric, draw);
}

export function claimCall({ plan, grant, milestone }: MilestoneContext, claimant: Name, side: boolean): Call {
  const destination = accountOf(grant.beneficiary, plan.mint, side);
  const on = { plan: plan.name, grant: grant.name, milestone: milestone.name };
  return { instruction: 'claimMilestone', accounts: { claimant, ...on, destination, ...tokensOf(plan) }, args: {} };
}

/** The call of a draw for an instruction on a milestone. */
export function milestoneIntent(world: World, draw: Draw, name: (typeof ON_MILESTONES)[number]): Call | undefined {
  if (name === 'issueMilestone') return issueIntent(world, draw);
  const { now } = world;
  const fits: Record<typeof name, (one: MilestoneContext) => boolean> = {
    voidMilestone: ({ milestone, plan }) => milestone.status === 'pending' && now < milestoneVoidEnd(milestone, plan),
    // Now and then too early, as somebody might who would rather it expired.
    settleMilestone: (one) => canSettle(one, now) || (draw.who % 4 === 3 && one.milestone.status === 'pending'),
    claimMilestone: ({ milestone, grant, plan }) =>
      now >= plan.claimsPausedUntil &&
      milestoneClaimable(milestone, grant, plan, now) > 0n &&
      canBePaid(world, grant, plan),
    closeMilestone: ({ milestone, grant, plan }) =>
      milestone.status !== 'pending' && milestoneOwed(milestone, grant, plan, now) === 0n,
  };
  const found = choose(milestoneContexts(world), draw, fits[name]);
  if (found === undefined) return undefined;
  const { plan, grant, milestone } = found;
  const { authority } = plan;
  const whole = { plan: plan.name, grant: grant.name, metric: milestone.metric, milestone: milestone.name };
  switch (name) {
    case 'voidMilestone':
      return { instruction: name, accounts: { authority, plan: plan.name, milestone: milestone.name }, args: {} };
    case 'settleMilestone':
      return { instruction: name, accounts: whole, args: {} };
    case 'claimMilestone': {
      const gone = world.tokens.get(accountOf(grant.beneficiary, plan.mint, false))?.owner !== grant.beneficiary;
      const own = gone || draw.who % 5 < 3;
      const claimant = own ? grant.beneficiary : pick(['stranger', authority, 'thief'], draw.who);
      return claimCall(found, claimant, gone || (own && draw.amount % 2 === 1));
    }
    case 'closeMilestone': {
      const signer = pick([grant.beneficiary, holder(world, plan, 'operator'), authority], draw.who);
      return { instruction: name, accounts: { signer, ...whole, rentRecipient: plan.rentRecipient }, args: {} };
    }
  }
}
