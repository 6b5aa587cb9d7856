/** `tenure proposal execute|withdraw|close`: what becomes of a proposal. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import {
  closeProposal,
  closeVoteRecord,
  closeVoterRecord,
  executeProposal,
  fetchVoterRecords,
  fetchVotes,
  proposalStatusAt,
  withdrawProposal,
} from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { Command } from 'commander';
import { perform, performAll, remark, type Operation } from '../../operation/perform';
import { stepsOf } from '../../operation/steps';
import type { Session } from '../../session';
import { actionText } from '../../output/governance-facts';
import { effectOf, subjectName, subjectOf } from '../../output/effect-text';
import { grantsOf } from '../../accounts/vote-sources';
import { findProposal, PROPOSAL, type Proposed } from '../../accounts/find-proposal';
import { isLive } from '../../output/proposal-text';
import type { Opener } from '../../open-session';

/** Adds the commands. */
export function addProposalCourse(proposal: Command, open: Opener): void {
  proposal
    .command('execute')
    .description('carry out what has passed, once its delay is over; anybody may')
    .argument('<proposal>', PROPOSAL)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await execute(session, await findProposal(session, text));
    });
  proposal
    .command('withdraw')
    .description('take a proposal back while it is voted on; signed by who opened it')
    .argument('<proposal>', PROPOSAL)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const proposed = await findProposal(session, text);
      const { address, proposer } = proposed.proposal;
      const instruction = withdrawProposal({ proposer, proposal: address }, session.programId);
      await one(session, proposed, proposer, 'Withdraw', instruction);
    });
  proposal
    .command('close')
    .description('close what is over, and the votes on it; each gets their rent back; anybody may')
    .argument('<proposal>', PROPOSAL)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await close(session, await findProposal(session, text));
    });
}

async function one(
  session: Session,
  { plan, proposal }: Proposed,
  signer: PublicKey,
  what: string,
  instruction: TransactionInstruction,
): Promise<void> {
  const title = `${what} proposal ${proposal.number} of plan ${plan.planId}`;
  await perform(session, { title, instructions: [instruction], signer, decimals: plan.decimals });
}

function anybodyOf(session: Session, { plan }: Proposed): PublicKey {
  return session.mode === 'export' ? plan.authority : session.self();
}

async function execute(session: Session, proposed: Proposed): Promise<void> {
  const { plan, proposal } = proposed;
  const { action } = proposal;
  const subject = await subjectOf(session, action);
  const effect = await effectOf(session, plan, action, await session.now(), () => grantsOf(session, plan.address));
  remark(session, [effect.says]);
  const input = {
    ...{ plan: plan.address, proposal: proposal.address },
    grant: 'grant' in action ? action.grant : undefined,
    replacesOracles: action.kind === 'replaceOracles',
  };
  const says = actionText(action, subjectName(action, subject), plan.decimals);
  await perform(session, {
    title: `Execute proposal ${proposal.number} of plan ${plan.planId}: ${says}`,
    instructions: [executeProposal(input, session.programId)],
    signer: anybodyOf(session, proposed),
    decimals: plan.decimals,
    result: { says, effect },
  });
}

async function close(session: Session, proposed: Proposed): Promise<void> {
  const { plan, proposal } = proposed;
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
  const signer = anybodyOf(session, proposed);
  const payer = session.feePayer(signer);
  const operationOf = (some: readonly InstructionGroup[]): Operation => {
    const records = some.filter((errand) => errand !== last).length;
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
  await performAll(session, stepsOf(session, groups, payer, operationOf), 'Nothing was closed.');
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
