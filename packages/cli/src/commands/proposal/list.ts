/** `tenure proposal list` */
import { fetchProposals, proposalStatusAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { Proposed } from '../../accounts/find-proposal';
import type { OpenSession } from '../../open-session';
import { subjectName, subjectOf } from '../../output/effect-text';
import { reasonText, STANDING_WORDS } from '../../output/governance-facts';
import { sayingOf, standingSentence, tallyOf } from '../../output/proposal-text';
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

async function list(session: Session, all: readonly Proposed[]): Promise<void> {
  const now = await session.now();
  const named = await Promise.all(
    all.map(async (proposed) => {
      const { action } = proposed.proposal;
      return { ...proposed, says: sayingOf(proposed, subjectName(action, await subjectOf(session, action))) };
    }),
  );
  const json = named.map(({ says, ...proposed }) => ({
    ...proposed.proposal,
    ...{ says, standing: proposalStatusAt(proposed.proposal, now), sentence: standingSentence(proposed, now) },
    tally: tallyOf(proposed),
  }));
  report(session, { now, proposals: json }, () =>
    named.length === 0
      ? ['Nothing was proposed, or all of it is closed.']
      : [
          table(
            ['no.', 'to', 'because', 'turnout / quorum', 'yes / needed', 'state', 'until'],
            named.map((proposed) => listRow(proposed, proposed.says, now)),
            session.terminal.columns,
          ),
        ],
  );
}

function listRow(proposed: Proposed, says: string, now: number): string[] {
  const { proposal } = proposed;
  const { cast, eligible, quorum, yes } = tallyOf(proposed);
  const standing = proposalStatusAt(proposal, now);
  return [
    `${proposal.number}`,
    says,
    reasonText(proposal),
    `${portion(cast, eligible)} / ${portion(quorum, eligible)}`,
    `${portion(yes, cast)} / ${percent(proposal.approvalBps)}`,
    STANDING_WORDS[standing],
    untilText(proposed, now),
  ];
}

/** When the next thing happens. */
function untilText({ proposal }: Proposed, now: number): string {
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
