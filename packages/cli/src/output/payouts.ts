/** What a milestone pays at which value, as rows and as a drawing. */
import { payoutAt, reaches, type Metric, type Milestone } from '@tenure/sdk';
import { bar } from './chart';
import { table } from './table';
import { figure, portion, tokens } from './values';

/** One value and what it pays. */
export interface Payout {
  /** In the metric's units. */
  readonly value: bigint;
  /** Base units. */
  readonly pays: bigint;
  /** What the value is, such as `target`; empty for one in between. */
  readonly marks: readonly string[];
}

/** A value that is not of the curve, such as the median now. */
export interface Marked {
  readonly value: bigint;
  readonly as: string;
}

const BAR = 20;

/** The corners of the curve, the middles between them and the marked values, from worse to better. */
export function payoutsOf(milestone: Milestone, metric: Metric, marked: readonly Marked[]): Payout[] {
  const { threshold, target, maximum } = milestone;
  const named: readonly Marked[] = [
    { value: threshold, as: 'threshold' },
    { value: target, as: 'target' },
    { value: maximum, as: 'maximum' },
    ...marked,
  ];
  const values = [...named.map(({ value }) => value), (threshold + target) / 2n, (target + maximum) / 2n];
  const rising = [...new Set(values)].sort((a, b) => (reaches(metric.better, a, b) ? 1 : -1));
  return rising.map((value) => ({
    value,
    pays: payoutAt(milestone, metric, value),
    marks: named.filter((one) => one.value === value).map(({ as }) => as),
  }));
}

/** The same as a table with bars, whose whole is the most that is paid. */
export function payoutTable(
  milestone: Milestone,
  { exponent, better }: Metric,
  payouts: readonly Payout[],
  decimals: number,
  columns: number,
): string {
  const worse = `${better === 'higher' ? 'below' : 'above'} ${figure(milestone.threshold, exponent)}`;
  const rows = payouts.map(({ value, pays, marks }) => [
    figure(value, exponent),
    pays === 0n ? 'nothing' : tokens(pays, decimals),
    portion(pays, milestone.targetAmount),
    bar(pays, milestone.maxAmount, BAR),
    marks.join(', '),
  ]);
  const nothing = [worse, 'nothing', '0 %', bar(0n, 1n, BAR), ''];
  return table(['value', 'pays', 'of target', '', ''], [nothing, ...rows], columns);
}
