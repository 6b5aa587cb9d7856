import { finalizeMetric, type Metric } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Makes a value final whose challenge window has passed; anybody may. */
export function finalizeMetricOperation(
  { programId, format }: OperationContext,
  { address, key, value, exponent }: Metric,
): Operation {
  return instructionOperation({
    title: `Make the value of ${format.clean(key)} final`,
    signer: null,
    instruction: () => finalizeMetric(address, programId),
    effects: () =>
      value === null ? [] : [{ label: 'Final value', value: format.figure(value, exponent), strong: true }],
    again: 'A metric becomes final once.',
    done: 'The value is final. Milestones that hang on it can be settled.',
  });
}
