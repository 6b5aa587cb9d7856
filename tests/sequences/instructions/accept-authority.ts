/** Takes an offered authority. */
import { choosePlan } from '../choose';
import { checkFresh, ensure, loadPlan, signer } from '../rules/checks';
import { NOBODY, roleAt } from '../state';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const acceptAuthority: InstructionDefinition<NoArguments> = {
  weight: 3,
  leastAccepted: 15,
  expires: 'last',
  encode: writeNothing,
  rule: (world, call) => {
    const pending = signer(call, 'pendingAuthority');
    const plan = loadPlan(world, call);
    checkFresh(world, call.expiresTs);
    ensure(plan.pendingAuthority === pending, 'NotPendingAuthority');
    ensure(world.now <= (plan.pendingUntilTs ?? 0), 'AuthorityOfferExpired');
    plan.authority = pending;
    plan.pendingAuthority = NOBODY;
    plan.pendingUntilTs = undefined;
    plan.authorityChanges += 1;
    // Who takes over begins with the roles as they are now.
    for (const role of ['payroll', 'guardian'] as const) {
      plan.roles[role] = roleAt(plan, role, world.now);
      delete plan.announced[role];
    }
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => one.pendingAuthority !== NOBODY);
    if (plan === undefined) return undefined;
    const pendingAuthority = plan.pendingAuthority === NOBODY ? 'heir' : plan.pendingAuthority;
    return { instruction: 'acceptAuthority', accounts: { pendingAuthority, plan: plan.name }, args: {} };
  },
  before: 'proposeAuthority',
};
