/** A proposal as a member asks about it: how it stands, what it would do, who can still vote. */
import {
  capsVoters,
  hasPassed,
  mulDivCeil,
  proposalStatusAt,
  votersLeft,
  voteSources,
  type ProposalStatus,
  type VoterLeft,
} from '@tenure/sdk';
import type { Poll, FoundProposal } from '../accounts/find-proposal';
import { sourceName } from '../accounts/vote-sources';
import { gauge } from './chart';
import { effectJson, type Effect } from './effect-text';
import { actionText, documentFacts, reasonText } from './governance-facts';
import type { Advice } from './metric-text';
import { facts, table } from './table';
import { date, percent, portion, span, tokens } from './values';

/** A poll with all that is shown of it at a time. */
export interface ProposalView extends Poll {
  /** The chain's time, unix seconds. */
  readonly now: number;
  /** How the grant is called that it is about. */
  readonly subject: string;
  /** What it would do now; undefined once it is over. */
  readonly effect: Effect | undefined;
}

/** So many wallets or votes are listed where not all are asked for. */
const SHORT_LIST = 15;
const LEAST_BAR = 12;
const MOST_BAR = 40;
const LABELS = 58;

/** What is proposed, in the imperative, such as `terminate grant 7`. */
export function proposalTitle({ plan, proposal }: FoundProposal, subject: string): string {
  return actionText(proposal.action, subject, plan.decimals);
}

/** Whether something can still come of it. */
export function isLive(status: ProposalStatus): boolean {
  return status === 'voting' || status === 'waiting' || status === 'executable';
}

/** Who can still vote, the heaviest first; nobody once the vote has ended. */
function leftOf({ plan, proposal, holdings, votes }: Poll, now: number): VoterLeft[] {
  if (proposalStatusAt(proposal, now) !== 'voting') return [];
  return votersLeft(proposal, voteSources(plan, proposal, holdings, now), votes);
}

/** Turnout and approval in figures, base units. */
export function tallyOf({ proposal }: Pick<FoundProposal, 'proposal'>) {
  const { yes, no, eligible, quorum, approvalBps } = proposal;
  const cast = yes + no;
  const approvalNeeded = mulDivCeil(cast, BigInt(approvalBps), 10_000n);
  return { cast, eligible, quorum, yes, no, approvalNeeded, passes: hasPassed(proposal) };
}

/** A proposal for JSON: the account, how it stands, and who has voted or still can. */
export function proposalJson(view: ProposalView) {
  const { proposal, votes, now, subject, effect } = view;
  return {
    ...proposal,
    says: proposalTitle(view, subject),
    standing: proposalStatusAt(proposal, now),
    sentence: statusSentence(view, now),
    tally: tallyOf(view),
    effect: effect === undefined ? null : effectJson(effect),
    votes,
    canVote: leftOf(view, now),
    now,
  };
}

/** Everything about a proposal, in lines. `bold` is the terminal's; `all` lists everybody. */
export function proposalLines(
  view: ProposalView,
  columns: number,
  bold: (text: string) => string,
  all: boolean,
): string[] {
  const { plan, proposal, subject, effect, now } = view;
  const left = leftOf(view, now);
  const amount = (units: bigint) => tokens(units, plan.decimals);
  return [
    bold(`Proposal ${proposal.number} of plan ${plan.planId}  ${proposal.address.toBase58()}`),
    `To ${proposalTitle(view, subject)}.`,
    ...(effect === undefined ? [] : [effect.text]),
    statusSentence(view, now),
    '',
    ...gaugeLines(view, columns),
    '',
    ...timeLines(view, now),
    facts(
      [
        ['reason', reasonText(proposal)],
        ...documentFacts(proposal),
        ['proposed by', proposal.proposer.toBase58()],
        ['can vote', `${amount(proposal.eligible)}: what was there by ${date(proposal.agedBeforeTs)}`],
        ...(capsVoters(proposal) ? [['one wallet counts', `${amount(proposal.voterCap)} at most`] as const] : []),
      ],
      columns,
    ),
    bold('Who voted'),
    ...voteLines(view, columns, all),
    ...(proposalStatusAt(proposal, now) === 'voting'
      ? [bold('Who can still vote'), ...leftLines(left, view, columns, all)]
      : []),
  ];
}

/** What can be done now, and how. */
export function proposalAdvice({ proposal, now }: ProposalView): Advice[] {
  const at = proposal.address.toBase58();
  const compare: Advice = ['check the document', `tenure proposal show ${at} --document-file FILE`];
  switch (proposalStatusAt(proposal, now)) {
    case 'voting':
      return [['vote', `tenure proposal vote ${at} yes|no`], compare];
    case 'executable':
      return [['carry it out', `tenure proposal execute ${at}`], compare];
    case 'waiting':
      return [compare];
    case 'failed':
    case 'expired':
    case 'executed':
    case 'withdrawn':
      return [['get the rent back', `tenure proposal close ${at}`], compare];
  }
}

/** How it stands, in a sentence or two. */
export function statusSentence(found: FoundProposal, now: number): string {
  const { proposal } = found;
  const { votingEndsTs, executableTs, expiresTs } = proposal;
  switch (proposalStatusAt(proposal, now)) {
    case 'voting': {
      const left = span(votingEndsTs - now);
      return `Votes count until ${date(votingEndsTs)}, ${left} more. ${soFarText(found)}`;
    }
    case 'failed':
      return `It has failed: ${failureText(found)}.`;
    case 'waiting': {
      const left = span(executableTs - now);
      return `It has passed. From ${date(executableTs)} on, in ${left}, anybody can execute it.`;
    }
    case 'executable':
      return `It has passed: anybody can execute it until ${date(expiresTs)}, ${span(expiresTs - now)} more.`;
    case 'expired':
      return `It had passed, but nobody executed it by ${date(expiresTs)}.`;
    case 'executed':
      return 'It has passed and was executed.';
    case 'withdrawn':
      return 'It was taken back by who had opened it.';
  }
}

function soFarText(found: FoundProposal): string {
  const { cast, quorum, yes, approvalNeeded, passes } = tallyOf(found);
  const amount = (units: bigint) => tokens(units, found.plan.decimals);
  if (passes) return 'As it stands it passes.';
  if (cast < quorum) return `For the quorum ${amount(quorum - cast)} more must vote.`;
  const needed = `${amount(approvalNeeded)} of ${amount(cast)} must approve`;
  return `As it stands it fails: ${needed}, ${amount(yes)} do.`;
}

function failureText(found: FoundProposal): string {
  const { cast, quorum, yes, approvalNeeded } = tallyOf(found);
  const amount = (units: bigint) => tokens(units, found.plan.decimals);
  if (cast < quorum) return `${amount(cast)} voted, ${amount(quorum)} had to`;
  return `${amount(yes)} of ${amount(cast)} approved, ${amount(approvalNeeded)} had to`;
}

/** Turnout against quorum and yes against approval, each with a mark where enough is. */
function gaugeLines(view: ProposalView, columns: number): string[] {
  const { plan, proposal } = view;
  const { cast, eligible, quorum, yes, no, approvalNeeded } = tallyOf(view);
  const width = Math.max(LEAST_BAR, Math.min(MOST_BAR, columns - LABELS));
  const amount = (units: bigint) => tokens(units, plan.decimals);
  const reached = (enough: boolean) => (enough ? '✓' : '✗');
  return [
    `  turnout  ${gauge(cast, eligible, quorum, width)} ${portion(cast, eligible)} of ${amount(eligible)}; ` +
      `quorum ${portion(quorum, eligible)} ${reached(cast >= quorum)}`,
    `  approval ${gauge(yes, cast, approvalNeeded, width)} ${portion(yes, cast)} yes; ` +
      `needs ${percent(proposal.approvalBps)} ${reached(yes > 0n && yes >= approvalNeeded)}`,
    `  yes ${amount(yes)}, no ${amount(no)}`,
  ];
}

function timeLines({ proposal }: FoundProposal, now: number): string[] {
  const { createdTs, votingEndsTs, executableTs, expiresTs } = proposal;
  const moments = [
    ['opened', createdTs],
    ['votes end', votingEndsTs],
    ['can be executed', executableTs],
    ['expires', expiresTs],
  ] as const;
  return moments.map(([name, ts]) => {
    const apart = ts > now ? `in ${span(ts - now)}` : `${span(now - ts)} ago`;
    return `  ${ts > now ? '○' : '●'} ${name.padEnd(16)}${date(ts).padEnd(22)}${apart}`;
  });
}

function voteLines({ plan, votes, holdings }: ProposalView, columns: number, all: boolean): string[] {
  if (votes.length === 0) return ['Nobody so far.'];
  const sorted = [...votes].sort((a, b) => Number(a.weight < b.weight) - Number(a.weight > b.weight));
  const shown = all ? sorted : sorted.slice(0, SHORT_LIST);
  const names = new Map([
    ...holdings.grants.map(({ address, grantId }) => [address.toBase58(), `grant ${grantId}`] as const),
    ...holdings.deposits.map(({ address, depositId }) => [address.toBase58(), `deposit ${depositId}`] as const),
  ]);
  const rows = shown.map((vote) => [
    vote.approve ? 'yes' : 'no',
    tokens(vote.weight, plan.decimals),
    names.get(vote.source.toBase58()) ?? 'closed since',
    vote.voter.toBase58(),
  ]);
  return [
    table(['says', 'counts', 'with', 'wallet'], rows, columns),
    ...restLine(votes.length - shown.length, 'votes'),
  ];
}

function leftLines(left: readonly VoterLeft[], { plan }: ProposalView, columns: number, all: boolean): string[] {
  if (left.length === 0) return ['Nobody: everything that may has voted.'];
  const shown = all ? left : left.slice(0, SHORT_LIST);
  const rows = shown.map(({ holder, counts, ballots }) => [
    tokens(counts, plan.decimals),
    ballots.map(sourceName).join(', '),
    holder.toBase58(),
  ]);
  const sum = left.reduce((total, { counts }) => total + counts, 0n);
  const wallets = left.length === 1 ? '1 wallet' : `${left.length} wallets`;
  return [
    table(['counts', 'with', 'wallet'], rows, columns),
    ...restLine(left.length - shown.length, 'wallets'),
    `Together ${tokens(sum, plan.decimals)}, by ${wallets}.`,
  ];
}

function restLine(count: number, what: string): string[] {
  return count > 0 ? [`… and ${count} more ${what}: --all lists them.`] : [];
}
