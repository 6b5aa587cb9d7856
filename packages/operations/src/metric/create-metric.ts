import { createMetric, type MetricDefinition, type Plan } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Defines a metric, for good. Signed by the authority; the payer pays its rent. */
export function createMetricOperation(
  { programId, format }: OperationContext,
  { authority, address: plan, planId }: Plan,
  metric: MetricDefinition,
): Operation {
  const { key, exponent, earlyValue, dueTs, challengeSecs } = metric;
  return instructionOperation({
    title: `Define the metric ${format.clean(key)} of plan ${planId} for good`,
    signer: authority,
    instruction: ({ expiresTs, payer }) => createMetric({ ...metric, authority, payer, plan, expiresTs }, programId),
    effects: () => [
      { label: 'Can become final', value: `from ${format.day(dueTs)}`, strong: true },
      ...(earlyValue === undefined
        ? []
        : [{ label: 'Or before, once it is', value: `${format.figure(earlyValue, exponent)} or better` }]),
      { label: 'Can be disputed for', value: format.span(challengeSecs) },
    ],
    again: 'A name is used once in a plan.',
    done: 'The metric is defined, for good. Oracles can attest it, and milestones can hang on it.',
  });
}
