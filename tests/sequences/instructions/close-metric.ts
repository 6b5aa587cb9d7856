/** Closes a metric of a sealed plan. */
import { choose } from '../choose';
import { requireCall } from '../require-call';
import { checkRentRecipient, ensure, loadPlan, returnRent } from '../rules/checks';
import { checkMetricPlan, loadMetric } from '../rules/metrics';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

export const closeMetric: InstructionDefinition<NoArguments> = {
  weight: 3,
  leastAccepted: 25,
  encode: writeNothing,
  rule: (world, call) => {
    const plan = loadPlan(world, call);
    const metric = loadMetric(world, call);
    checkMetricPlan(plan, metric);
    checkRentRecipient(plan, call);
    ensure(plan.sealed, 'PlanNotSealed');
    ensure(world.milestonesOf(metric.name).length === 0, 'MetricInUse');
    world.metrics.delete(metric.name);
    returnRent(world, metric.name, plan.rentRecipient);
  },
  intent: (world, draw) => {
    const metric = choose(
      [...world.metrics.values()],
      draw,
      ({ name, plan }) => world.plans.get(plan)?.sealed === true && world.milestonesOf(name).length === 0,
    );
    if (metric === undefined) return undefined;
    const { plan, name } = metric;
    const rentRecipient = world.plans.get(plan)?.rentRecipient ?? plan;
    return { instruction: 'closeMetric', accounts: { plan, metric: name, rentRecipient }, args: {} };
  },
  requires: ['closeMilestone'],
  teardown: (run, { name: plan, rentRecipient }) => {
    for (const { name: metric } of run.world.metricsOf(plan)) {
      requireCall(run, { instruction: 'closeMetric', accounts: { plan, rentRecipient, metric }, args: {} });
    }
  },
};
