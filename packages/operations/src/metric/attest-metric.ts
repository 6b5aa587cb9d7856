import type { PublicKey } from '@solana/web3.js';
import { attestMetric, type Metric } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** What an oracle saw. */
export interface ObservationInput {
  /** In the metric's units. */
  readonly value: bigint;
  /** When it was so, unix seconds: from the metric's opening on, not in the future, not too old to count. */
  readonly observedTs: number;
  /** SHA-256 of what shows it, 32 bytes. */
  readonly evidenceSha256: Uint8Array;
}

/** Reports a metric's value. Signed by an attestor of the plan's oracle set. */
export function attestMetricOperation(
  { programId, format }: OperationContext,
  metric: Metric,
  attestor: PublicKey,
  observation: ObservationInput,
): Operation {
  const { plan, address, key, exponent } = metric;
  const value = format.figure(observation.value, exponent);
  return instructionOperation({
    title: `Attest ${value} for ${format.clean(key)}`,
    signer: attestor,
    instruction: ({ expiresTs }) =>
      attestMetric({ attestor, plan, metric: address, exponent, ...observation, expiresTs }, programId),
    effects: () => [
      { label: 'Attested value', value, strong: true },
      { label: 'Observed', value: format.time(observation.observedTs) },
    ],
    again: 'Only a newer observation of the same oracle takes the place of this one.',
    done: 'The value is attested.',
  });
}
