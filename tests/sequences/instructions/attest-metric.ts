/** An attestor reports a value. */
import { oraclesName } from '../addresses';
import { attestable, oraclesOf, panelOf, waiting } from '../attestation';
import type { Call } from '../calls';
import { choose } from '../choose';
import {
  type Attested,
  forget,
  fresh,
  hasLapsed,
  isEarlyResult,
  isSameResult,
  median,
  type Metric,
  metricAt,
  observedBy,
  oldestObservation,
  required,
  seated,
  seatOf,
  type Seats,
  standing,
} from '../metric';
import { VALUES } from '../metric-offers';
import { checkFresh, ensure, refuse, signer } from '../rules/checks';
import { loadMetric, loadOracleSet, reopen } from '../rules/metrics';
import { type Name, NOBODY, type World } from '../state';
import { earliest, pick } from '../time';
import type { InstructionDefinition } from './definition';

interface AttestArguments {
  readonly value: bigint;
  readonly exponent: number;
  readonly observedTs: number;
  /** Every byte of the evidence's hash. */
  readonly evidence: number;
}

const DAY = 86_400;

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
  if (challenge !== undefined && isSameResult(definition, value, challenge.value)) {
    // One more report of the same only brings forward when it was so; of what was taken back before, a majority of all
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

/** What came early was not there when more than half of all seats say so since; a lower result counts from its own time. */
function lower(metric: Metric, panel: Seats, now: number): void {
  const { definition, reachedTs, challenge } = metric;
  if (reachedTs === undefined || reachedTs >= definition.dueTs) return;
  const low = fresh(metric, now).filter(({ value }) => !isEarlyResult(definition, value));
  const isLow = challenge !== undefined && !isEarlyResult(definition, challenge.value);
  if (now >= definition.dueTs && (low.length >= panel.threshold || isLow)) metric.lowerTs ??= now;
  // What was so before there was a result says nothing against it.
  const denials = low.filter(({ attestedTs, isLater }) => isLater && attestedTs >= reachedTs).length;
  if (2 * denials <= seated(panel)) return;
  if (challenge === undefined) forget(metric);
  else metric.reachedTs = isLow ? metric.lowerTs : now;
}

/** An attestation as of now, or of some other second that `when` chooses. */
export function attestMetricCall(world: World, metric: Metric, attestor: Name, value: bigint, when = 0): Call {
  const { exponent } = metric.definition;
  const oldest = oldestObservation(metricAt(metric, world.now), world.now);
  const { now } = world;
  const recent = Math.max(oldest, now - DAY);
  const observedTs = pick([now, now, now - 1, oldest, now, recent, now, oldest - 1, now + 1], when);
  const accounts = { attestor, oracleSet: oraclesName(metric.plan), metric: metric.name };
  const scale = when % 31 === 30 ? exponent + 1 : exponent;
  const args = { value, exponent: scale, observedTs, evidence: Number(value & 255n) };
  return { instruction: 'attestMetric', accounts, args };
}

export const attestMetric: InstructionDefinition<AttestArguments> = {
  weight: 6,
  leastAccepted: 45,
  expires: 'last',
  encode: (writer, { value, exponent, observedTs, evidence }) =>
    writer.number(value, 8).number(exponent, 1).number(observedTs, 8).hash(evidence),
  rule: (world, call) => {
    const attestor = signer(call, 'attestor');
    const set = loadOracleSet(world, call);
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
    ensure(
      before === undefined || before.round < metric.round || before.observedTs < observedTs,
      'AttestationNotNewer',
    );
    // Who says the same again of a result that waits confirms what they observed first.
    const waits = found.reachedTs !== undefined;
    const confirms = before !== undefined && waits && isSameResult(metric.definition, before.value, value);
    const since = confirms ? before.observedTs : observedTs;
    const said = {
      attestor,
      seat,
      value,
      observedTs: Math.min(since, observedTs),
      attestedTs: now,
      round: metric.round,
      isLater: found.reachedTs !== undefined && observedTs >= found.reachedTs,
      evidence,
    };
    if (hasLapsed(metric, now)) forget(metric);
    metric.log.push(said);
    count(metric, panel, said, now);
    if (waits) lower(metric, panel, now);
    // The seats of the moment when there is a result decide it.
    if (metric.reachedTs !== undefined) metric.panel ??= set.seats;
  },
  intent: (world, draw) => {
    const able = attestable(world);
    const metric = choose([...world.metrics.values()], draw, (one) => able.includes(one));
    if (metric === undefined) return undefined;
    const all = [...panelOf(world, metric).attestors, ...(oraclesOf(world, metric.plan)?.seats.attestors ?? [])];
    const sitting = all.filter((one) => one !== NOBODY);
    const free = waiting(world, metric);
    // Somebody whose word is counted already tries again now and then.
    const attestor = pick(draw.who % 8 === 7 || free.length === 0 ? [...sitting, 'stranger'] : free, draw.who >> 3);
    return attestMetricCall(world, metric, attestor, pick(VALUES, draw.amount), draw.detail);
  },
  requires: ['createMetric', 'createOracleSet'],
  dueTs: ({ now, metrics }) =>
    earliest(
      now,
      [...metrics.values()].map(({ definition }) => definition.opensTs),
    ),
};
