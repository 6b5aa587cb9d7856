/** Announces the end of a grant. */
import { type Cause, CAUSES } from '../calls';
import { chooseGrant } from '../choose-grant';
import { vested } from '../entitlement';
import { loadGrantByAuthority } from '../rules/checks';
import { terminate } from '../rules/termination';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

export const terminateGrant: InstructionDefinition<{ readonly cause: Cause }> = {
  weight: 5,
  leastAccepted: 35,
  expires: 'last',
  encode: (writer, { cause }) => writer.number(CAUSES.indexOf(cause), 1),
  rule: (world, call) => {
    const { plan, grant } = loadGrantByAuthority(world, call);
    terminate(world, plan, grant, call.args.cause);
  },
  intent: (world, draw) => {
    const { now } = world;
    const found = chooseGrant(
      world,
      draw,
      (grant, plan) => grant.stopTs === undefined && plan.policy.cancellable && vested(grant, plan, now) < grant.total,
    );
    if (found === undefined) return undefined;
    const accounts = { authority: found.plan.authority, plan: found.plan.name, grant: found.grant.name };
    return { instruction: 'terminateGrant', accounts, args: { cause: pick(CAUSES, draw.amount) } };
  },
};
