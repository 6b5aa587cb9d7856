/** What members do: deposit, propose, vote, carry out, clean up. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import {
  associatedAddress,
  ballotsOf,
  capsVoters,
  castVote,
  closeProposal,
  closeVoteRecord,
  closeVoterRecord,
  decodeDeposit,
  decodeProposal,
  depositAddress,
  depositVotes,
  executeProposal,
  fetchDeposits,
  fetchOracleSet,
  fetchProposal,
  fetchProposals,
  fetchTransferHook,
  fetchVoterRecords,
  fetchVotes,
  hookAccountsOf,
  governanceAddress,
  openProposal,
  proposalAddress,
  voteSources,
  withdrawProposal,
  withdrawVotes,
  type Deposit,
  type Governance,
  type OpenProposal,
  type Plan,
  type Proposal,
  type ProposalAction,
} from '@tenure/sdk';
import { seated } from './seats';
import { isProposalOver } from './standing';
import type { AmountText } from '@/entities/governance';
import type { Chain } from '@/shared/chain';
import { day, portion } from '@/shared/format';
import { gained, grown, type Act } from '@/shared/transactions';
import { fetchHoldingsOf } from './reading';

/** What every act of a member needs. */
export interface Seat {
  readonly chain: Chain;
  readonly plan: Plan;
  readonly amount: AmountText;
}

async function hookFor({ chain, plan }: Seat, source: PublicKey, destination: PublicKey, owner: PublicKey, amount: bigint) {
  const hook = await fetchTransferHook(chain.reader, plan);
  return hookAccountsOf(chain.reader, hook, { source, destination, owner, amount });
}

/** Deposits tokens of the own associated account for voting. */
export function depositAct(seat: Seat, governance: Governance, owner: PublicKey, amount: bigint): Act {
  const { chain, plan } = seat;
  const { reader, programId } = chain;
  const source = associatedAddress(owner, plan.mint, plan.tokenProgram);
  let deposit = owner;
  return {
    title: 'Deposit tokens for voting',
    signer: owner,
    errands: async () => {
      const deposits = await fetchDeposits(reader, governance.address, owner, programId);
      const depositId = deposits.reduce((next, each) => (each.depositId >= next ? each.depositId + 1n : next), 0n);
      deposit = depositAddress(governance.address, owner, depositId, programId);
      const accounts = await hookFor(seat, source, governance.vault, owner, amount);
      const input = { owner, plan: plan.address, planState: plan, depositId, source, amount, hookAccounts: accounts };
      return [{ says: `Deposit ${seat.amount(amount)}`, instructions: [depositVotes(input, programId)] }];
    },
    effects: (moments) => {
      const { after } = moments.find(({ address }) => address.equals(deposit)) ?? { after: null };
      const made = after === null ? null : decodeDeposit(deposit, after, programId);
      return [
        { label: 'You deposit', value: seat.amount(-gained(moments, source)) },
        ...(made === null
          ? []
          : [
              { label: 'Votes that it gives', value: seat.amount(made.amount), strong: true },
              { label: 'For proposals that open from', value: day(made.madeTs + governance.minAgeSecs) },
            ]),
      ];
    },
    again: 'Each deposit has a number of its own: the same transaction can not happen twice.',
    done: 'The tokens are deposited. They stay yours, and you can take them back while no vote that they were cast in runs.',
  };
}

/** Takes a deposit back to the own associated account. */
export function withdrawVotesAct(seat: Seat, governance: Governance, { owner, depositId, address, amount }: Deposit): Act {
  const { chain, plan } = seat;
  const { reader, programId } = chain;
  const destination = associatedAddress(owner, plan.mint, plan.tokenProgram);
  return {
    title: 'Take a deposit back',
    signer: owner,
    errands: async () => {
      if ((await reader.getAccountInfo(address)) === null) return [];
      const { mint, tokenProgram } = plan;
      const open = createAssociatedTokenAccountIdempotentInstruction(owner, destination, owner, mint, tokenProgram);
      const hookAccounts = await hookFor(seat, governance.vault, destination, governance.address, amount);
      const input = { owner, plan: plan.address, planState: plan, depositId, destination, hookAccounts };
      return [{ says: `Take back ${seat.amount(amount)}`, instructions: [open, withdrawVotes(input, programId)] }];
    },
    effects: (moments) => [{ label: 'You receive', value: seat.amount(gained(moments, destination)), strong: true }],
    again: 'A deposit is paid back once: its account is gone afterwards.',
    done: 'The tokens are back in your wallet.',
  };
}

/** What is new about a proposal that is opened. */
export type Draft = Pick<OpenProposal, 'source' | 'reason' | 'documentSha256' | 'documentUri'> & { readonly action: ProposalAction };

/** The lowest number of a proposer's own that none of these proposals uses. */
export function freeProposalId(proposals: readonly Pick<Proposal, 'proposer' | 'proposalId'>[], proposer: PublicKey): bigint {
  const used = new Set(proposals.filter((each) => each.proposer.equals(proposer)).map(({ proposalId }) => proposalId));
  let free = 0n;
  while (used.has(free)) free += 1n;
  return free;
}

/** Opens a proposal. */
export function proposeAct({ chain, plan, amount }: Seat, proposer: PublicKey, draft: Draft, title: string): Act {
  const { reader, programId } = chain;
  let address = proposer;
  return {
    title: 'Open a proposal',
    signer: proposer,
    errands: async ({ expiresTs }) => {
      const proposals = await fetchProposals(reader, plan.address, programId);
      const proposalId = freeProposalId(proposals, proposer);
      address = proposalAddress(governanceAddress(plan.address, programId), proposer, proposalId, programId);
      const action = seated(draft.action, await fetchOracleSet(reader, plan.address, programId));
      const open = openProposal({ ...draft, action, proposer, plan: plan.address, proposalId, expiresTs }, programId);
      return [{ says: 'Open the proposal', instructions: [open] }];
    },
    effects: (moments) => {
      const { after } = moments.find((moment) => moment.address.equals(address)) ?? { after: null };
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
export function voteAct({ chain, plan, amount }: Seat, { address }: Proposal, voter: PublicKey, approve: boolean): Act {
  const { reader, programId } = chain;
  const read = { yes: 0n, eligible: 0n };
  const word = approve ? 'yes' : 'no';
  return {
    title: `Vote ${word}`,
    signer: voter,
    errands: async ({ now }) => {
      const [proposal, votes, holdings] = await Promise.all([
        fetchProposal(reader, address, programId),
        fetchVotes(reader, address, programId),
        fetchHoldingsOf(chain, plan.address, voter),
      ]);
      read.eligible = proposal.eligible;
      const of = { plan: plan.address, proposal: address, proposalNumber: proposal.number };
      const ballots = ballotsOf(proposal, voteSources(plan, proposal, holdings, now), votes).filter(({ counts }) => counts > 0n);
      return ballots.map(({ kind, number, address: source }) => ({
        says: `Vote ${word} with ${kind} ${number}`,
        instructions: [
          castVote({ voter, ...of, source, approve, capped: capsVoters(proposal) }, programId),
        ],
      }));
    },
    effects: (moments) => {
      const of = (side: 'yes' | 'no') => grown(moments, address, (account) => decodeProposal(address, account, programId)[side]);
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
export function withdrawProposalAct({ chain }: Seat, { address, proposer, number }: Proposal): Act {
  return {
    title: `Take proposal ${number} back`,
    signer: proposer,
    errands: async () => {
      const { status } = await fetchProposal(chain.reader, address, chain.programId);
      if (status !== 'open') return [];
      return [{ says: 'Take it back', instructions: [withdrawProposal({ proposer, proposal: address }, chain.programId)] }];
    },
    effects: () => [{ label: 'Votes that were cast', value: 'decide nothing any more', strong: true }],
    again: 'A proposal is taken back once.',
    done: 'The proposal is taken back. Nothing comes of it.',
  };
}

/** Carries out what passed; anybody may. `effect` says what that does today. */
export function executeAct({ chain, plan }: Seat, { address, action, number }: Proposal, title: string, effect: string): Act {
  const { reader, programId } = chain;
  return {
    title: `Carry out proposal ${number}`,
    signer: null,
    errands: async () => {
      const { status } = await fetchProposal(reader, address, programId);
      if (status !== 'open') return [];
      const grant = 'grant' in action ? action.grant : undefined;
      const input = { plan: plan.address, proposal: address, grant, replacesOracles: action.kind === 'replaceOracles' };
      return [{ says: title, instructions: [executeProposal(input, programId)] }];
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
export function closeAct({ chain }: Seat, { address, proposer, number }: Proposal): Act {
  const { reader, programId } = chain;
  return {
    title: `Close proposal ${number}`,
    signer: null,
    errands: async ({ now }) => {
      const account = await reader.getAccountInfo(address);
      const [votes, voters] = await Promise.all([
        fetchVotes(reader, address, programId),
        fetchVoterRecords(reader, address, programId),
      ]);
      const proposal = account === null ? undefined : decodeProposal(address, account, programId);
      return [
        ...votes.map(({ address: voteRecord, voter }) => ({
          says: 'Close a vote',
          instructions: [closeVoteRecord({ voteRecord, voter }, programId)],
        })),
        ...voters.map(({ address: voterRecord, voter }) => ({
          says: "Close a wallet's count",
          instructions: [closeVoterRecord({ voterRecord, voter }, programId)],
        })),
        ...(proposal !== undefined && isProposalOver(proposal, now)
          ? [{ says: 'Close the proposal', instructions: [closeProposal({ proposer, proposal: address }, programId)] }]
          : []),
      ];
    },
    effects: (moments) => [
      { label: 'Accounts that are closed', value: `${moments.filter(({ before, after }) => before !== null && (after === null || after.lamports === 0n)).length}` },
      { label: 'Their rent goes to', value: 'those who paid it', strong: true },
    ],
    again: 'An account is closed once.',
    done: 'The accounts are closed. What happened stays in the chain’s history.',
  };
}
