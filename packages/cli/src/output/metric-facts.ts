/** Oracle sets, metrics and milestones as named values that people read. */
import {
  announcedOracles,
  type AnnouncedOracles,
  explainSchedule,
  formatSchedule,
  joiningOracles,
  type Metric,
  type Milestone,
  type OracleSet,
  type Oracles,
} from '@tenure/sdk';
import { clean } from './clean';
import { shapeOf, type Facts } from './facts';
import { date, figure, span, tokens } from './values';

/** Who attests, by seat, and what is announced. */
export function oracleFacts(oracles: OracleSet): Facts {
  const next = announcedOracles(oracles);
  const announced = next === null ? 'none' : `can be applied ${applicableText(next)}`;
  return [
    ...seatFacts(oracles),
    ['chosen by', oracles.byVote ? 'a vote: only votes change them, as long as a grant has one' : 'the authority'],
    ['announced change', announced],
    ...(next === null ? [] : seatFacts(next).map(([name, value]) => [`then ${name}`, value] as const)),
  ];
}

/** When an announced change can be applied. */
export function applicableText({ readyTs, expiresTs }: AnnouncedOracles): string {
  return expiresTs === null ? `from ${date(readyTs)} on, by vote` : `from ${date(readyTs)} until ${date(expiresTs)}`;
}

function seatFacts({ attestors, threshold }: Oracles): Facts {
  const seats = attestors.flatMap((key, seat) =>
    key === null ? [] : [[`oracle in seat ${seat}`, key.toBase58()] as const],
  );
  return [...seats, ['attestations that decide', `${threshold} of ${seats.length}`]];
}

/** Who comes and goes with a change, such as `+A, -B, 3 instead of 2 decide`. */
export function changeText(before: Oracles, next: Oracles): string {
  const parts = [
    ...joiningOracles(before, next).map((key) => `+${key.toBase58()}`),
    ...joiningOracles(next, before).map((key) => `-${key.toBase58()}`),
    ...(next.threshold === before.threshold ? [] : [`${next.threshold} instead of ${before.threshold} decide`]),
  ];
  return parts.join(', ');
}

/** Which way a metric is better. */
export function directionText({ better }: Metric): string {
  return `a ${better} value is better`;
}

/** What is measured: fixed for good. */
export function definitionFacts(metric: Metric): Facts {
  const { exponent, opensTs, dueTs, earlyValue, maxAgeSecs, challengeSecs } = metric;
  const early = earlyValue === null ? '' : `, or before by a result of ${figure(earlyValue, exponent)} or better`;
  return [
    ['name', clean(metric.key)],
    ['direction', directionText(metric)],
    ['smallest step', figure(1n, exponent)],
    ['definition', clean(metric.definitionUri)],
    ['definition SHA-256', Buffer.from(metric.definitionSha256).toString('hex')],
    ['observations count from', date(opensTs)],
    ['an observation counts for', span(maxAgeSecs)],
    ['decided from', `${date(dueTs)}${early}`],
    ['a result can be disputed for', span(challengeSecs)],
  ];
}

/** How a metric stands, and what was said last by each seat. */
export function metricStatusFacts(metric: Metric): Facts {
  const { value, exponent, reachedTs, lowerTs, observedTs, panel, retryUntilTs } = metric;
  return [
    ['status', metricStatusText(metric)],
    ['result', value === null ? 'none yet' : figure(value, exponent)],
    ['result first there', reachedTs === null ? 'not yet' : date(reachedTs)],
    ...(lowerTs === null ? [] : [['a lower one first there', date(lowerTs)] as const]),
    ...(observedTs === null ? [] : [['it was so', date(observedTs)] as const]),
    ...(panel === null ? [] : [['decided by', `the ${seatsOf(panel)} oracles of when it was there`] as const]),
    ['disputes', `${metric.disputes}`],
    ...(retryUntilTs === null ? [] : [['to be confirmed by', date(retryUntilTs)] as const]),
    ['milestones on it', `${metric.milestoneCount}`],
    ...metric.attestations.map(
      ({ seat, value: said, observedTs }) =>
        [`said in seat ${seat}`, `${figure(said, exponent)}, observed ${date(observedTs)}`] as const,
    ),
  ];
}

function seatsOf({ attestors }: Oracles): number {
  return attestors.filter((key) => key !== null).length;
}

/** How a metric stands, with its date. */
export function metricStatusText({ status, challengeEndsTs }: Metric): string {
  switch (status) {
    case 'open':
      return 'open';
    case 'challenged':
      return `challenged until ${date(challengeEndsTs ?? 0)}`;
    case 'final':
      return `final since ${date(challengeEndsTs ?? 0)}`;
  }
}

/** What a milestone was set with and how it stands, without its values: they need the metric's exponent. */
export function milestoneFacts(milestone: Milestone, decimals: number): Facts {
  const { targetAmount, maxAmount, payout, claimed, metTs } = milestone;
  const amount = (name: string, units: bigint) => [name, tokens(units, decimals), units] as const;
  return [
    ['metric', milestone.metric.toBase58()],
    amount('pays at the target', targetAmount),
    amount('pays at most (reserved)', maxAmount),
    ['deadline', date(milestone.deadlineTs)],
    ['vests', vestsText(milestone)],
    ['status', milestone.status],
    ...(metTs === null ? [] : [['met', date(metTs)] as const]),
    amount('payout', payout),
    amount('claimed', claimed),
  ];
}

/** How a milestone's payout vests. */
export function vestsText({ segments }: Pick<Milestone, 'segments'>): string {
  if (segments.length === 0) return 'all at once when the result is final';
  const shape = shapeOf(segments);
  return `${explainSchedule(shape)}, from when the result is final (${formatSchedule(shape)})`;
}
