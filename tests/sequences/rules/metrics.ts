/** Rules of oracle sets and metrics. */
import { at, type CallOf } from '../calls';
import { METRIC_SIZE, ORACLE_SET_SIZE } from '../layout';
import { BAD_METRIC_KEY, metricName, oraclesName } from '../places';
import { fresh, median, reaches, required, standing } from '../outcome';
import {
  type Attested, type Definition, GUARDIAN_SEAT, type Metric, NOBODY, type OracleSet, type Plan, type Seats, type World,
} from '../state';
import {
  checkAuthority, checkFresh, checkRentRecipient, ensure, load, loadPlan, type Placed, payRent, refuse, returnRent,
  signer,
} from './checks';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const LATEST_TS = Date.UTC(2200, 0, 1) / 1000;

function loadOracles(world: World, call: Placed): OracleSet {
  return load(world, world.oracleSets, at(call, 'oracleSet'));
}

export function loadMetric(world: World, call: Placed): Metric {
  return load(world, world.metrics, at(call, 'metric'));
}

function checkOfPlan(plan: Plan, ...items: { readonly plan: string }[]): void {
  ensure(items.every((item) => item.plan === plan.name), 'MetricOfAnotherPlan');
}

/** 2 to 16 different attestors, of whom 2 to all decide. */
export function checkSeats({ attestors, threshold }: Seats): void {
  const taken = attestors.filter((attestor) => attestor !== NOBODY);
  const distinct = new Set(taken).size === taken.length;
  const fits = attestors.length <= 16 && taken.length >= 2 && threshold >= 2 && threshold <= taken.length;
  ensure(distinct && fits, 'OracleSetInvalid');
}

/** Where somebody sits; undefined for nowhere. */
export function seatOf({ attestors }: Seats, who: string): number | undefined {
  const seat = attestors.indexOf(who);
  return seat < 0 || who === NOBODY ? undefined : seat;
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
  checkSeats(call.args);
  payRent(world, name, ORACLE_SET_SIZE, payer);
  world.oracleSets.set(name, { name, plan: plan.name, seats: call.args, next: undefined });
}

export function proposeOracleSet(world: World, call: CallOf<'proposeOracleSet'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  const set = loadOracles(world, call);
  checkOfPlan(plan, set);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  checkSeats(call.args);
  checkMoves(set, call.args);
  set.next = { seats: call.args, readyTs: world.now + 14 * DAY };
}

/** Who stays keeps the seat. */
export function checkMoves(set: OracleSet, { attestors }: Seats): void {
  const moves = attestors.some((attestor, seat) => (seatOf(set.seats, attestor) ?? seat) !== seat);
  ensure(!moves, 'OracleSeatMoved');
}

export function applyOracleSet(world: World, call: CallOf<'applyOracleSet'>): void {
  const set = loadOracles(world, call);
  const { seats, readyTs } = set.next ?? refuse('NoOracleChange');
  ensure(world.now >= readyTs, 'OracleChangeNotDue');
  set.seats = seats;
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
    Math.abs(exponent) <= 18 && opensTs >= 0 && opensTs <= dueTs && dueTs <= LATEST_TS && maxAgeSecs >= HOUR &&
    maxAgeSecs <= 366 * DAY && challengeSecs >= HOUR && challengeSecs <= 30 * DAY;
  ensure(inRange, 'MetricOutOfRange');
  payRent(world, name, METRIC_SIZE, payer);
  world.metrics.set(name, {
    name, plan: plan.name, definition, log: [], round: 1, disputedBy: new Set(), challenge: undefined, final: false,
    reachedTs: undefined, retryUntilTs: undefined,
  });
}

export function attestMetric(world: World, call: CallOf<'attestMetric'>): void {
  const attestor = signer(call, 'attestor');
  const set = loadOracles(world, call);
  const metric = loadMetric(world, call);
  const { now } = world;
  const { value, exponent, observedTs, evidence } = call.args;
  ensure(metric.plan === set.plan, 'MetricOfAnotherPlan');
  checkFresh(world, call.expiresTs);
  ensure(exponent === metric.definition.exponent, 'WrongExponent');
  const seat = seatOf(set.seats, attestor) ?? refuse('NotAttestor');
  checkTakes(metric, attestor, seat, now);
  ensure(observedTs <= now, 'ObservedInFuture');
  ensure(observedTs >= Math.max(metric.definition.opensTs, now - metric.definition.maxAgeSecs), 'ObservationTooOld');
  const before = standing(metric).find((said) => said.attestor === attestor);
  ensure(before === undefined || before.round < metric.round || before.observedTs < observedTs, 'AttestationNotNewer');
  const said = { attestor, seat, value, observedTs, attestedTs: now, round: metric.round, evidence };
  metric.log.push(said);
  count(metric, set, said, now);
  deny(metric, set, now);
}

function checkTakes({ final, challenge }: Metric, attestor: string, seat: number, now: number): void {
  ensure(!final, 'MetricIsFinal');
  if (challenge === undefined) return;
  ensure(now < challenge.endsTs, 'ChallengeIsOver');
  const counted = challenge.counted.some((one) => one.seat === seat || one.attestor === attestor);
  ensure(!counted, 'AlreadyCounted');
}

/** What an attestation that was just taken changes: it may begin a challenge, prolong it or end it. */
function count(metric: Metric, set: OracleSet, said: Attested, now: number): void {
  const { challenge, definition, round } = metric;
  const counted = challenge === undefined ? fresh(metric, now) : [...challenge.counted, said];
  if (challenge === undefined && counted.length < required(set.seats, round > 1)) return;
  const { lowerIsBetter, dueTs, challengeSecs } = definition;
  const value = median(counted, lowerIsBetter) ?? refuse('nothing is counted');
  if (now < dueTs && !isEarlyResult(definition, value)) {
    metric.challenge = undefined;
    return;
  }
  const endsTs = value === challenge?.value ? challenge.endsTs : now + challengeSecs;
  metric.challenge = { counted, value, endsTs };
  metric.reachedTs ??= now;
}

/** What came early was not there when more than half of all seats say so, freshly; another result counts from its own time. */
function deny(metric: Metric, { seats }: OracleSet, now: number): void {
  const { definition, reachedTs, challenge } = metric;
  if (reachedTs === undefined || reachedTs >= definition.dueTs) return;
  const denials = fresh(metric, now).filter(({ value }) => !isEarlyResult(definition, value)).length;
  const all = seats.attestors.filter((attestor) => attestor !== NOBODY).length;
  if (2 * denials > all) metric.reachedTs = challenge && challenge.endsTs - definition.challengeSecs;
}

/** Whether a value is a result even before the metric is due. */
function isEarlyResult({ earlyValue, lowerIsBetter }: Definition, value: bigint): boolean {
  return earlyValue !== undefined && reaches(value, earlyValue, lowerIsBetter);
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
  const seat = seatOf(set.seats, who);
  const rights = [...(seat === undefined ? [] : [seat]), ...(who === plan.roles.guardian ? [GUARDIAN_SEAT] : [])];
  ensure(rights.length > 0, 'NotDisputer');
  disputedBy.add(rights.find((right) => !disputedBy.has(right)) ?? refuse('AlreadyDisputed'));
  metric.round += 1;
  metric.retryUntilTs = world.now + 30 * DAY;
  metric.challenge = undefined;
}

export function finaliseMetric(world: World, call: CallOf<'finaliseMetric'>): void {
  const metric = loadMetric(world, call);
  ensure(!metric.final, 'MetricIsFinal');
  const { endsTs, value } = metric.challenge ?? refuse('NoChallenge');
  ensure(world.now >= endsTs, 'ChallengeIsRunning');
  metric.final = true;
  const { definition, reachedTs = 0 } = metric;
  // What came early was another result than one that is due and lower.
  const another = reachedTs < definition.dueTs && !isEarlyResult(definition, value);
  if (another) metric.reachedTs = endsTs - definition.challengeSecs;
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
