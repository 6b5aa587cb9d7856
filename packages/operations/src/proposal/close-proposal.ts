import {
  closeProposal,
  closeVoteRecord,
  closeVoterRecord,
  decodeProposal,
  fetchVoterRecords,
  fetchVotes,
  isProposalOver,
  type Proposal,
} from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { closedCount } from '../plan/rent-effect';

/**
 * Closes a proposal that is over and the records of its votes; the rent goes back to those who paid it. Anybody may. Of one that
 * is not over, the program is asked to close it before anything else, which it refuses.
 */
export function closeProposalOperation(
  { reader, programId }: OperationContext,
  { address, proposer, number }: Proposal,
): Operation {
  const form = 'close';
  return {
    title: `Close proposal ${number}`,
    signer: null,
    groups: async ({ now }) => {
      const account = await reader.getAccountInfo(address);
      const proposal = account === null ? undefined : decodeProposal(address, account, programId);
      const last = {
        ...{ form, label: 'Close the proposal' },
        instructions: [closeProposal({ proposer, proposal: address }, programId)],
      };
      if (proposal !== undefined && !isProposalOver(proposal, now)) return [last];
      const [votes, voters] = await Promise.all([
        fetchVotes(reader, address, programId),
        fetchVoterRecords(reader, address, programId),
      ]);
      return [
        ...votes.map(({ address: voteRecord, voter }) => ({
          ...{ form, label: 'Close a vote' },
          instructions: [closeVoteRecord({ voteRecord, voter }, programId)],
        })),
        ...voters.map(({ address: voterRecord, voter }) => ({
          ...{ form, label: "Close a wallet's count" },
          instructions: [closeVoterRecord({ voterRecord, voter }, programId)],
        })),
        ...(proposal === undefined ? [] : [last]),
      ];
    },
    effects: (changes) => [
      { label: 'Accounts that are closed', value: `${closedCount(changes)}` },
      { label: 'Their rent goes to', value: 'those who paid it', strong: true },
    ],
    again: 'An account is closed once.',
    done: 'The accounts are closed. What happened stays in the chain’s history.',
  };
}
