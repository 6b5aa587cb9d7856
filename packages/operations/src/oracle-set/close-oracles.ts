import { closeOracleSet, fetchOracleSet, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { rentEffect } from '../plan/rent-effect';

/** Closes the oracle set of a sealed plan without metrics; anybody may. */
export function closeOraclesOperation({ reader, programId }: OperationContext, plan: Plan): Operation {
  const { address, planId, rentRecipient } = plan;
  return {
    title: `Close the oracles of plan ${planId}`,
    signer: null,
    groups: async () => {
      if ((await fetchOracleSet(reader, address, programId)) === null) return [];
      const instructions = [closeOracleSet({ plan: address, rentRecipient }, programId)];
      return [{ label: 'Close the oracles', instructions }];
    },
    effects: () => [{ label: 'Oracles', value: 'none any more', strong: true }, rentEffect(plan)],
    again: 'Oracles are closed once.',
    done: 'The oracles are closed.',
  };
}
