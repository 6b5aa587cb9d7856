import { executeProposal, fetchProposal, type Proposal } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Carries out what has passed, once its delay is over; anybody may. `says` is the action in words, `effect` what that does today. */
export function executeProposalOperation(
  { reader, programId }: OperationContext,
  { address, plan, action, number }: Proposal,
  says: string,
  effect: string,
): Operation {
  return {
    title: `Carry out proposal ${number}`,
    signer: null,
    groups: async () => {
      const { status } = await fetchProposal(reader, address, programId);
      if (status === 'executed') return [];
      const grant = 'grant' in action ? action.grant : undefined;
      const input = { plan, proposal: address, grant, replacesOracles: action.kind === 'replaceOracles' };
      return [{ label: says, instructions: [executeProposal(input, programId)] }];
    },
    effects: () => [
      { label: 'It does', value: says, strong: true },
      { label: 'Effect', value: effect },
    ],
    again: 'A proposal is carried out once.',
    done: 'The proposal is carried out.',
  };
}
