/** Closes a milestone that is paid out. */
import { challengeEndsTs } from '../attestation';
import { choose, holder } from '../choose';
import { milestoneAccounts, milestoneContexts, milestoneOwed } from '../outcome';
import { requireCall } from '../require-call';
import { checkCloser, checkRentRecipient, ensure, returnRent, signer } from '../rules/checks';
import { loadMilestoneContext } from '../rules/milestones';
import { pick } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const closeMilestone: InstructionDefinition<NoArguments> = {
  weight: 4,
  leastAccepted: 35,
  encode: writeNothing,
  rule: (world, call) => {
    const who = signer(call, 'signer');
    const { plan, grant, milestone } = loadMilestoneContext(world, call);
    checkCloser(plan, grant, who);
    checkRentRecipient(plan, call);
    const paidOut = milestone.status !== 'pending' && milestoneOwed(milestone, grant, plan, world.now) <= 0n;
    ensure(paidOut, 'MilestoneNotPaidOut');
    world.milestones.delete(milestone.name);
    if (who === grant.beneficiary) grant.unanswered = false;
    grant.milestonesEnded = true;
    returnRent(world, milestone.name, plan.rentRecipient);
  },
  intent: (world, draw) => {
    const found = choose(
      milestoneContexts(world),
      draw,
      ({ milestone, grant, plan }) =>
        milestone.status !== 'pending' && milestoneOwed(milestone, grant, plan, world.now) === 0n,
    );
    if (found === undefined) return undefined;
    const { plan, grant } = found;
    const by = pick([grant.beneficiary, holder(world, plan, 'operator'), plan.authority], draw.who);
    const accounts = { signer: by, ...milestoneAccounts(found), rentRecipient: plan.rentRecipient };
    return { instruction: 'closeMilestone', accounts, args: {} };
  },
  requires: ['claimMilestone', 'settleMilestone', 'finalizeMetric', 'issueMilestone'],
  dueTs: challengeEndsTs,
  teardown: (run, plan) => {
    for (const context of milestoneContexts(run.world)) {
      const { grant, milestone } = context;
      if (context.plan !== plan) continue;
      run.expect(milestoneOwed(milestone, grant, plan, run.world.now) === 0n, `${milestone.name} is never paid out`);
      const accounts = { signer: grant.beneficiary, ...milestoneAccounts(context), rentRecipient: plan.rentRecipient };
      requireCall(run, { instruction: 'closeMilestone', accounts, args: {} });
    }
  },
};
