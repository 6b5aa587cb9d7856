/** `tenure proposal vote`: yes or no, with everything of the signer that may vote, or with what is named. */
import type { PublicKey } from '@solana/web3.js';
import { castVotesOperation } from '@tenure/operations';
import { ballotsOf, voteSources, type Ballot } from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { Command } from 'commander';
import { findPoll, PROPOSAL, type Poll } from '../../accounts/find-proposal';
import { AS, selfOr } from '../../accounts/signers';
import { SOURCE, sourceAt, sourceName } from '../../accounts/vote-sources';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { isAbout, performParts } from '../../operation/perform-operation';
import { whyNot } from '../../output/ballot-text';
import { remark } from '../../output/report';
import { table } from '../../output/table';
import { tokens } from '../../output/values';
import type { Session } from '../../session';

const ANSWERS = ['yes', 'no'] as const;
type Answer = (typeof ANSWERS)[number];

/** Adds the command. */
export function addProposalVote(proposal: Command, open: OpenSession): void {
  proposal
    .command('vote')
    .description('vote with every grant and deposit that may, or with those that are named; by their holder')
    .argument('<proposal>', PROPOSAL)
    .argument('<yes|no>', 'for or against it; a vote that was cast stays')
    .argument('[source...]', `what votes: ${SOURCE}`)
    .option('--as <address>', AS)
    .action(
      async (text: string, typed: string, named: readonly string[], { as }: { as?: string }, command: Command) => {
        const session = open(command);
        const answer = args.choice(typed, ANSWERS, 'The answer');
        const voter = selfOr(session, as);
        await vote(session, await findPoll(session, text, voter), { voter, answer, named });
      },
    );
}

interface VoteRequest {
  readonly voter: PublicKey;
  readonly answer: Answer;
  readonly named: readonly string[];
}

async function vote(session: Session, poll: Poll, { voter, answer, named }: VoteRequest): Promise<void> {
  const { plan, proposal, votes, holdings } = poll;
  const now = await session.now();
  const sources = voteSources(plan, proposal, holdings, now);
  const place = { plan: plan.address, governance: proposal.governance, voter };
  const wanted = named.map((text) => {
    const address = sourceAt(text, place, session.programId);
    const found = sources.find((source) => source.address.equals(address));
    if (found !== undefined) return found;
    const remedy = 'Leave the names out to vote with everything that may.';
    throw new CliError('NotVoteHolder', `${voter.toBase58()} does not hold ${text} in this plan`, remedy);
  });
  const chosen = named.length > 0 ? [...new Set(wanted)] : sources;
  const ballots = ballotsOf(proposal, chosen, votes);
  const counting = ballots.filter(({ counts }) => counts > 0n);
  if (counting.length === 0) {
    const message = `${voter.toBase58()} has nothing that may vote on proposal ${proposal.number}`;
    const why = ballots.map((ballot) => `${sourceName(ballot)}: ${whyNot(ballot, proposal) ?? ''}`);
    throw new CliError('NothingToVote', message, 'See `proposal show` for who may.', why);
  }
  remark(session, ballotLines(ballots, poll, session.terminal.columns));
  const beside = { ballots: ballots.map((ballot) => ({ ...ballot, why: whyNot(ballot, proposal) ?? null })) };
  const only = chosen.map(({ address }) => address);
  const input = { voter, approve: answer === 'yes', only };
  const operation = castVotesOperation(session.operations, plan, proposal, input);
  const resultOf = (some: readonly InstructionGroup[]) => ({
    answer,
    sources: counting
      .filter(({ address }) => some.some((group) => isAbout(group, address)))
      .map(({ address: source, counts }) => ({ source, counts })),
  });
  await performParts(session, plan, operation, 'Nothing was cast.', { resultOf, beside });
}

function ballotLines(ballots: readonly Ballot[], { plan, proposal }: Poll, columns: number): string[] {
  const { decimals } = plan;
  const rows = ballots.map((ballot) => [
    sourceName(ballot),
    tokens(ballot.weight, decimals),
    ballot.counts === 0n ? 'nothing' : tokens(ballot.counts, decimals),
    whyNot(ballot, proposal) ?? (ballot.counts < ballot.weight ? "up to what one wallet's votes count" : ''),
  ]);
  return [table(['with', 'weighs', 'counts', ''], rows, columns)];
}
