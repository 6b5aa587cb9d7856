/** Closes the oracle set of a sealed plan. */
import { oraclesOf } from '../attestation';
import { choose } from '../choose';
import { requireCall } from '../require-call';
import { checkRentRecipient, ensure, loadPlan, returnRent } from '../rules/checks';
import { checkMetricPlan, loadOracleSet } from '../rules/metrics';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const closeOracleSet: InstructionDefinition<NoArguments> = {
  weight: 4,
  leastAccepted: 4,
  encode: writeNothing,
  rule: (world, call) => {
    const plan = loadPlan(world, call);
    const set = loadOracleSet(world, call);
    checkMetricPlan(plan, set);
    checkRentRecipient(plan, call);
    ensure(plan.sealed, 'PlanNotSealed');
    ensure(world.metricsOf(plan.name).length === 0, 'MetricsRemain');
    world.oracleSets.delete(set.name);
    returnRent(world, set.name, plan.rentRecipient);
  },
  intent: (world, draw) => {
    const set = choose(
      [...world.oracleSets.values()],
      draw,
      ({ plan }) => world.plans.get(plan)?.sealed === true && world.metricsOf(plan).length === 0,
    );
    if (set === undefined) return undefined;
    const rentRecipient = world.plans.get(set.plan)?.rentRecipient ?? set.plan;
    return {
      instruction: 'closeOracleSet',
      accounts: { plan: set.plan, oracleSet: set.name, rentRecipient },
      args: {},
    };
  },
  requires: ['closeMetric', 'closeMilestone'],
  teardown: (run, { name: plan, rentRecipient }) => {
    const oracleSet = oraclesOf(run.world, plan)?.name;
    if (oracleSet === undefined) return;
    requireCall(run, { instruction: 'closeOracleSet', accounts: { plan, rentRecipient, oracleSet }, args: {} });
  },
};
