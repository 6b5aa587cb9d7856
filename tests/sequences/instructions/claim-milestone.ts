/** Pays what of a milestone can be claimed. */
import { challengeEndsTs } from '../attestation';
import type { Call } from '../calls';
import { accountOf, choose, tokensOf } from '../choose';
import { canBePaid, chooseClaimant } from '../choose-grant';
import { milestoneClaimable, type MilestoneContext, milestoneContexts, milestoneVoidEnd } from '../outcome';
import { payTo, requireCall } from '../require-call';
import { checkPayee, checkPlan, checkPlanTokens, ensure, loadGrant, loadPlan, payClaim, signer } from '../rules/checks';
import { loadMilestone } from '../rules/milestones';
import type { Name } from '../state';
import { earliest } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

/** Pays a milestone's beneficiary, to the associated account or to the other one. */
export function claimMilestoneCall({ plan, grant, milestone }: MilestoneContext, claimant: Name, side: boolean): Call {
  const destination = accountOf(grant.beneficiary, plan.mint, side);
  const on = { plan: plan.name, grant: grant.name, milestone: milestone.name };
  return { instruction: 'claimMilestone', accounts: { claimant, ...on, destination, ...tokensOf(plan) }, args: {} };
}

/** When a milestone that was met pays, or pays more. */
function payingTs({ milestone, plan }: MilestoneContext): number[] {
  const steps = milestone.pieces.flatMap(({ to, instants }) => [...instants, to]);
  return milestone.status === 'met' ? [milestoneVoidEnd(milestone, plan), plan.claimsPausedUntil, ...steps] : [];
}

export const claimMilestone: InstructionDefinition<NoArguments> = {
  weight: 11,
  leastAccepted: 12,
  encode: writeNothing,
  rule: (world, call) => {
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
  },
  intent: (world, draw) => {
    const { now } = world;
    const found = choose(
      milestoneContexts(world),
      draw,
      ({ milestone, grant, plan }) =>
        now >= plan.claimsPausedUntil &&
        milestoneClaimable(milestone, grant, plan, now) > 0n &&
        canBePaid(world, grant, plan),
    );
    if (found === undefined) return undefined;
    const { claimant, side } = chooseClaimant(world, draw, found);
    return claimMilestoneCall(found, claimant, side);
  },
  needs: 'result',
  requires: ['settleMilestone', 'finalizeMetric', 'issueMilestone'],
  dueTs: (world) => earliest(world.now, milestoneContexts(world).flatMap(payingTs)) ?? challengeEndsTs(world),
  teardown: (run, plan) => {
    for (const { plan: of, grant, milestone } of milestoneContexts(run.world)) {
      if (of !== plan || milestoneClaimable(milestone, grant, plan, run.world.now) === 0n) continue;
      const destination = payTo(run, grant.beneficiary, plan.mint);
      const on = { plan: plan.name, grant: grant.name, milestone: milestone.name };
      const accounts = { claimant: grant.beneficiary, ...on, destination, ...tokensOf(plan) };
      requireCall(run, { instruction: 'claimMilestone', accounts, args: {} });
    }
  },
};
