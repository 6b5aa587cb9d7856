/** Takes a grant back in its void window. */
import { chooseGrant } from '../choose-grant';
import { voidEnd } from '../entitlement';
import {
  checkAuthority,
  checkFresh,
  checkRentRecipient,
  ensure,
  loadPlan,
  loadRawGrant,
  signer,
} from '../rules/checks';
import { bury } from '../rules/tombstones';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const voidGrant: InstructionDefinition<NoArguments> = {
  weight: 8,
  leastAccepted: 20,
  expires: 'last',
  encode: writeNothing,
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const plan = loadPlan(world, call);
    const grant = loadRawGrant(world, call, plan);
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    ensure(world.now < voidEnd(grant, plan), 'VoidWindowOver');
    ensure(world.milestonesOf(grant.name).length === 0, 'MilestonesRemain');
    checkRentRecipient(plan, call);
    plan.allocated -= grant.total;
    plan.reserved -= grant.total;
    bury(world, plan, grant);
  },
  intent: (world, draw) => {
    const found = chooseGrant(
      world,
      draw,
      (grant, plan) =>
        world.now < voidEnd(grant, plan) && !grant.settled && world.milestonesOf(grant.name).length === 0,
    );
    if (found === undefined) return undefined;
    const { authority, name: plan, rentRecipient } = found.plan;
    return {
      instruction: 'voidGrant',
      accounts: { authority, plan, grant: found.grant.name, rentRecipient },
      args: {},
    };
  },
  before: 'issueGrants',
};
