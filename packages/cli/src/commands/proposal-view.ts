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
import { gauge } from '../text/chart';
import { facts, table } from '../text/table';
import { date, percent, portion, span, tokens } from '../text/values';
import { actionText, documentFacts, reasonText } from '../text/voting';
import type { Effect } from '../votes/effects';
import { sourceName } from '../votes/sources';
import type { Poll, Proposed } from './proposal-find';
import type { Advice } from './metric-view';

/** A poll with all that is to be told of it at a time. */
export interface Viewed extends Poll {
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

/** What is proposed, in the imperative. */
export function sayingOf({ plan, proposal }: Proposed, subject: string): string {
  return actionText(proposal.action, subject, plan.decimals);
}

/** Whether something can still come of it. */
export function isLive(standing: ProposalStatus): boolean {
  return standing === 'voting' || standing === 'waiting' || standing === 'executable';
}

/** Who can still vote, the heaviest first; nobody once the vote has ended. */
function leftOf({ plan, proposal, holdings, votes }: Poll, now: number): VoterLeft[] {
  if (proposalStatusAt(proposal, now) !== 'voting') return [];
  return votersLeft(proposal, voteSources(plan, proposal, holdings, now), votes);
}

/** Turnout and approval in figures, base units. */
export function tallyOf({ proposal }: Pick<Proposed, 'proposal'>) {
  const { yes, no, eligible, quorum, approvalBps } = proposal;
  const cast = yes + no;
  const approvalNeeded = mulDivCeil(cast, BigInt(approvalBps), 10_000n);
  return { cast, eligible, quorum, yes, no, approvalNeeded, passes: hasPassed(proposal) };
}

/** A proposal for JSON: the account, how it stands, and who has voted or still can. */
export function proposalJson(viewed: Viewed) {
  const { proposal, votes, now, subject, effect } = viewed;
  return {
    ...proposal,
    says: sayingOf(viewed, subject),
    standing: proposalStatusAt(proposal, now),
    sentence: standingSentence(viewed, now),
    tally: tallyOf(viewed),
    effect: effect ?? null,
    votes,
    canVote: leftOf(viewed, now),
    now,
  };
}

/** Everything about a proposal, in lines. `bold` is the terminal's; `all` lists everybody. */
export function proposalLines(viewed: Viewed, columns: number, bold: (text: string) => string, all: boolean): string[] {
  const { plan, proposal, subject, effect, now } = viewed;
  const left = leftOf(viewed, now);
  const amount = (units: bigint) => tokens(units, plan.decimals);
  return [
    bold(`Proposal ${proposal.number} of plan ${plan.planId}  ${proposal.address.toBase58()}`),
    `To ${sayingOf(viewed, subject)}.`,
    ...(effect === undefined ? [] : [effect.says]),
    standingSentence(viewed, now),
    '',
    ...gaugeLines(viewed, columns),
    '',
    ...timeLines(viewed, now),
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
    ...voteLines(viewed, columns, all),
    ...(proposalStatusAt(proposal, now) === 'voting'
      ? [bold('Who can still vote'), ...leftLines(left, viewed, columns, all)]
      : []),
  ];
}

/** What can be done now, and how. */
export function proposalAdvice({ proposal, now }: Viewed): Advice[] {
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
export function standingSentence(proposed: Proposed, now: number): string {
  const { proposal } = proposed;
  const { votingEndsTs, executableTs, expiresTs } = proposal;
  switch (proposalStatusAt(proposal, now)) {
    case 'voting': {
      const left = span(votingEndsTs - now);
      return `Votes count until ${date(votingEndsTs)}, ${left} more. ${soFarText(proposed)}`;
    }
    case 'failed':
      return `It has failed: ${failureText(proposed)}.`;
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

function soFarText(proposed: Proposed): string {
  const { cast, quorum, yes, approvalNeeded, passes } = tallyOf(proposed);
  const amount = (units: bigint) => tokens(units, proposed.plan.decimals);
  if (passes) return 'As it stands it passes.';
  if (cast < quorum) return `For the quorum ${amount(quorum - cast)} more must vote.`;
  const needed = `${amount(approvalNeeded)} of ${amount(cast)} must approve`;
  return `As it stands it fails: ${needed}, ${amount(yes)} do.`;
}

function failureText(proposed: Proposed): string {
  const { cast, quorum, yes, approvalNeeded } = tallyOf(proposed);
  const amount = (units: bigint) => tokens(units, proposed.plan.decimals);
  if (cast < quorum) return `${amount(cast)} voted, ${amount(quorum)} had to`;
  return `${amount(yes)} of ${amount(cast)} approved, ${amount(approvalNeeded)} had to`;
}

/** Turnout against quorum and yes against approval, each with a mark where enough is. */
function gaugeLines(viewed: Viewed, columns: number): string[] {
  const { plan, proposal } = viewed;
  const { cast, eligible, quorum, yes, no, approvalNeeded } = tallyOf(viewed);
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

function timeLines({ proposal }: Proposed, now: number): string[] {
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

function voteLines({ plan, votes, holdings }: Viewed, columns: number, all: boolean): string[] {
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

function leftLines(left: readonly VoterLeft[], { plan }: Viewed, columns: number, all: boolean): string[] {
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
