import { applyOracleSet, type Plan } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Puts an announced change of the oracles into effect once it is due, within 3 days; anybody may. */
export function applyOraclesOperation({ programId }: OperationContext, { address, planId }: Plan): Operation {
  return instructionOperation({
    title: `Put the announced oracles of plan ${planId} into effect`,
    signer: null,
    instruction: () => applyOracleSet(address, programId),
    effects: () => [{ label: 'Oracles', value: 'as announced, from now on', strong: true }],
    again: 'An announced change takes effect once.',
    done: 'The announced oracles attest from now on.',
  });
}
