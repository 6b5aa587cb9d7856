import { sealPlan, type Plan } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Ends issuing for good. Signed by the authority. */
export function sealPlanOperation({ programId }: OperationContext, { authority, address, planId }: Plan): Operation {
  return instructionOperation({
    title: `Seal plan ${planId}`,
    signer: authority,
    instruction: ({ expiresTs }) => sealPlan({ authority, plan: address, expiresTs }, programId),
    effects: () => [
      { label: 'New grants', value: 'none any more, for good', strong: true },
      { label: 'Grants that exist', value: 'go on as before' },
    ],
    again: 'A plan is sealed once.',
    done: 'The plan issues no more. Once every grant is paid out and closed, it can be closed too.',
  });
}
