/** `tenure proposal list|show` */
import { fetchProposals, proposalStatusAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { report } from '../../operation/perform';
import { CliError } from '../../cli-error';
import type { Session } from '../../session';
import { hashOfDocument } from '../../documents/hash-of-document';
import { table } from '../../output/table';
import { date, percent, portion } from '../../output/values';
import { reasonText, STANDING_WORDS } from '../../output/governance-facts';
import { effectOf, subjectName, subjectOf } from '../../output/effect-text';
import { findPlan } from '../../accounts/find-grant';
import { adviceLines } from '../../output/metric-text';
import { findPoll, PROPOSAL, type Poll, type Proposed } from '../../accounts/find-proposal';
import {
  isLive,
  proposalAdvice,
  proposalJson,
  proposalLines,
  sayingOf,
  standingSentence,
  tallyOf,
  type Viewed,
} from '../../output/proposal-text';
import type { Opener } from '../../open-session';

interface ShowOptions {
  readonly documentFile?: string;
  readonly all: boolean;
}

/** Adds the commands. */
export function addProposalShow(proposal: Command, open: Opener): void {
  proposal
    .command('list')
    .description("a plan's proposals, the newest first, and how each stands")
    .argument('<plan>', "the plan's address")
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      const proposals = await fetchProposals(session.reader, plan.address, session.programId);
      await list(
        session,
        proposals.map((one) => ({ plan, proposal: one })),
      );
    });
  proposal
    .command('show')
    .description('what it would do today, turnout and approval, the time left, who voted and who still can')
    .argument('<proposal>', PROPOSAL)
    .option('--document-file <file>', 'compare this document with the stored SHA-256; exit code 1 if it is another')
    .option('--all', 'list every vote and every wallet, however many', false)
    .action(async (text: string, options: ShowOptions, command: Command) => {
      const session = open(command);
      await show(session, await findPoll(session, text), options);
    });
}

async function view(session: Session, poll: Poll): Promise<Viewed> {
  const { plan, proposal, holdings } = poll;
  const { action } = proposal;
  const now = await session.now();
  const subject = subjectName(action, await subjectOf(session, action));
  const effect = isLive(proposalStatusAt(proposal, now))
    ? await effectOf(session, plan, action, now, () => Promise.resolve(holdings.grants))
    : undefined;
  return { ...poll, now, subject, effect };
}

async function show(session: Session, poll: Poll, { documentFile, all }: ShowOptions): Promise<void> {
  const viewed = await view(session, poll);
  const { columns, colors } = session.terminal;
  const { documentSha256 } = poll.proposal;
  const sameDocument = documentFile === undefined ? undefined : hashOfDocument(documentFile).equals(documentSha256);
  report(session, { ...proposalJson(viewed), sameDocument }, () => [
    ...proposalLines(viewed, columns, colors.bold, all),
    ...adviceLines(proposalAdvice(viewed)),
    ...(sameDocument === true ? ['The document is the one that the proposal names.'] : []),
  ]);
  if (sameDocument === false) {
    const remedy = 'Ask for the document that was proposed with; the SHA-256 above is its fingerprint.';
    throw new CliError('OtherDocument', 'The document is not the one that the proposal names', remedy);
  }
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
