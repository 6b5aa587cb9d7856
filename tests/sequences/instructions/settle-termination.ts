/** Books what a grant that ended forfeits. */
import { chooseGrant } from '../choose-grant';
import { vested, voidEnd } from '../entitlement';
import { requireCall } from '../require-call';
import { checkPlan, ensure, loadGrant, loadPlan, refuse } from '../rules/checks';
import { earliest } from '../time';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const settleTermination: InstructionDefinition<NoArguments> = {
  weight: 10,
  leastAccepted: 35,
  encode: writeNothing,
  rule: (world, call) => {
    const plan = loadPlan(world, call);
    const grant = loadGrant(world, call);
    checkPlan(grant, plan);
    if (grant.stopTs === undefined || grant.settled) return refuse('GrantNotTerminating');
    ensure(world.now > grant.stopTs, 'TerminationNotDue');
    ensure(world.now >= voidEnd(grant, plan), 'VoidWindowIsRunning');
    const forfeited = grant.total - vested(grant, plan, world.now);
    grant.settled = true;
    plan.reserved -= forfeited;
    plan.forfeited += forfeited;
  },
  intent: (world, draw) => {
    const { now } = world;
    const found = chooseGrant(world, draw, ({ stopTs, settled }) => stopTs !== undefined && now >= stopTs && !settled);
    if (found === undefined) return undefined;
    const accounts = { plan: found.plan.name, grant: found.grant.name };
    return { instruction: 'settleTermination', accounts, args: {} };
  },
  dueTs: ({ grants, now }, choice) =>
    earliest(
      now,
      [...grants.values()].map(({ stopTs, settled }) =>
        stopTs === undefined || settled ? undefined : stopTs + (choice % 2),
      ),
    ),
  teardown: (run, { name: plan }) => {
    for (const { name: grant, stopTs, settled } of run.world.grantsOf(plan)) {
      if (stopTs === undefined || settled) continue;
      requireCall(run, { instruction: 'settleTermination', accounts: { plan, grant }, args: {} });
    }
  },
};
