/** Lets claims of a plan go on. */
import { choosePlan, holder } from '../choose';
import { checkFresh, checkRole, ensure, loadPlan, signer } from '../rules/checks';
import { pick } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const resumeClaims: InstructionDefinition<NoArguments> = {
  weight: 4,
  leastAccepted: 6,
  expires: 'last',
  encode: writeNothing,
  rule: (world, call) => {
    const who = signer(call, 'signer');
    const plan = loadPlan(world, call);
    checkFresh(world, call.expiresTs);
    if (who !== plan.authority) checkRole(world, plan, 'guardian', who, 'NotGuardian');
    ensure(world.now < plan.claimsPausedUntil, 'ClaimsNotPaused');
    plan.claimsPausedUntil = world.now;
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => world.now < one.claimsPausedUntil);
    if (plan === undefined) return undefined;
    const by = pick([holder(world, plan, 'guardian'), plan.authority], draw.who);
    return { instruction: 'resumeClaims', accounts: { signer: by, plan: plan.name }, args: {} };
  },
  before: 'pauseClaims',
};
