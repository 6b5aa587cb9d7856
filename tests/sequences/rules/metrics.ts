/** Rules of oracle sets and metrics. */
import { at, type CallOf } from '../calls';
import { METRIC_SIZE, ORACLE_SET_SIZE } from '../layout';
import {
  type Attested,
  forget,
  fresh,
  GUARDIAN_SEAT,
  hasLapsed,
  isEarlyResult,
  median,
  type Metric,
  metricAt,
  observedBy,
  oldestObservation,
  type OracleSet,
  required,
  seated,
  seatOf,
  type Seats,
  standing,
} from '../metric';
import { BAD_METRIC_KEY, metricName, oraclesName } from '../addresses';
import { NOBODY, type Plan, roleAt, type World } from '../state';
import { owedToGrants } from '../governance';
import {
  checkAuthority,
  checkFresh,
  checkRentRecipient,
  ensure,
  load,
  loadPlan,
  type CallAccounts,
  payRent,
  refuse,
  returnRent,
  signer,
} from './checks';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** How long seats that the authority announced can take effect; a vote's wait. */
const APPLY_SECS = 3 * DAY;
const LATEST_TS = Date.UTC(2200, 0, 1) / 1000;

function loadOracles(world: World, call: CallAccounts): OracleSet {
  return load(world, world.oracleSets, at(call, 'oracleSet'));
}

export function loadMetric(world: World, call: CallAccounts): Metric {
  return load(world, world.metrics, at(call, 'metric'));
}

function checkOfPlan(plan: Plan, ...items: { readonly plan: string }[]): void {
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

export function createOracleSet(world: World, call: CallOf<'createOracleSet'>): void {
  const authority = signer(call, 'authority');
  const payer = signer(call, 'payer');
  const plan = loadPlan(world, call);
  const name = at(call, 'oracleSet');
  ensure(name === oraclesName(plan.name), 'ConstraintSeeds');
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  ensure(!plan.sealed, 'PlanIsSealed');
  ensure(!world.isOurs(name), 'OracleSetExists');
  ensure(plan.rentRecipient !== name, 'PolicyOutOfRange');
  checkSeats(call.args);
  payRent(world, name, ORACLE_SET_SIZE, payer);
  world.oracleSets.set(name, { name, plan: plan.name, seats: call.args, byVote: false, next: undefined });
}

export function proposeOracleSet(world: World, call: CallOf<'proposeOracleSet'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  const set = loadOracles(world, call);
  checkOfPlan(plan, set);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  checkSeats(call.args);
  // What members voted for is out of the authority's reach, announced or, as long as one of them has a vote, in force.
  const voted = set.byVote && owedToGrants(world, plan) > 0n;
  ensure(!voted && set.next?.byVote !== true, 'OraclesChosenByVote');
  announceSeats(world, set, call.args, false);
}

/** Other attestors are announced, in the place of those that were announced before. */
export function announceSeats(world: World, set: OracleSet, seats: Seats, byVote: boolean): void {
  set.next = { seats, readyTs: world.now + 14 * DAY, byVote };
}

export function applyOracleSet(world: World, call: CallOf<'applyOracleSet'>): void {
  const set = loadOracles(world, call);
  const { seats, readyTs, byVote } = set.next ?? refuse('NoOracleChange');
  ensure(world.now >= readyTs, 'OracleChangeNotDue');
  ensure(byVote || world.now < readyTs + APPLY_SECS, 'OracleChangeExpired');
  set.seats = seats;
  set.byVote ||= byVote;
  set.next = undefined;
}

export function closeOracleSet(world: World, call: CallOf<'closeOracleSet'>): void {
  const plan = loadPlan(world, call);
  const set = loadOracles(world, call);
  checkOfPlan(plan, set);
  checkRentRecipient(plan, call);
  ensure(plan.sealed, 'PlanNotSealed');
  ensure(world.metricsOf(plan.name).length === 0, 'MetricsRemain');
  world.oracleSets.delete(set.name);
  returnRent(world, set.name, plan.rentRecipient);
}

export function createMetric(world: World, call: CallOf<'createMetric'>): void {
  const authority = signer(call, 'authority');
  const payer = signer(call, 'payer');
  const plan = loadPlan(world, call);
  const set = loadOracles(world, call);
  const definition = call.args;
  const name = at(call, 'metric');
  ensure(name === metricName(plan.name, definition.key), 'ConstraintSeeds');
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  checkOfPlan(plan, set);
  ensure(!plan.sealed, 'PlanIsSealed');
  ensure(!world.isOurs(name), 'MetricAlreadyExists');
  ensure(definition.key !== BAD_METRIC_KEY, 'MetricKeyInvalid');
  ensure(/^[\x21-\x7e]{1,128}$/.test(definition.uri), 'TermsUriInvalid');
  const { exponent, opensTs, dueTs, maxAgeSecs, challengeSecs } = definition;
  const inRange =
    Math.abs(exponent) <= 18 &&
    opensTs >= 0 &&
    opensTs <= dueTs &&
    dueTs <= LATEST_TS &&
    maxAgeSecs >= HOUR &&
    maxAgeSecs <= 366 * DAY &&
    challengeSecs >= HOUR &&
    challengeSecs <= 30 * DAY;
  ensure(inRange, 'MetricOutOfRange');
  payRent(world, name, METRIC_SIZE, payer);
  world.metrics.set(name, {
    name,
    plan: plan.name,
    definition,
    log: [],
    round: 1,
    disputedBy: new Set(),
    challenge: undefined,
    final: false,
    reachedTs: undefined,
    lowerTs: undefined,
    panel: undefined,
    retryUntilTs: undefined,
  });
}

export function attestMetric(world: World, call: CallOf<'attestMetric'>): void {
  const attestor = signer(call, 'attestor');
  const set = loadOracles(world, call);
  const metric = loadMetric(world, call);
  const { now } = world;
  const found = metricAt(metric, now);
  const { value, exponent, observedTs, evidence } = call.args;
  ensure(metric.plan === set.plan, 'MetricOfAnotherPlan');
  checkFresh(world, call.expiresTs);
  ensure(exponent === metric.definition.exponent, 'WrongExponent');
  const panel = found.panel ?? set.seats;
  const seat = seatOf(panel, attestor) ?? refuse('NotAttestor');
  checkTakes(metric, attestor, seat, now);
  ensure(observedTs <= now, 'ObservedInFuture');
  ensure(observedTs >= oldestObservation(found, now), 'ObservationTooOld');
  const before = standing(metric).find((said) => said.attestor === attestor);
  ensure(before === undefined || before.round < metric.round || before.observedTs < observedTs, 'AttestationNotNewer');
  // Who says the same again of a result that waits confirms what they observed first.
  const confirms = before !== undefined && found.reachedTs !== undefined && before.value === value;
  const since = confirms ? before.observedTs : observedTs;
  const said = {
    attestor,
    seat,
    value,
    observedTs: Math.min(since, observedTs),
    attestedTs: now,
    round: metric.round,
    evidence,
  };
  const waits = found.reachedTs !== undefined;
  if (hasLapsed(metric, now)) forget(metric);
  metric.log.push(said);
  count(metric, panel, said, now);
  if (waits) lower(metric, panel, now);
  // The seats of the moment when there is a result decide it.
  if (metric.reachedTs !== undefined) metric.panel ??= set.seats;
}

function checkTakes({ final, challenge }: Metric, attestor: string, seat: number, now: number): void {
  ensure(!final, 'MetricIsFinal');
  if (challenge === undefined) return;
  ensure(now < challenge.endsTs, 'ChallengeIsOver');
  const counted = challenge.counted.some((one) => one.seat === seat || one.attestor === attestor);
  ensure(!counted, 'AlreadyCounted');
}

/** What an attestation that was just taken changes: it may begin a challenge, prolong it or end it. */
function count(metric: Metric, panel: Seats, said: Attested, now: number): void {
  const { challenge, definition, round } = metric;
  const counted = challenge === undefined ? fresh(metric, now) : [...challenge.counted, said];
  if (challenge === undefined && counted.length < required(panel, round > 1)) return;
  const { lowerIsBetter, dueTs, challengeSecs } = definition;
  const value = median(counted, lowerIsBetter) ?? refuse('nothing is counted');
  if (now < dueTs && !isEarlyResult(definition, value)) {
    if (challenge !== undefined) reopen(metric, now);
    return;
  }
  // Who denies an early result says nothing on when it was reached.
  const early = isEarlyResult(definition, value);
  const dating = counted.filter((one) => !early || isEarlyResult(definition, one.value));
  let observedTs = observedBy(dating);
  if (value === challenge?.value) {
    // One more report of the same value only brings forward when it was so; of what was taken back before, a majority of all
    // seats may put it off.
    const before = challenge.observedTs;
    const later = dating.filter((one) => one.observedTs > before).length;
    const putOff = metric.retryUntilTs !== undefined && 2 * later > seated(panel);
    if (!putOff) observedTs = Math.min(before, observedTs);
  }
  // One more report that leaves the result as it is leaves the window as it is.
  const same = value === challenge?.value && observedTs === challenge.observedTs;
  metric.challenge = { counted, value, observedTs, endsTs: same ? challenge.endsTs : now + challengeSecs };
  metric.reachedTs ??= now;
}

/** A value is taken back, and milestones wait for it to be confirmed. */
function reopen(metric: Metric, now: number): void {
  metric.challenge = undefined;
  metric.retryUntilTs = now + 30 * DAY;
}

/** What came early was not there when more than half of all seats say so since; a lower result counts from its own time. */
function lower(metric: Metric, panel: Seats, now: number): void {
  const { definition, reachedTs, challenge } = metric;
  if (reachedTs === undefined || reachedTs >= definition.dueTs) return;
  const low = fresh(metric, now).filter(({ value }) => !isEarlyResult(definition, value));
  const isLow = challenge !== undefined && !isEarlyResult(definition, challenge.value);
  if (now >= definition.dueTs && (low.length >= panel.threshold || isLow)) metric.lowerTs ??= now;
  const denials = low.filter(({ attestedTs }) => attestedTs >= reachedTs).length;
  if (2 * denials <= seated(panel)) return;
  if (challenge === undefined) forget(metric);
  else metric.reachedTs = isLow ? metric.lowerTs : now;
}

export function disputeMetric(world: World, call: CallOf<'disputeMetric'>): void {
  const who = signer(call, 'disputer');
  const plan = loadPlan(world, call);
  const set = loadOracles(world, call);
  const metric = loadMetric(world, call);
  checkOfPlan(plan, set, metric);
  checkFresh(world, call.expiresTs);
  const { challenge, final, disputedBy } = metric;
  if (challenge === undefined || final || challenge.value !== call.args.value) return refuse('NoChallenge');
  ensure(world.now < challenge.endsTs, 'ChallengeIsOver');
  const seat = seatOf(metric.panel ?? set.seats, who);
  const isGuardian = who === roleAt(plan, 'guardian', world.now);
  const rights = [...(seat === undefined ? [] : [seat]), ...(isGuardian ? [GUARDIAN_SEAT] : [])];
  ensure(rights.length > 0, 'NotDisputer');
  disputedBy.add(rights.find((right) => !disputedBy.has(right)) ?? refuse('AlreadyDisputed'));
  metric.round += 1;
  reopen(metric, world.now);
}

export function finalizeMetric(world: World, call: CallOf<'finalizeMetric'>): void {
  const metric = loadMetric(world, call);
  ensure(!metric.final, 'MetricIsFinal');
  const { endsTs, value } = metric.challenge ?? refuse('NoChallenge');
  ensure(world.now >= endsTs, 'ChallengeIsRunning');
  metric.final = true;
  const { definition, reachedTs = 0 } = metric;
  // What came early was another result than one that is due and lower.
  const another = reachedTs < definition.dueTs && !isEarlyResult(definition, value);
  if (another) metric.reachedTs = metric.lowerTs;
}

export function closeMetric(world: World, call: CallOf<'closeMetric'>): void {
  const plan = loadPlan(world, call);
  const metric = loadMetric(world, call);
  checkOfPlan(plan, metric);
  checkRentRecipient(plan, call);
  ensure(plan.sealed, 'PlanNotSealed');
  ensure(world.milestonesOf(metric.name).length === 0, 'MetricInUse');
  world.metrics.delete(metric.name);
  returnRent(world, metric.name, plan.rentRecipient);
}
