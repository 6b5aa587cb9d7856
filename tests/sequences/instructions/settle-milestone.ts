/** Books what a milestone comes to. */
import { challengeEndsTs } from '../attestation';
import { choose } from '../choose';
import {
  canSettle,
  canStop,
  maxAmount,
  milestoneAccounts,
  type MilestoneContext,
  milestoneContexts,
  milestoneVested,
  milestoneVoidEnd,
  payout,
  verdict,
} from '../outcome';
import { requireCall } from '../require-call';
import { ensure, refuse } from '../rules/checks';
import { loadMilestoneContext } from '../rules/milestones';
import { layOut } from '../schedule';
import { earliest } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

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

/** When a milestone without a result ends: by its deadline, also where a dispute gives it longer, or with its grant. */
function endsTs({ milestone, metric, grant }: MilestoneContext): number[] {
  if (milestone.status !== 'pending') return [];
  const ends = [milestone.deadlineTs, metric.retryUntilTs, grant.stopTs];
  return ends.flatMap((ts) => (ts === undefined ? [] : [ts + 1]));
}

export const settleMilestone: InstructionDefinition<NoArguments> = {
  weight: 7,
  leastAccepted: 40,
  encode: writeNothing,
  rule: (world, call) => {
    const context = loadMilestoneContext(world, call);
    const { plan } = context;
    ensure(world.now >= milestoneVoidEnd(context.milestone, plan), 'VoidWindowIsRunning');
    const returned = context.milestone.status === 'pending' ? decide(context, world.now) : stop(context, world.now);
    plan.reserved -= returned;
    plan.forfeited += returned;
  },
  intent: (world, draw) => {
    // Now and then too early, as somebody might who would rather it expired.
    const fits = (one: MilestoneContext): boolean =>
      canSettle(one, world.now) || (draw.who % 4 === 3 && one.milestone.status === 'pending');
    const found = choose(milestoneContexts(world), draw, fits);
    return found && { instruction: 'settleMilestone', accounts: milestoneAccounts(found), args: {} };
  },
  needs: 'result',
  requires: ['finalizeMetric', 'issueMilestone'],
  dueTs: (world) => challengeEndsTs(world) ?? earliest(world.now, milestoneContexts(world).flatMap(endsTs)),
  teardown: (run, plan) => {
    for (const context of milestoneContexts(run.world)) {
      if (context.plan !== plan || !canSettle(context, run.world.now)) continue;
      requireCall(run, { instruction: 'settleMilestone', accounts: milestoneAccounts(context), args: {} });
    }
  },
};
