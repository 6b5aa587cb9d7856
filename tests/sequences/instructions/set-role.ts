/** Names who holds a role. */
import { choosePlan, HOLDERS } from '../choose';
import { requireCall } from '../require-call';
import { checkAuthority, checkFresh, loadPlan, signer } from '../rules/checks';
import { type Name, NOBODY, type Role, roleAt, ROLES } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

const DAY = 86_400;

export const setRole: InstructionDefinition<{ readonly role: Role; readonly holder: Name }> = {
  weight: 2,
  leastAccepted: 40,
  expires: 'last',
  encode: (writer, { role, holder }) => writer.number(ROLES.indexOf(role), 1).key(holder),
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const plan = loadPlan(world, call);
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    const { role, holder } = call.args;
    if (role !== 'payroll' && role !== 'guardian') {
      plan.roles[role] = holder;
      return;
    }
    const current = roleAt(plan, role, world.now);
    const atOnce = holder === NOBODY || holder === current;
    plan.roles[role] = atOnce ? holder : current;
    if (atOnce) delete plan.announced[role];
    else plan.announced[role] = { holder, fromTs: world.now + 7 * DAY };
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, () => true);
    if (plan === undefined) return undefined;
    const role = pick(ROLES, draw.amount);
    const newHolder = pick([HOLDERS[role], 'thief', HOLDERS[role], 'stranger', NOBODY], draw.who);
    const accounts = { authority: plan.authority, plan: plan.name };
    return { instruction: 'setRole', accounts, args: { role, holder: newHolder } };
  },
  // Somebody must collect what is withheld.
  teardown: (run, plan) => {
    const { world } = run;
    if (plan.withheld === 0n || roleAt(plan, 'payroll', world.now) !== NOBODY) return;
    const accounts = { authority: plan.authority, plan: plan.name };
    requireCall(run, { instruction: 'setRole', accounts, args: { role: 'payroll', holder: HOLDERS.payroll } });
    run.goTo(plan.announced.payroll?.fromTs ?? world.now);
  },
};
