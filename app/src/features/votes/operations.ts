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
import type { AmountText } from '@/entities/governance';
import type { ChainAccess } from '@/shared/chain';
import { day, portion } from '@/shared/format';
import { gained, grown, type Operation } from '@/shared/transactions';
import { assignSeats } from './assignSeats';
import { isProposalOver } from './proposalTimeline';
import { fetchVoteHoldings } from './queries';

/** What every operation of a member needs. */
export interface VoteContext {
  readonly chain: ChainAccess;
  readonly plan: Plan;
  readonly amount: AmountText;
}

async function hookFor(
  { chain, plan }: VoteContext,
  source: PublicKey,
  destination: PublicKey,
  owner: PublicKey,
  amount: bigint,
) {
  const hook = await fetchTransferHook(chain.reader, plan);
  return hookAccountsOf(chain.reader, hook, { source, destination, owner, amount });
}

/** Deposits tokens of the own associated account for voting. */
export function depositOperation(
  context: VoteContext,
  governance: Governance,
  owner: PublicKey,
  amount: bigint,
): Operation {
  const { chain, plan } = context;
  const { reader, programId } = chain;
  const source = associatedAddress(owner, plan.mint, plan.tokenProgram);
  let deposit = owner;
  return {
    title: 'Deposit tokens for voting',
    signer: owner,
    groups: async () => {
      const deposits = await fetchDeposits(reader, governance.address, owner, programId);
      const depositId = deposits.reduce((next, each) => (each.depositId >= next ? each.depositId + 1n : next), 0n);
      deposit = depositAddress(governance.address, owner, depositId, programId);
      const accounts = await hookFor(context, source, governance.vault, owner, amount);
      const input = { owner, plan: plan.address, planState: plan, depositId, source, amount, hookAccounts: accounts };
      return [{ label: `Deposit ${context.amount(amount)}`, instructions: [depositVotes(input, programId)] }];
    },
    effects: (changes) => {
      const { after } = changes.find(({ address }) => address.equals(deposit)) ?? { after: null };
      const made = after === null ? null : decodeDeposit(deposit, after, programId);
      return [
        { label: 'You deposit', value: context.amount(-gained(changes, source)) },
        ...(made === null
          ? []
          : [
              { label: 'Votes that it gives', value: context.amount(made.amount), strong: true },
              { label: 'For proposals that open from', value: day(made.madeTs + governance.minAgeSecs) },
            ]),
      ];
    },
    again: 'Each deposit has a number of its own: the same transaction can not happen twice.',
    done: 'The tokens are deposited. They stay yours, and you can take them back while no vote that they were cast in runs.',
  };
}

/** Takes a deposit back to the own associated account. */
export function withdrawVotesOperation(
  context: VoteContext,
  governance: Governance,
  { owner, depositId, address, amount }: Deposit,
): Operation {
  const { chain, plan } = context;
  const { reader, programId } = chain;
  const destination = associatedAddress(owner, plan.mint, plan.tokenProgram);
  return {
    title: 'Take a deposit back',
    signer: owner,
    groups: async () => {
      if ((await reader.getAccountInfo(address)) === null) return [];
      const { mint, tokenProgram } = plan;
      const open = createAssociatedTokenAccountIdempotentInstruction(owner, destination, owner, mint, tokenProgram);
      const hookAccounts = await hookFor(context, governance.vault, destination, governance.address, amount);
      const input = { owner, plan: plan.address, planState: plan, depositId, destination, hookAccounts };
      return [{ label: `Take back ${context.amount(amount)}`, instructions: [open, withdrawVotes(input, programId)] }];
    },
    effects: (changes) => [{ label: 'You receive', value: context.amount(gained(changes, destination)), strong: true }],
    again: 'A deposit is paid back once: its account is gone afterwards.',
    done: 'The tokens are back in your wallet.',
  };
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
