import type { PublicKey } from '@solana/web3.js';
import {
  ballotsOf,
  capsVoters,
  castVote,
  decodeProposal,
  fetchProposal,
  fetchVoteHoldings,
  fetchVotes,
  voteSources,
  type Plan,
  type Proposal,
} from '@tenure/sdk';
import { grown } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Who votes, how, and with what. */
export interface VoteInput {
  readonly voter: PublicKey;
  readonly approve: boolean;
  /** Grants and deposits of the voter; all that may vote unless given. */
  readonly only?: readonly PublicKey[];
}

/** Votes with everything that the wallet can still vote with, or with some of it, each grant and deposit once. Signed by the voter. */
export function castVotesOperation(
  { reader, programId, format }: OperationContext,
  plan: Plan,
  { address, number }: Proposal,
  { voter, approve, only }: VoteInput,
): Operation {
  let eligible = 0n;
  const word = approve ? 'yes' : 'no';
  return {
    title: `Vote ${word} on proposal ${number} of plan ${plan.planId}`,
    signer: voter,
    groups: async ({ now }) => {
      const [proposal, votes, holdings] = await Promise.all([
        fetchProposal(reader, address, programId),
        fetchVotes(reader, address, programId),
        fetchVoteHoldings(reader, plan.address, voter, programId),
      ]);
      eligible = proposal.eligible;
      const of = { voter, plan: plan.address, proposal: address, proposalNumber: proposal.number, approve };
      const sources = voteSources(plan, proposal, holdings, now).filter(
        (source) => only === undefined || only.some((key) => key.equals(source.address)),
      );
      return ballotsOf(proposal, sources, votes)
        .filter(({ counts }) => counts > 0n)
        .map(({ kind, number: own, address: source }) => ({
          form: 'vote',
          label: `Vote ${word} with ${kind} ${own}`,
          instructions: [castVote({ ...of, source, capped: capsVoters(proposal) }, programId)],
        }));
    },
    effects: (changes) => {
      const of = (side: 'yes' | 'no') =>
        grown(changes, address, (account) => decodeProposal(address, account, programId)[side]);
      const cast = of('yes') + of('no');
      return [
        { label: `You vote ${word} with`, value: format.tokens(cast, plan), strong: true },
        { label: 'Of what grants can vote', value: format.portion(cast, eligible) },
      ];
    },
    again: 'A grant or deposit votes once on a proposal: what has voted is left out.',
    done: 'Your vote is counted. It can not be changed.',
  };
}
