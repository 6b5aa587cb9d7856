import type { PublicKey } from '@solana/web3.js';
import {
  assignSeats,
  decodeProposal,
  fetchOracleSet,
  fetchProposals,
  freeProposalId,
  governanceAddress,
  openProposal,
  proposalAddress,
  type OpenProposal,
  type Plan,
} from '@tenure/sdk';
import { lastChange } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** What is proposed, with what, and why. */
export type ProposalDraft = Pick<OpenProposal, 'source' | 'action' | 'reason' | 'documentSha256' | 'documentUri'> & {
  /** The proposer's own number, 0 to 2^64 - 1; the lowest that none of their proposals uses unless given. */
  readonly proposalId?: bigint;
  /** The action in words, in the imperative. */
  readonly says: string;
  /** What it is opened with in words, such as `grant 7`. */
  readonly with: string;
};

/**
 * Opens a proposal; oracles that it names and that stay keep their seats. Signed by the proposer, who holds the grant or
 * deposit that it is opened with.
 */
export function openProposalOperation(
  { reader, programId, format }: OperationContext,
  plan: Plan,
  proposer: PublicKey,
  { says, with: source, proposalId: given, ...draft }: ProposalDraft,
): Operation {
  const governance = governanceAddress(plan.address, programId);
  // One number for all tries, so that what got through unnoticed is not opened again.
  let made: { readonly proposalId: bigint; readonly address: PublicKey } | undefined;
  return {
    title: `Open a proposal in plan ${plan.planId}`,
    signer: proposer,
    groups: async ({ expiresTs }) => {
      if (made === undefined) {
        const proposalId = given ?? freeProposalId(await fetchProposals(reader, plan.address, programId), proposer);
        made = { proposalId, address: proposalAddress(governance, proposer, proposalId, programId) };
      } else if ((await reader.getAccountInfo(made.address)) !== null) {
        return [];
      }
      const action = assignSeats(draft.action, await fetchOracleSet(reader, plan.address, programId));
      const input = { ...draft, action, proposer, plan: plan.address, proposalId: made.proposalId, expiresTs };
      return [{ label: 'Open the proposal', instructions: [openProposal(input, programId)] }];
    },
    effects: (changes) => {
      const change = made === undefined ? undefined : lastChange(changes, made.address);
      if (change === undefined || change.after === null) return [];
      const { number, eligible, quorum, votingEndsTs } = decodeProposal(change.address, change.after, programId);
      return [
        { label: `Proposal ${number}`, value: says, strong: true },
        { label: 'Opened with', value: source },
        { label: 'Grants can vote', value: format.tokens(eligible, plan) },
        { label: 'Must be cast', value: format.tokens(quorum, plan) },
        { label: 'The vote ends', value: format.day(votingEndsTs) },
      ];
    },
    again: 'A proposal has a number of its own: trying again can not open it twice.',
    done: 'The proposal is open. Opening it is no vote.',
  };
}
