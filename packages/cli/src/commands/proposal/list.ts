/** `tenure proposal list` */
import { fetchProposals, proposalStatusAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { FoundProposal } from '../../accounts/find-proposal';
import type { OpenSession } from '../../open-session';
import { subjectName, subjectOf } from '../../output/effect-text';
import { reasonText, STATUS_TEXT } from '../../output/governance-facts';
import { proposalTitle, statusSentence, tallyOf } from '../../output/proposal-text';
import { report } from '../../output/report';
import { table } from '../../output/table';
import { date, percent, portion } from '../../output/values';
import type { Session } from '../../session';

/** Adds the command. */
export function addProposalList(proposal: Command, open: OpenSession): void {
  proposal
    .command('list')
    .description("a plan's proposals, the newest first, and how each stands")
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      const proposals = await fetchProposals(session.reader, plan.address, session.programId);
      await list(
        session,
        proposals.map((one) => ({ plan, proposal: one })),
      );
    });
}

async function list(session: Session, all: readonly FoundProposal[]): Promise<void> {
  const now = await session.now();
  const named = await Promise.all(
    all.map(async (found) => {
      const { action } = found.proposal;
      return { ...found, title: proposalTitle(found, subjectName(action, await subjectOf(session, action))) };
    }),
  );
  const json = named.map(({ title, ...found }) => ({
    ...found.proposal,
    ...{ says: title, standing: proposalStatusAt(found.proposal, now), sentence: statusSentence(found, now) },
    tally: tallyOf(found),
  }));
  report(session, { now, proposals: json }, () =>
    named.length === 0
      ? ['Nothing was proposed, or all of it is closed.']
      : [
          table(
            ['no.', 'to', 'because', 'turnout / quorum', 'yes / needed', 'state', 'until'],
            named.map((found) => listRow(found, found.title, now)),
            session.terminal.columns,
          ),
        ],
  );
}

function listRow(found: FoundProposal, title: string, now: number): string[] {
  const { proposal } = found;
  const { cast, eligible, quorum, yes } = tallyOf(found);
  const status = proposalStatusAt(proposal, now);
  return [
    `${proposal.number}`,
    title,
    reasonText(proposal),
    `${portion(cast, eligible)} / ${portion(quorum, eligible)}`,
    `${portion(yes, cast)} / ${percent(proposal.approvalBps)}`,
    STATUS_TEXT[status],
    untilText(found, now),
  ];
}

/** When the next thing happens. */
function untilText({ proposal }: FoundProposal, now: number): string {
  switch (proposalStatusAt(proposal, now)) {
    case 'voting':
      return date(proposal.votingEndsTs);
    case 'waiting':
      return date(proposal.executableTs);
    case 'executable':
      return date(proposal.expiresTs);
    case 'failed':
    case 'expired':
    case 'executed':
    case 'withdrawn':
      return '';
  }
}
