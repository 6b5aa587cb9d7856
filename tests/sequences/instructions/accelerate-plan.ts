/** Releases a share of everything unvested in a plan. */
import { governanceName } from '../addresses';
import { choosePlan, holder, RELEASES } from '../choose';
import {
  checkAcceleration,
  checkAccelerator,
  MOST_ACCELERATIONS,
  MOST_BY_ROLES,
  releasePlan,
} from '../rules/acceleration';
import { checkFresh, loadPlan, signer } from '../rules/checks';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

export const acceleratePlan: InstructionDefinition<{ readonly accelerationBps: number }> = {
  weight: 6,
  leastAccepted: 35,
  expires: 'last',
  encode: (writer, { accelerationBps }) => writer.number(accelerationBps, 2),
  rule: (world, call) => {
    const accelerator = signer(call, 'accelerator');
    const plan = loadPlan(world, call);
    checkAccelerator(plan, accelerator);
    checkFresh(world, call.expiresTs);
    checkAcceleration(call.args.accelerationBps);
    const governed = world.governances.has(governanceName(plan.name));
    releasePlan(world, plan, call.args.accelerationBps, governed ? MOST_BY_ROLES : MOST_ACCELERATIONS);
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => one.accelerations.at(-1)?.retained !== 0n);
    if (plan === undefined) return undefined;
    const accelerator = pick([plan.authority, holder(world, plan, 'accelerationAuthority')], draw.who);
    const args = { accelerationBps: pick(RELEASES, draw.amount) };
    return { instruction: 'acceleratePlan', accounts: { accelerator, plan: plan.name }, args };
  },
};
