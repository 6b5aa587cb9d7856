/** Closes a grant that is paid out. */
import { governanceName } from '../addresses';
import { holder } from '../choose';
import { chooseGrant } from '../choose-grant';
import { owed } from '../entitlement';
import { requireCall } from '../require-call';
import { checkCloser, checkRentRecipient, ensure, loadPlan, loadRawGrant, signer } from '../rules/checks';
import { bury } from '../rules/tombstones';
import type { Grant, Plan, World } from '../state';
import { pick } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

const LONGEST_VOTE_SECS = 30 * 86_400;

/** Whether it has a vote in something that was proposed before its termination was announced. */
function mayStillVote(world: World, plan: Plan, { stopTs, claimed, total }: Grant): boolean {
  if (!world.governances.has(governanceName(plan.name)) || stopTs === undefined || claimed >= total) return false;
  return world.now < stopTs - plan.policy.noticeSecs + LONGEST_VOTE_SECS;
}

export const closeGrant: InstructionDefinition<NoArguments> = {
  weight: 8,
  leastAccepted: 30,
  encode: writeNothing,
  rule: (world, call) => {
    const who = signer(call, 'signer');
    const plan = loadPlan(world, call);
    const grant = loadRawGrant(world, call, plan);
    checkCloser(plan, grant, who);
    ensure(owed(grant, plan, world.now) <= 0n, 'GrantNotPaidOut');
    ensure(world.milestonesOf(grant.name).length === 0, 'MilestonesRemain');
    ensure(who === grant.beneficiary || !mayStillVote(world, plan, grant), 'GrantMayStillVote');
    checkRentRecipient(plan, call);
    bury(world, plan, grant);
  },
  intent: (world, draw) => {
    const found = chooseGrant(
      world,
      draw,
      (grant, plan) => owed(grant, plan, world.now) === 0n && world.milestonesOf(grant.name).length === 0,
    );
    if (found === undefined) return undefined;
    const { plan, grant } = found;
    const by = pick([grant.beneficiary, holder(world, plan, 'operator'), plan.authority], draw.who);
    const accounts = { signer: by, plan: plan.name, grant: grant.name, rentRecipient: plan.rentRecipient };
    return { instruction: 'closeGrant', accounts, args: {} };
  },
  requires: ['closeMilestone', 'claim'],
  teardown: (run, plan) => {
    const { name, rentRecipient } = plan;
    for (const grant of run.world.grantsOf(name)) {
      run.expect(owed(grant, plan, run.world.now) === 0n, `${grant.name} is never paid out`);
      const accounts = { signer: grant.beneficiary, plan: name, grant: grant.name, rentRecipient };
      requireCall(run, { instruction: 'closeGrant', accounts, args: {} });
    }
  },
};
