/** Offers a plan's authority to somebody. */
import { choosePlan } from '../choose';
import { checkAuthority, checkFresh, loadPlan, signer } from '../rules/checks';
import { type Name, NOBODY } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

const DAY = 86_400;

export const proposeAuthority: InstructionDefinition<{ readonly pendingAuthority: Name }> = {
  weight: 2,
  leastAccepted: 40,
  expires: 'last',
  encode: (writer, { pendingAuthority }) => writer.key(pendingAuthority),
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const plan = loadPlan(world, call);
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    const { pendingAuthority } = call.args;
    plan.pendingAuthority = pendingAuthority;
    plan.pendingUntilTs = pendingAuthority === NOBODY ? undefined : world.now + 30 * DAY;
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => one.pendingAuthority === NOBODY);
    if (plan === undefined) return undefined;
    const pendingAuthority = pick(['heir', 'authority', 'thief', 'authority', NOBODY], draw.who);
    const accounts = { authority: plan.authority, plan: plan.name };
    return { instruction: 'proposeAuthority', accounts, args: { pendingAuthority } };
  },
};
