/** Pays what of a grant can be claimed. */
import type { Call } from '../calls';
import { accountOf, tokensOf } from '../choose';
import { canBePaid, chooseClaimant, chooseGrant } from '../choose-grant';
import { claimable } from '../entitlement';
import { payTo, requireCall } from '../require-call';
import { checkPayee, checkPlan, checkPlanTokens, ensure, loadGrant, loadPlan, payClaim, signer } from '../rules/checks';
import type { Grant, Name, Plan } from '../state';
import { pick } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Pays a grant's beneficiary, to the associated account or to the other one. */
export function claimGrantCall(
  { plan, grant }: { readonly plan: Plan; readonly grant: Grant },
  claimant: Name,
  side: boolean,
): Call {
  const destination = accountOf(grant.beneficiary, plan.mint, side);
  const accounts = { claimant, plan: plan.name, grant: grant.name, destination, ...tokensOf(plan) };
  return { instruction: 'claim', accounts, args: {} };
}

export const claim: InstructionDefinition<NoArguments> = {
  weight: 13,
  leastAccepted: 25,
  encode: writeNothing,
  rule: (world, call) => {
    const claimant = signer(call, 'claimant');
    const plan = loadPlan(world, call);
    const grant = loadGrant(world, call);
    checkPlan(grant, plan);
    checkPlanTokens(plan, call);
    const destination = checkPayee(world, call, plan, grant, claimant);
    const gross = claimable(grant, plan, world.now);
    ensure(gross > 0n, 'NothingToClaim');
    if (claimant === grant.beneficiary) grant.unanswered = false;
    grant.claimed += gross;
    payClaim(world, plan, grant, destination, gross);
  },
  intent: (world, draw) => {
    const found = chooseGrant(
      world,
      draw,
      (grant, plan) =>
        claimable(grant, plan, world.now) > 0n && world.now >= plan.claimsPausedUntil && canBePaid(world, grant, plan),
    );
    if (found === undefined) return undefined;
    const { claimant, side } = chooseClaimant(world, draw, found);
    return claimGrantCall(found, claimant, side);
  },
  before: 'issueGrants',
  requires: ['issueGrants'],
  dueTs: ({ grants, now }, choice) =>
    grants.size === 0 ? undefined : now + pick([3 * DAY, 30 * DAY, 8 * HOUR, 120 * DAY], choice),
  teardown: (run, plan) => {
    const { world } = run;
    for (const grant of world.grantsOf(plan.name)) {
      if (claimable(grant, plan, world.now) === 0n) continue;
      const destination = payTo(run, grant.beneficiary, plan.mint);
      const on = { claimant: grant.beneficiary, plan: plan.name, grant: grant.name };
      requireCall(run, { instruction: 'claim', accounts: { ...on, destination, ...tokensOf(plan) }, args: {} });
    }
  },
};
