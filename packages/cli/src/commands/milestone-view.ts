/** A milestone as the person who earns it asks about it. */
import { formatDecimal } from '@tenure/oracle';
import {
  announcedOracles,
  milestoneClaimableAt,
  payoutAt,
  settlementAt,
  metricPreviewAt,
  stopTs,
  voidEndTs,
  type ClaimPreview,
} from '@tenure/sdk';
import { clean } from '../text/clean';
import { previewFacts, type Facts } from '../text/describe';
import { directionText, vestsText } from '../text/measured';
import { payoutsOf, payoutTable, type Marked } from '../text/payouts';
import { facts } from '../text/table';
import { date, figure, portion, tokens } from '../text/values';
import type { Tranche } from './metric-find';
import {
  adviceLines,
  attestationLines,
  disputeFacts,
  metricAdvice,
  metricJson,
  metricSentence,
  type Advice,
} from './metric-view';

/** A milestone for JSON: the account, what decides it, and what it is worth at a time. */
export function milestoneJson(tranche: Tranche, now: number) {
  const { plan, grant, metric, milestone, oracles } = tranche;
  return {
    ...milestone,
    says: milestoneSentence(tranche, now),
    settlement: settlementAt(plan, grant, metric, milestone, now),
    worth: worthOf(tranche, now),
    payouts: payoutsOf(milestone, metric, marked(tranche, now)).map((one) => ({
      ...one,
      number: formatDecimal({ digits: one.value, exponent: metric.exponent }),
    })),
    metric: metricJson(tranche, now),
    oracles: {
      ...{ attestors: oracles.attestors, threshold: oracles.threshold },
      next: announcedOracles(oracles),
    },
  };
}

/** Everything about a milestone, in lines. `bold` is the terminal's. */
export function milestoneLines(
  tranche: Tranche,
  now: number,
  columns: number,
  bold: (text: string) => string,
): string[] {
  const { plan, metric, milestone } = tranche;
  const payouts = payoutsOf(milestone, metric, marked(tranche, now));
  return [
    bold(`Milestone ${milestone.index}: ${clean(metric.key)}`),
    milestoneSentence(tranche, now),
    facts([...questionFacts(tranche), ...termsFacts(tranche, now), ...worthFacts(tranche, now)], columns),
    bold('What it pays'),
    payoutTable(milestone, metric, payouts, plan.decimals, columns),
    bold('Who attested what'),
    ...attestationLines(tranche, now, columns),
    ...adviceLines(milestoneAdvice(tranche, now)),
  ];
}

function worthOf({ plan, grant, milestone }: Tranche, now: number): ClaimPreview {
  return milestoneClaimableAt(plan, grant, milestone, now);
}

/** The value that stands now, for the drawing. */
function marked({ metric, oracles }: Tranche, now: number): Marked[] {
  const { median } = metricPreviewAt(metric, oracles, now);
  const as = { open: '◀ median now', challenged: '◀ result, unless disputed', final: '◀ final result' };
  return median === null ? [] : [{ value: median, as: as[metric.status] }];
}

/** What is measured, and by whom. */
function questionFacts({ metric, oracles }: Tranche): Facts {
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
function termsFacts(tranche: Tranche, now: number): Facts {
  const { plan, grant, metric, milestone } = tranche;
  const { deadlineTs, status } = milestone;
  const stop = stopTs(grant);
  const byStop = stop === null ? '' : ` and when the grant stops, ${date(stop)}`;
  const voidEnds = voidEndTs(plan, milestone);
  const retryUntil = metric.status === 'final' ? null : metric.retryUntilTs;
  const latest = Math.max(deadlineTs, retryUntil ?? 0);
  return [
    ['a result counts', `if it was so and reported by ${date(deadlineTs)}${byStop}`],
    ...(metric.reachedTs === null ? [] : [['a result was first there', date(metric.reachedTs)] as const]),
    ...(retryUntil === null ? [] : [['time to attest it anew', `until ${date(latest)}`] as const]),
    ...(status === 'pending' ? disputeFacts(tranche, now) : []),
    ['reserved at first', tokens(milestone.maxAmount, plan.decimals)],
    ['vests', vestsText(milestone)],
    ...(status === 'pending' && now < voidEnds
      ? [['can be taken back', `by the authority until ${date(voidEnds)}`] as const]
      : []),
  ];
}

function worthFacts(tranche: Tranche, now: number): Facts {
  const { plan, milestone } = tranche;
  if (milestone.payout === 0n) return [];
  return [
    ['payout', payText(tranche, milestone.payout)],
    ['claimed', tokens(milestone.claimed, plan.decimals)],
    ...previewFacts(plan, milestone.payout, worthOf(tranche, now)),
  ];
}

/** What can be done now, and how. */
function milestoneAdvice(tranche: Tranche, now: number): Advice[] {
  const { plan, grant, metric, milestone } = tranche;
  const at = `${plan.address.toBase58()}/${grant.grantId}`;
  const settles = settlementAt(plan, grant, metric, milestone, now) !== null;
  return [
    ...(settles ? [['settle it', `tenure milestone settle ${at}/${milestone.index}`] as const] : []),
    ...(worthOf(tranche, now).claimable > 0n ? [['claim it', `tenure claim ${at}`] as const] : []),
    ...metricAdvice(tranche, now),
  ];
}

/** Where a milestone stands, in plain words, and what is to be done next if anything is. */
function milestoneSentence(tranche: Tranche, now: number): string {
  const { milestone } = tranche;
  switch (milestone.status) {
    case 'pending':
      return pendingSentence(tranche, now);
    case 'met':
      return `Settled: ${paysText(tranche, milestone.payout)} ${metSentence(tranche, now)}`;
    case 'missed':
      return `Settled: ${missedText(tranche)} Nothing more to do.`;
    case 'expired':
      return `Over: there was no result by ${date(milestone.deadlineTs)}, so it pays nothing.`;
    case 'cancelled':
      return `Over: ${stoppedText(tranche)} before there was a result, so it pays nothing.`;
    case 'voided':
      return 'Over: the authority took it back in its void window.';
    case 'stopped': {
      const stays = 'What had vested by then stays, the rest returned.';
      return `Over: ${stoppedText(tranche)}. ${stays} ${claimText(tranche, now)}`;
    }
  }
}

/** What is left to do of a milestone that pays. */
function metSentence(tranche: Tranche, now: number): string {
  const { plan, grant, metric, milestone } = tranche;
  if (settlementAt(plan, grant, metric, milestone, now) === 'stopped') {
    return `But ${stoppedText(tranche)}: what had vested by then stays, and anybody can settle the rest.`;
  }
  return claimText(tranche, now);
}

function claimText(tranche: Tranche, now: number): string {
  const { plan, milestone } = tranche;
  const { claimable, vested } = worthOf(tranche, now);
  if (claimable > 0n) return `${tokens(claimable, plan.decimals)} can be claimed now.`;
  const isOver = milestone.status === 'stopped' || milestone.claimed === milestone.payout;
  return isOver && milestone.claimed === vested
    ? 'All of it is claimed: nothing more to do.'
    : 'Nothing of it can be claimed right now.';
}

function pendingSentence(tranche: Tranche, now: number): string {
  const { plan, grant, metric, milestone } = tranche;
  const settle = 'Anybody can settle it now.';
  switch (settlementAt(plan, grant, metric, milestone, now)) {
    case 'met':
      return `It is final: ${paysText(tranche, payoutAt(milestone, metric, metric.value ?? 0n))} ${settle}`;
    case 'missed':
      return `It is final: ${missedText(tranche)} ${settle}`;
    case 'expired':
      return `It pays nothing: there was no result by ${date(milestone.deadlineTs)}. ${settle}`;
    case 'cancelled':
      return `It pays nothing: ${stoppedText(tranche)} before there was a result. ${settle}`;
    case 'stopped':
    case null:
      return waitingSentence(tranche, now);
  }
}

/** What a result that is not final yet would pay, and how it gets there. */
function waitingSentence(tranche: Tranche, now: number): string {
  const { metric, milestone, oracles } = tranche;
  const { median } = metricPreviewAt(metric, oracles, now);
  const says = metricSentence(tranche, now);
  if (median === null) return says;
  const pays = payoutAt(milestone, metric, median);
  const would = pays === 0n ? 'nothing' : payText(tranche, pays);
  return `${says} ${figure(median, metric.exponent)} would pay ${would}.`;
}

function stoppedText({ grant }: Tranche): string {
  return `the grant stopped on ${date(grant.statusTs)}`;
}

function paysText(tranche: Tranche, units: bigint): string {
  return `the result ${resultText(tranche)} pays ${payText(tranche, units)}.`;
}

function resultText({ metric }: Tranche): string {
  return metric.value === null ? '-' : figure(metric.value, metric.exponent);
}

function missedText(tranche: Tranche): string {
  const { metric, milestone } = tranche;
  const begins = figure(milestone.threshold, metric.exponent);
  return `the result ${resultText(tranche)} pays nothing, for payment begins at ${begins}.`;
}

function payText({ plan, milestone }: Tranche, units: bigint): string {
  return `${tokens(units, plan.decimals)} (${portion(units, milestone.targetAmount)} of the target)`;
}
