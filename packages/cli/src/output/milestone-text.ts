/** A milestone as the person who earns it asks about it. */
import { formatDecimal } from '@tenure/oracle';
import {
  announcedOracles,
  milestoneClaimableAt,
  payoutAt,
  settlementAt,
  metricAt,
  metricPreviewAt,
  stopTs,
  voidEndTs,
  type ClaimPreview,
} from '@tenure/sdk';
import type { FoundMilestone } from '../accounts/find-metric';
import { clean } from './clean';
import { previewFacts, type Facts } from './facts';
import { directionText, vestsText } from './metric-facts';
import {
  adviceLines,
  attestationLines,
  disputeFacts,
  metricAdvice,
  metricJson,
  metricSentence,
  type Advice,
} from './metric-text';
import { payoutsOf, payoutTable, type Marked } from './payouts';
import { facts } from './table';
import { date, figure, portion, tokens } from './values';

/** A milestone for JSON: the account, what decides it, and what it is worth at a time. */
export function milestoneJson(found: FoundMilestone, now: number) {
  const { plan, grant, metric, milestone, oracles } = found;
  return {
    ...milestone,
    says: milestoneSentence(found, now),
    settlement: settlementAt(plan, grant, metric, milestone, now),
    worth: previewOf(found, now),
    payouts: payoutsOf(milestone, metric, marked(found, now)).map((one) => ({
      ...one,
      number: formatDecimal({ digits: one.value, exponent: metric.exponent }),
    })),
    metric: metricJson(found, now),
    oracles: {
      ...{ attestors: oracles.attestors, threshold: oracles.threshold },
      next: announcedOracles(oracles),
    },
  };
}

/** Everything about a milestone, in lines. `bold` is the terminal's. */
export function milestoneLines(
  found: FoundMilestone,
  now: number,
  columns: number,
  bold: (text: string) => string,
): string[] {
  const { plan, metric, milestone } = found;
  const payouts = payoutsOf(milestone, metric, marked(found, now));
  return [
    bold(`Milestone ${milestone.index}: ${clean(metric.key)}`),
    milestoneSentence(found, now),
    facts([...questionFacts(found), ...termsFacts(found, now), ...claimFacts(found, now)], columns),
    bold('What it pays'),
    payoutTable(milestone, metric, payouts, plan.decimals, columns),
    bold('Who attested what'),
    ...attestationLines(found, now, columns),
    ...adviceLines(milestoneAdvice(found, now)),
  ];
}

function previewOf({ plan, grant, milestone }: FoundMilestone, now: number): ClaimPreview {
  return milestoneClaimableAt(plan, grant, milestone, now);
}

/** The value that stands now, for the drawing. */
function marked({ metric, oracles }: FoundMilestone, now: number): Marked[] {
  const { median } = metricPreviewAt(metric, oracles, now);
  const as = { open: '◀ median now', challenged: '◀ result, unless disputed', final: '◀ final result' };
  return median === null ? [] : [{ value: median, as: as[metric.status] }];
}

/** What is measured, and by whom. */
function questionFacts({ metric, oracles }: FoundMilestone): Facts {
  const { attestors, threshold } = oracles;
  const next = announcedOracles(oracles);
  const count = attestors.filter((key) => key !== null).length;
  return [
    ['what is measured', `${clean(metric.key)}; ${directionText(metric)}`],
    ['definition', clean(metric.definitionUri)],
    ['definition SHA-256', Buffer.from(metric.definitionSha256).toString('hex')],
    ['who attests', `${count} oracles; the median of ${threshold} or more is the result`],
    ...(next === null ? [] : [['other oracles', `announced for ${date(next.readyTs)}: see oracle show`] as const]),
  ];
}

/** Until when, and under which conditions. */
function termsFacts(found: FoundMilestone, now: number): Facts {
  const { plan, grant, metric, milestone } = found;
  const { deadlineTs, status } = milestone;
  const stop = stopTs(grant);
  const byStop = stop === null ? '' : ` and when the grant stops, ${date(stop)}`;
  const voidEnds = voidEndTs(plan, milestone);
  const { reachedTs, retryUntilTs } = metricAt(metric, now);
  const retryUntil = metric.status === 'final' ? null : retryUntilTs;
  return [
    ['a result counts', `if it was so and reported by ${date(deadlineTs)}${byStop}`],
    ...(reachedTs === null ? [] : [['a result was first there', date(reachedTs)] as const]),
    ...(retryUntil === null ? [] : [['time to attest it anew', `until ${date(retryUntil)}`] as const]),
    ...(status === 'pending' ? disputeFacts(found, now) : []),
    ['reserved at first', tokens(milestone.maxAmount, plan.decimals)],
    ['vests', vestsText(milestone)],
    ...(status === 'pending' && now < voidEnds
      ? [['can be taken back', `by the authority until ${date(voidEnds)}`] as const]
      : []),
  ];
}

function claimFacts(found: FoundMilestone, now: number): Facts {
  const { plan, milestone } = found;
  if (milestone.payout === 0n) return [];
  return [
    ['payout', payText(found, milestone.payout)],
    ['claimed', tokens(milestone.claimed, plan.decimals)],
    ...previewFacts(plan, milestone.payout, previewOf(found, now)),
  ];
}

/** What can be done now, and how. */
function milestoneAdvice(found: FoundMilestone, now: number): Advice[] {
  const { plan, grant, metric, milestone } = found;
  const at = `${plan.address.toBase58()}/${grant.grantId}`;
  const settles = settlementAt(plan, grant, metric, milestone, now) !== null;
  return [
    ...(settles ? [['settle it', `tenure milestone settle ${at}/${milestone.index}`] as const] : []),
    ...(previewOf(found, now).claimable > 0n ? [['claim it', `tenure claim ${at}`] as const] : []),
    ...metricAdvice(found, now),
  ];
}

/** Where a milestone stands, in plain words, and what is to be done next if anything is. */
function milestoneSentence(found: FoundMilestone, now: number): string {
  const { milestone } = found;
  switch (milestone.status) {
    case 'pending':
      return pendingSentence(found, now);
    case 'met':
      return `Settled: ${paysText(found, milestone.payout)} ${metSentence(found, now)}`;
    case 'missed':
      return `Settled: ${missedText(found)} Nothing more to do.`;
    case 'expired':
      return `Over: there was no result by ${date(milestone.deadlineTs)}, so it pays nothing.`;
    case 'cancelled':
      return `Over: ${stoppedText(found)} before there was a result, so it pays nothing.`;
    case 'voided':
      return 'Over: the authority took it back in its void window.';
    case 'stopped': {
      const stays = 'What had vested by then stays, the rest returned.';
      return `Over: ${stoppedText(found)}. ${stays} ${claimText(found, now)}`;
    }
  }
}

/** What is left to do of a milestone that pays. */
function metSentence(found: FoundMilestone, now: number): string {
  const { plan, grant, metric, milestone } = found;
  if (settlementAt(plan, grant, metric, milestone, now) === 'stopped') {
    return `But ${stoppedText(found)}: what had vested by then stays, and anybody can settle the rest.`;
  }
  return claimText(found, now);
}

function claimText(found: FoundMilestone, now: number): string {
  const { plan, milestone } = found;
  const { claimable, vested } = previewOf(found, now);
  if (claimable > 0n) return `${tokens(claimable, plan.decimals)} can be claimed now.`;
  const isOver = milestone.status === 'stopped' || milestone.claimed === milestone.payout;
  return isOver && milestone.claimed === vested
    ? 'All of it is claimed: nothing more to do.'
    : 'Nothing of it can be claimed right now.';
}

function pendingSentence(found: FoundMilestone, now: number): string {
  const { plan, grant, metric, milestone } = found;
  const settle = 'Anybody can settle it now.';
  switch (settlementAt(plan, grant, metric, milestone, now)) {
    case 'met':
      return `It is final: ${paysText(found, payoutAt(milestone, metric, metric.value ?? 0n))} ${settle}`;
    case 'missed':
      return `It is final: ${missedText(found)} ${settle}`;
    case 'expired':
      return `It pays nothing: there was no result by ${date(milestone.deadlineTs)}. ${settle}`;
    case 'cancelled':
      return `It pays nothing: ${stoppedText(found)} before there was a result. ${settle}`;
    case 'stopped':
    case null:
      return waitingSentence(found, now);
  }
}

/** What a result that is not final yet would pay, and how it gets there. */
function waitingSentence(found: FoundMilestone, now: number): string {
  const { metric, milestone, oracles } = found;
  const { median } = metricPreviewAt(metric, oracles, now);
  const sentence = metricSentence(found, now);
  if (median === null) return sentence;
  const pays = payoutAt(milestone, metric, median);
  const would = pays === 0n ? 'nothing' : payText(found, pays);
  return `${sentence} ${figure(median, metric.exponent)} would pay ${would}.`;
}

function stoppedText({ grant }: FoundMilestone): string {
  return `the grant stopped on ${date(grant.statusTs)}`;
}

function paysText(found: FoundMilestone, units: bigint): string {
  return `the result ${resultText(found)} pays ${payText(found, units)}.`;
}

function resultText({ metric }: FoundMilestone): string {
  return metric.value === null ? '-' : figure(metric.value, metric.exponent);
}

function missedText(found: FoundMilestone): string {
  const { metric, milestone } = found;
  const begins = figure(milestone.threshold, metric.exponent);
  return `the result ${resultText(found)} pays nothing, for payment begins at ${begins}.`;
}

function payText({ plan, milestone }: FoundMilestone, units: bigint): string {
  return `${tokens(units, plan.decimals)} (${portion(units, milestone.targetAmount)} of the target)`;
}
