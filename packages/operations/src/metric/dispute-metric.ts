import type { PublicKey } from '@solana/web3.js';
import { disputeMetric, type Metric } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** What is disputed, and why. */
export interface DisputeInput {
  /** The disputed value in the metric's units: with another result nothing happens. */
  readonly value: bigint;
  /** SHA-256 of the document that gives the reasons, 32 bytes. */
  readonly reasonSha256: Uint8Array;
}

/** Takes a value in its challenge window back. Signed by the guardian or an oracle, each once: see `disputersAt`. */
export function disputeMetricOperation(
  { programId, format }: OperationContext,
  metric: Metric,
  disputer: PublicKey,
  { value, reasonSha256 }: DisputeInput,
): Operation {
  const { plan, address, key, exponent } = metric;
  const figure = format.figure(value, exponent);
  return instructionOperation({
    title: `Dispute ${figure} of ${format.clean(key)}`,
    signer: disputer,
    instruction: ({ expiresTs }) =>
      disputeMetric({ disputer, plan, metric: address, value, reasonSha256, expiresTs }, programId),
    effects: () => [
      { label: 'Disputed value', value: figure, strong: true },
      { label: 'Afterwards', value: 'it is attested anew, by more than half of all oracles' },
    ],
    again: 'The guardian and each oracle can dispute a metric once.',
    done: 'The value is taken back. It must be attested anew.',
  });
}
