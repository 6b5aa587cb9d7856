/** Removes what is left of a closed grant. */
import { at } from '../calls';
import { choose } from '../choose';
import { requireCall } from '../require-call';
import { checkPlan, checkRentRecipient, ensure, load, loadPlan, returnRent } from '../rules/checks';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const sweepTombstone: InstructionDefinition<NoArguments> = {
  weight: 12,
  leastAccepted: 15,
  encode: writeNothing,
  rule: (world, call) => {
    const plan = loadPlan(world, call);
    const name = at(call, 'tombstone');
    checkPlan(load(world, world.tombstones, name), plan);
    checkRentRecipient(plan, call);
    ensure(plan.sealed, 'PlanNotSealed');
    world.tombstones.delete(name);
    plan.tombstones -= 1;
    returnRent(world, name, plan.rentRecipient);
  },
  intent: (world, draw) => {
    const found = choose([...world.tombstones], draw, ([, { plan }]) => world.plans.get(plan)?.sealed === true);
    if (found === undefined) return undefined;
    const [tombstone, { plan }] = found;
    const rentRecipient = world.plans.get(plan)?.rentRecipient ?? plan;
    return { instruction: 'sweepTombstone', accounts: { plan, tombstone, rentRecipient }, args: {} };
  },
  requires: ['closeGrant'],
  teardown: (run, { name: plan, rentRecipient }) => {
    for (const [tombstone, { plan: of }] of run.world.tombstones) {
      if (of !== plan) continue;
      requireCall(run, { instruction: 'sweepTombstone', accounts: { plan, tombstone, rentRecipient }, args: {} });
    }
  },
};
