import { closeMetric, fetchMetricsByPlan, type Metric, type Plan } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { closedCount, rentEffect } from '../plan/rent-effect';

/** Closes one metric of a sealed plan, on which no milestone hangs; anybody may. */
export function closeMetricOperation({ programId, format }: OperationContext, plan: Plan, metric: Metric): Operation {
  const { address, planId, rentRecipient } = plan;
  return instructionOperation({
    title: `Close the metric ${format.clean(metric.key)} of plan ${planId}`,
    signer: null,
    instruction: () => closeMetric({ plan: address, metric: metric.address, rentRecipient }, programId),
    effects: () => [rentEffect(plan)],
    again: 'A metric is closed once.',
    done: 'The metric is closed, and its rent came back.',
  });
}

/** Closes every metric of a sealed plan; anybody may. One on which a milestone still hangs is refused by itself. */
export function closeMetricsOperation({ reader, programId, format }: OperationContext, plan: Plan): Operation {
  const { address, planId, rentRecipient, metricCount } = plan;
  return {
    title: `Close the metrics of plan ${planId}`,
    signer: null,
    groups: async () => {
      const metrics = await fetchMetricsByPlan(reader, address, programId);
      return metrics.map((metric) => ({
        label: `Metric ${format.clean(metric.key)}`,
        instructions: [closeMetric({ plan: address, metric: metric.address, rentRecipient }, programId)],
      }));
    },
    effects: (changes) => [
      { label: 'Metrics closed', value: `${closedCount(changes)} of ${metricCount}`, strong: true },
      rentEffect(plan),
    ],
    again: 'What is closed is left out of the next try.',
    done: 'They are closed, and their rent came back.',
  };
}
