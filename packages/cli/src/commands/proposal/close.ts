/** `tenure proposal close` */
import type { PublicKey } from '@solana/web3.js';
import {
  closeProposal,
  closeVoteRecord,
  closeVoterRecord,
  fetchVoterRecords,
  fetchVotes,
  proposalStatusAt,
} from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { Command } from 'commander';
import { findProposal, PROPOSAL, type FoundProposal } from '../../accounts/find-proposal';
import { anybodyOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { performAll, type TransactionRequest } from '../../operation/perform';
import { stepsOf } from '../../operation/steps';
import { isLive } from '../../output/proposal-text';
import type { Session } from '../../session';

/** Adds the command. */
export function addProposalClose(proposal: Command, open: OpenSession): void {
  proposal
    .command('close')
    .description('close what is over, and the votes on it; each gets their rent back; anybody may')
    .argument('<proposal>', PROPOSAL)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await close(session, await findProposal(session, text));
    });
}

async function close(session: Session, found: FoundProposal): Promise<void> {
  const { plan, proposal } = found;
  const { programId } = session;
  const now = await session.now();
  const { address, proposer, number } = proposal;
  const last: InstructionGroup = {
    form: 'close',
    label: 'the proposal itself',
    instructions: [closeProposal({ proposer, proposal: address }, programId)],
  };
  // What is not over is refused by the program, before anything else is closed.
  const isOver = now >= proposal.votingEndsTs && !isLive(proposalStatusAt(proposal, now));
  const groups = isOver ? [...(await recordsOf(session, address)), last] : [last];
  const signer = anybodyOf(session, plan);
  const payer = session.feePayer(signer);
  const requestOf = (some: readonly InstructionGroup[]): TransactionRequest => {
    const records = some.filter((group) => group !== last).length;
    const what = [
      ...(records === 0 ? [] : [`${records} records of votes`]),
      ...(some.includes(last) ? ['the proposal itself'] : []),
    ];
    return {
      title: `Close proposal ${number} of plan ${plan.planId}: ${what.join(' and ')}`,
      instructions: some.flatMap(({ instructions }) => instructions),
      ...{ signer, payer, decimals: plan.decimals },
    };
  };
  await performAll(session, stepsOf(session, groups, payer, requestOf), 'Nothing was closed.');
}

/** What closes the records of the votes on a proposal, and of what wallets cast together. */
async function recordsOf({ reader, programId }: Session, proposal: PublicKey): Promise<InstructionGroup[]> {
  const votes = await fetchVotes(reader, proposal, programId);
  const voters = await fetchVoterRecords(reader, proposal, programId);
  return [
    ...votes.map(({ address, voter }) => closeVoteRecord({ voteRecord: address, voter }, programId)),
    ...voters.map(({ address, voter }) => closeVoterRecord({ voterRecord: address, voter }, programId)),
  ].map((instruction) => ({ form: 'close', label: 'a record of votes', instructions: [instruction] }));
}
