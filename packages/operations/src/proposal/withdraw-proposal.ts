import { fetchProposal, withdrawProposal, type Proposal } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Takes a proposal back while it is voted on. Signed by who opened it. */
export function withdrawProposalOperation(
  { reader, programId }: OperationContext,
  { address, proposer, number }: Proposal,
): Operation {
  const label = `Take proposal ${number} back`;
  let tried = false;
  return {
    title: label,
    signer: proposer,
    groups: async () => {
      // The first try is always sent: of what somebody else has done, the program says so.
      const isDone = tried && (await fetchProposal(reader, address, programId)).status === 'withdrawn';
      if (isDone) return [];
      tried = true;
      return [{ label, instructions: [withdrawProposal({ proposer, proposal: address }, programId)] }];
    },
    effects: () => [{ label: 'Votes that were cast', value: 'decide nothing any more', strong: true }],
    again: 'A proposal is taken back once.',
    done: 'The proposal is taken back. Nothing comes of it.',
  };
}
