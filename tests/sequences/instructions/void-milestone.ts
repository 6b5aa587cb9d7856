/** Takes a milestone back in its void window. */
import { choose } from '../choose';
import { maxAmount, milestoneContexts, milestoneVoidEnd } from '../outcome';
import { checkAuthority, checkFresh, ensure, loadPlan, signer } from '../rules/checks';
import { loadMilestone } from '../rules/milestones';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const voidMilestone: InstructionDefinition<NoArguments> = {
  weight: 7,
  leastAccepted: 15,
  expires: 'last',
  encode: writeNothing,
  rule: (world, call) => {
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
  },
  intent: (world, draw) => {
    const found = choose(
      milestoneContexts(world),
      draw,
      ({ milestone, plan }) => milestone.status === 'pending' && world.now < milestoneVoidEnd(milestone, plan),
    );
    if (found === undefined) return undefined;
    const { authority, name: plan } = found.plan;
    return { instruction: 'voidMilestone', accounts: { authority, plan, milestone: found.milestone.name }, args: {} };
  },
  before: 'issueMilestone',
  requires: ['issueMilestone'],
};
