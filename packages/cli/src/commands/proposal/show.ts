/** `tenure proposal show` */
import { proposalStatusAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPoll, PROPOSAL, type Poll } from '../../accounts/find-proposal';
import { CliError } from '../../cli-error';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { effectOf, subjectName, subjectOf } from '../../output/effect-text';
import { adviceLines } from '../../output/metric-text';
import { isLive, proposalAdvice, proposalJson, proposalLines, type ProposalView } from '../../output/proposal-text';
import { report } from '../../output/report';
import type { Session } from '../../session';

interface Options {
  readonly documentFile?: string;
  readonly all: boolean;
}

/** Adds the command. */
export function addProposalShow(proposal: Command, open: OpenSession): void {
  proposal
    .command('show')
    .description('what it would do today, turnout and approval, the time left, who voted and who still can')
    .argument('<proposal>', PROPOSAL)
    .option('--document-file <file>', 'compare this document with the stored SHA-256; exit code 1 if it is another')
    .option('--all', 'list every vote and every wallet, however many', false)
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await show(session, await findPoll(session, text), options);
    });
}

async function viewOf(session: Session, poll: Poll): Promise<ProposalView> {
  const { plan, proposal, holdings } = poll;
  const { action } = proposal;
  const now = await session.now();
  const subject = subjectName(action, await subjectOf(session, action));
  const effect = isLive(proposalStatusAt(proposal, now))
    ? await effectOf(session, plan, action, now, () => Promise.resolve(holdings.grants), proposal)
    : undefined;
  return { ...poll, now, subject, effect };
}

async function show(session: Session, poll: Poll, { documentFile, all }: Options): Promise<void> {
  const view = await viewOf(session, poll);
  const { columns, colors } = session.terminal;
  const { documentSha256 } = poll.proposal;
  const sameDocument = documentFile === undefined ? undefined : hashOfDocument(documentFile).equals(documentSha256);
  report(session, { ...proposalJson(view), sameDocument }, () => [
    ...proposalLines(view, columns, colors.bold, all),
    ...adviceLines(proposalAdvice(view)),
    ...(sameDocument === true ? ['The document is the one that the proposal names.'] : []),
  ]);
  if (sameDocument === false) {
    const remedy = 'Ask for the document that was proposed with; the SHA-256 above is its fingerprint.';
    throw new CliError('OtherDocument', 'The document is not the one that the proposal names', remedy);
  }
}
