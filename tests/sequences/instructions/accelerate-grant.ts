/** Releases a share of what is unvested in a grant. */
import { holder, RELEASES } from '../choose';
import { chooseGrant } from '../choose-grant';
import { vested } from '../entitlement';
import { checkAcceleration, checkAccelerator, releaseGrant } from '../rules/acceleration';
import { checkFresh, checkPlan, loadGrant, loadPlan, signer } from '../rules/checks';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

export const accelerateGrant: InstructionDefinition<{ readonly accelerationBps: number }> = {
  weight: 3,
  leastAccepted: 30,
  expires: 'last',
  encode: (writer, { accelerationBps }) => writer.number(accelerationBps, 2),
  rule: (world, call) => {
    const accelerator = signer(call, 'accelerator');
    const plan = loadPlan(world, call);
    const grant = loadGrant(world, call);
    checkPlan(grant, plan);
    checkAccelerator(plan, accelerator);
    checkFresh(world, call.expiresTs);
    checkAcceleration(call.args.accelerationBps);
    releaseGrant(world, grant, call.args.accelerationBps);
  },
  intent: (world, draw) => {
    const { now } = world;
    const found = chooseGrant(
      world,
      draw,
      (grant, plan) => (grant.stopTs ?? Infinity) > now && vested(grant, plan, now) < grant.total,
    );
    if (found === undefined) return undefined;
    const { plan, grant } = found;
    const accelerator = pick([plan.authority, holder(world, plan, 'accelerationAuthority')], draw.who);
    const accounts = { accelerator, plan: plan.name, grant: grant.name };
    return { instruction: 'accelerateGrant', accounts, args: { accelerationBps: pick(RELEASES, draw.amount) } };
  },
};
