/** Rules of oracle sets and metrics. */
import { at, type CallAccounts } from '../calls';
import type { Metric, OracleSet, Seats } from '../metric';
import { NOBODY, type Plan, type World } from '../state';
import { ensure, load } from './checks';

const DAY = 86_400;

/** The oracle set that a call names. */
export function loadOracleSet(world: World, call: CallAccounts): OracleSet {
  return load(world, world.oracleSets, at(call, 'oracleSet'));
}

/** The metric that a call names. */
export function loadMetric(world: World, call: CallAccounts): Metric {
  return load(world, world.metrics, at(call, 'metric'));
}

/** Oracle sets and metrics of one plan belong to no other. */
export function checkMetricPlan(plan: Plan, ...items: { readonly plan: string }[]): void {
  ensure(
    items.every((item) => item.plan === plan.name),
    'MetricOfAnotherPlan',
  );
}

/** 2 to 16 different attestors, of whom 2 to all decide. */
export function checkSeats({ attestors, threshold }: Seats): void {
  const taken = attestors.filter((attestor) => attestor !== NOBODY);
  const distinct = new Set(taken).size === taken.length;
  const fits = attestors.length <= 16 && taken.length >= 2 && threshold >= 2 && threshold <= taken.length;
  ensure(distinct && fits, 'OracleSetInvalid');
}

/** Other attestors are announced, in the place of those that were announced before. */
export function announceSeats(world: World, set: OracleSet, seats: Seats, byVote: boolean): void {
  set.next = { seats, readyTs: world.now + 14 * DAY, byVote };
}

/** A value is taken back, and milestones wait for it to be confirmed. */
export function reopen(metric: Metric, now: number): void {
  metric.challenge = undefined;
  metric.retryUntilTs = now + 30 * DAY;
}
