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
  let tried = false;
  return {
    title: `Carry out proposal ${number}`,
    signer: null,
    groups: async () => {
      // The first try is always sent: of what somebody else has done, the program says so.
      const isDone = tried && (await fetchProposal(reader, address, programId)).status === 'executed';
      if (isDone) return [];
      tried = true;
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
