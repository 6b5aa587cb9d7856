/** What members do with proposals: open, vote, carry out, clean up. */
import type { PublicKey } from '@solana/web3.js';
import { grown, type Operation } from '@tenure/operations';
import {
  ballotsOf,
  capsVoters,
  castVote,
  closeProposal,
  closeVoteRecord,
  closeVoterRecord,
  decodeProposal,
  executeProposal,
  fetchOracleSet,
  fetchProposal,
  fetchProposals,
  fetchVoterRecords,
  fetchVotes,
  governanceAddress,
  openProposal,
  proposalAddress,
  voteSources,
  withdrawProposal,
  type OpenProposal,
  type Plan,
  type Proposal,
  type ProposalAction,
} from '@tenure/sdk';
import type { AmountText } from '@/entities/governance';
import type { ChainAccess } from '@/shared/chain';
import { day, portion } from '@/shared/format';
import { assignSeats } from './assignSeats';
import { isProposalOver } from './proposalTimeline';
import { fetchVoteHoldings } from './queries';

/** What every operation of a member needs. */
export interface VoteContext {
  readonly chain: ChainAccess;
  readonly plan: Plan;
  readonly amount: AmountText;
}

/** What is new about a proposal that is opened. */
export type ProposalDraft = Pick<OpenProposal, 'source' | 'reason' | 'documentSha256' | 'documentUri'> & {
  readonly action: ProposalAction;
};

/** The lowest number of a proposer's own that none of these proposals uses. */
export function freeProposalId(
  proposals: readonly Pick<Proposal, 'proposer' | 'proposalId'>[],
  proposer: PublicKey,
): bigint {
  const used = new Set(proposals.filter((each) => each.proposer.equals(proposer)).map(({ proposalId }) => proposalId));
  let free = 0n;
  while (used.has(free)) free += 1n;
  return free;
}

/** Opens a proposal. */
export function proposeOperation(
  { chain, plan, amount }: VoteContext,
  proposer: PublicKey,
  draft: ProposalDraft,
  title: string,
): Operation {
  const { reader, programId } = chain;
  let address = proposer;
  return {
    title: 'Open a proposal',
    signer: proposer,
    groups: async ({ expiresTs }) => {
      const proposals = await fetchProposals(reader, plan.address, programId);
      const proposalId = freeProposalId(proposals, proposer);
      address = proposalAddress(governanceAddress(plan.address, programId), proposer, proposalId, programId);
      const action = assignSeats(draft.action, await fetchOracleSet(reader, plan.address, programId));
      const open = openProposal({ ...draft, action, proposer, plan: plan.address, proposalId, expiresTs }, programId);
      return [{ label: 'Open the proposal', instructions: [open] }];
    },
    effects: (changes) => {
      const { after } = changes.find((change) => change.address.equals(address)) ?? { after: null };
      if (after === null) return [];
      const { number, eligible, quorum, votingEndsTs } = decodeProposal(address, after, programId);
      return [
        { label: `Proposal ${number}`, value: title, strong: true },
        { label: 'Grants can vote', value: amount(eligible) },
        { label: 'Must be cast', value: amount(quorum) },
        { label: 'The vote ends', value: day(votingEndsTs) },
      ];
    },
    again: 'Look at the list of proposals first: signing again opens a second one where the first got through.',
    done: 'The proposal is open. Opening it is no vote: vote on its page.',
  };
}

/** Votes with everything that the wallet can still vote with, each grant and deposit once. */
export function voteOperation(
  { chain, plan, amount }: VoteContext,
  { address }: Proposal,
  voter: PublicKey,
  approve: boolean,
): Operation {
  const { reader, programId } = chain;
  const read = { yes: 0n, eligible: 0n };
  const word = approve ? 'yes' : 'no';
  return {
    title: `Vote ${word}`,
    signer: voter,
    groups: async ({ now }) => {
      const [proposal, votes, holdings] = await Promise.all([
        fetchProposal(reader, address, programId),
        fetchVotes(reader, address, programId),
        fetchVoteHoldings(chain, plan.address, voter),
      ]);
      read.eligible = proposal.eligible;
      const of = { plan: plan.address, proposal: address, proposalNumber: proposal.number };
      const ballots = ballotsOf(proposal, voteSources(plan, proposal, holdings, now), votes).filter(
        ({ counts }) => counts > 0n,
      );
      return ballots.map(({ kind, number, address: source }) => ({
        label: `Vote ${word} with ${kind} ${number}`,
        instructions: [castVote({ voter, ...of, source, approve, capped: capsVoters(proposal) }, programId)],
      }));
    },
    effects: (changes) => {
      const of = (side: 'yes' | 'no') =>
        grown(changes, address, (account) => decodeProposal(address, account, programId)[side]);
      const cast = of('yes') + of('no');
      return [
        { label: `You vote ${word} with`, value: amount(cast), strong: true },
        { label: 'Of what grants can vote', value: portion(cast, read.eligible) },
      ];
    },
    again: 'A grant or deposit votes once on a proposal: what has voted is left out.',
    done: 'Your vote is counted. It can not be changed.',
  };
}

/** Takes a proposal back while it is voted on. */
export function withdrawProposalOperation({ chain }: VoteContext, { address, proposer, number }: Proposal): Operation {
  return {
    title: `Take proposal ${number} back`,
    signer: proposer,
    groups: async () => {
      const { status } = await fetchProposal(chain.reader, address, chain.programId);
      if (status !== 'open') return [];
      return [
        { label: 'Take it back', instructions: [withdrawProposal({ proposer, proposal: address }, chain.programId)] },
      ];
    },
    effects: () => [{ label: 'Votes that were cast', value: 'decide nothing any more', strong: true }],
    again: 'A proposal is taken back once.',
    done: 'The proposal is taken back. Nothing comes of it.',
  };
}

/** Carries out what passed; anybody may. `effect` says what that does today. */
export function executeOperation(
  { chain, plan }: VoteContext,
  { address, action, number }: Proposal,
  title: string,
  effect: string,
): Operation {
  const { reader, programId } = chain;
  return {
    title: `Carry out proposal ${number}`,
    signer: null,
    groups: async () => {
      const { status } = await fetchProposal(reader, address, programId);
      if (status !== 'open') return [];
      const grant = 'grant' in action ? action.grant : undefined;
      const input = { plan: plan.address, proposal: address, grant, replacesOracles: action.kind === 'replaceOracles' };
      return [{ label: title, instructions: [executeProposal(input, programId)] }];
    },
    effects: () => [
      { label: 'It does', value: title, strong: true },
      { label: 'Effect', value: effect },
    ],
    again: 'A proposal is carried out once.',
    done: 'The proposal is carried out.',
  };
}

/** Closes a proposal that is over and the records of its votes; the rent goes back to those who paid it. */
export function closeOperation({ chain }: VoteContext, { address, proposer, number }: Proposal): Operation {
  const { reader, programId } = chain;
  return {
    title: `Close proposal ${number}`,
    signer: null,
    groups: async ({ now }) => {
      const account = await reader.getAccountInfo(address);
      const [votes, voters] = await Promise.all([
        fetchVotes(reader, address, programId),
        fetchVoterRecords(reader, address, programId),
      ]);
      const proposal = account === null ? undefined : decodeProposal(address, account, programId);
      return [
        ...votes.map(({ address: voteRecord, voter }) => ({
          label: 'Close a vote',
          instructions: [closeVoteRecord({ voteRecord, voter }, programId)],
        })),
        ...voters.map(({ address: voterRecord, voter }) => ({
          label: "Close a wallet's count",
          instructions: [closeVoterRecord({ voterRecord, voter }, programId)],
        })),
        ...(proposal !== undefined && isProposalOver(proposal, now)
          ? [{ label: 'Close the proposal', instructions: [closeProposal({ proposer, proposal: address }, programId)] }]
          : []),
      ];
    },
    effects: (changes) => [
      {
        label: 'Accounts that are closed',
        value: `${changes.filter(({ before, after }) => before !== null && (after === null || after.lamports === 0n)).length}`,
      },
      { label: 'Their rent goes to', value: 'those who paid it', strong: true },
    ],
    again: 'An account is closed once.',
    done: 'The accounts are closed. What happened stays in the chain’s history.',
  };
}
