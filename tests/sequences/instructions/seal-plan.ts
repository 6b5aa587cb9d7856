/** Lets nothing more be issued in a plan. */
import { choosePlan } from '../choose';
import { requireCall } from '../require-call';
import { checkAuthority, checkFresh, ensure, loadPlan, signer } from '../rules/checks';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const sealPlan: InstructionDefinition<NoArguments> = {
  weight: 4,
  leastAccepted: 35,
  expires: 'last',
  encode: writeNothing,
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const plan = loadPlan(world, call);
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    ensure(!plan.sealed, 'PlanIsSealed');
    plan.sealed = true;
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => !one.sealed);
    return plan && { instruction: 'sealPlan', accounts: { authority: plan.authority, plan: plan.name }, args: {} };
  },
  teardown: (run, { name: plan, authority, sealed }) => {
    if (!sealed) requireCall(run, { instruction: 'sealPlan', accounts: { authority, plan }, args: {} });
  },
};
