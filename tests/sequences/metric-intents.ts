/** From a draw to a well-meant call on an oracle set or a metric. */
import type { Call, ON_METRICS } from './calls';
import type { Draw } from './arbitraries';
import { choose, holder } from './intents';
import { badDefinition, definitionFrom, type Involved, rotated, seatsFrom, VALUES } from './metric-offers';
import {
  type Challenge,
  type Metric,
  metricAt,
  type NextSeats,
  oldestObservation,
  type OracleSet,
  type Seats,
  standing,
} from './metric';
import { BAD_METRIC_KEY, METRIC_KEYS, metricName, oraclesName } from './addresses';
import { type Name, NOBODY, type Plan, type World } from './state';
import { pick } from './time';

const DAY = 86_400;

/** From when an announced change can't be applied any more; a vote's always can. */
function expiryOf({ readyTs, byVote }: NextSeats): number {
  return byVote ? Infinity : readyTs + 3 * DAY;
}

export function oraclesOf(world: World, plan: Name): OracleSet | undefined {
  return world.oracleSets.get(oraclesName(plan));
}

/** Names the attestors of a plan. */
export function createOracleSetCall(plan: Plan, choice: number, payer: Name): Call {
  const accounts = { authority: plan.authority, payer, plan: plan.name, oracleSet: oraclesName(plan.name) };
  return { instruction: 'createOracleSet', accounts, args: seatsFrom(choice) };
}

export function proposeCall(plan: Plan, set: OracleSet, args: Seats): Call {
  const accounts = { authority: plan.authority, plan: plan.name, oracleSet: set.name };
  return { instruction: 'proposeOracleSet', accounts, args };
}

/** Who has attested something that is still open: by the seats that they hold, and those who lost theirs since. */
export function involved(world: World, { plan, seats }: OracleSet): Involved {
  const open = world.metricsOf(plan).filter((metric) => isOpen(world, metric));
  const said = open.flatMap((metric) => standing(metric).map(({ attestor }) => attestor));
  const dismissed = said.filter((attestor) => !seats.attestors.includes(attestor));
  return { seated: seats.attestors.flatMap((attestor, seat) => (said.includes(attestor) ? [seat] : [])), dismissed };
}

/** Defines a metric of a plan; with some `faults` not as it may be. */
export function createMetricCall(world: World, plan: Plan, key: string, choice: number, fault: number): Call {
  const good = definitionFrom(choice, key, world.now);
  const on = { plan: plan.name, oracleSet: oraclesName(plan.name), metric: metricName(plan.name, key) };
  const accounts = { authority: plan.authority, payer: pick([plan.authority, 'creator'], fault), ...on };
  return { instruction: 'createMetric', accounts, args: fault % 12 === 11 ? badDefinition(good, choice) : good };
}

/** What can be attested now. */
function isOpen(world: World, { final, challenge, definition }: Metric): boolean {
  const takes = !final && (challenge === undefined || world.now < challenge.endsTs);
  return takes && world.now >= definition.opensTs;
}

/** What can be attested now by somebody who still may. */
export function attestable(world: World): Metric[] {
  return [...world.metrics.values()].filter((metric) => isOpen(world, metric) && waiting(world, metric).length > 0);
}

/** Those who decide a metric: of the moment when there was a result, or else of the plan. */
export function panelOf(world: World, metric: Metric): Seats {
  const { plan, panel } = metricAt(metric, world.now);
  return panel ?? oraclesOf(world, plan)?.seats ?? { attestors: [], threshold: 0 };
}

/** Who may attest a metric and has not done so in this second. */
export function waiting(world: World, metric: Metric): Name[] {
  const said = standing(metric).filter(({ round, observedTs }) => round === metric.round && observedTs >= world.now);
  const counted = metric.challenge?.counted ?? [];
  return panelOf(world, metric).attestors.filter((attestor, seat) => {
    const done = [...said, ...counted].some((one) => one.attestor === attestor || one.seat === seat);
    return attestor !== NOBODY && !done;
  });
}

/** An attestation as of now, or of some other second that `when` chooses. */
export function attestCall(world: World, metric: Metric, attestor: Name, value: bigint, when = 0): Call {
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

function disputeIntent(world: World, draw: Draw): Call | undefined {
  const metric = choose([...world.metrics.values()], draw, ({ final, challenge }) => {
    return !final && challenge !== undefined && world.now < challenge.endsTs;
  });
  const plan = metric && world.plans.get(metric.plan);
  if (metric === undefined || plan === undefined) return undefined;
  const oracleSet = oraclesName(plan.name);
  const seated = panelOf(world, metric).attestors.filter((one) => one !== NOBODY);
  const unused = seated.filter((_, seat) => !metric.disputedBy.has(seat));
  // Whoever was put in since has no say.
  const newcomers = (oraclesOf(world, plan.name)?.seats.attestors ?? []).filter(
    (one) => one !== NOBODY && !seated.includes(one),
  );
  const guardian = holder(world, plan, 'guardian');
  const others = [...newcomers.slice(0, 1), ...seated.slice(0, 1), 'stranger'];
  const disputer = pick([guardian, ...unused.slice(0, 2), guardian, ...others], draw.who);
  const value = (metric.challenge?.value ?? 0n) + (draw.detail % 16 === 15 ? 1n : 0n);
  const accounts = { disputer, plan: plan.name, oracleSet, metric: metric.name };
  return { instruction: 'disputeMetric', accounts, args: { value } };
}

function attestIntent(world: World, draw: Draw): Call | undefined {
  const able = attestable(world);
  const metric = choose([...world.metrics.values()], draw, (one) => able.includes(one));
  if (metric === undefined) return undefined;
  const all = [...panelOf(world, metric).attestors, ...(oraclesOf(world, metric.plan)?.seats.attestors ?? [])];
  const seated = all.filter((one) => one !== NOBODY);
  const free = waiting(world, metric);
  // Somebody whose word is counted already tries again now and then.
  const attestor = pick(draw.who % 8 === 7 || free.length === 0 ? [...seated, 'stranger'] : free, draw.who >> 3);
  return attestCall(world, metric, attestor, pick(VALUES, draw.amount), draw.detail);
}

/** The call of a draw for an instruction on an oracle set or a metric. */
export function metricIntent(world: World, draw: Draw, name: (typeof ON_METRICS)[number]): Call | undefined {
  const plans = [...world.plans.values()];
  const sets = [...world.oracleSets.values()];
  const metrics = [...world.metrics.values()];
  const sealed = ({ plan }: { readonly plan: Name }): boolean => world.plans.get(plan)?.sealed === true;
  const recipientOf = ({ plan }: { readonly plan: Name }): Name => world.plans.get(plan)?.rentRecipient ?? plan;
  switch (name) {
    case 'createOracleSet': {
      const plan = choose(plans, draw, (one) => !one.sealed && oraclesOf(world, one.name) === undefined);
      return plan && createOracleSetCall(plan, draw.amount, pick([plan.authority, 'creator'], draw.who));
    }
    case 'proposeOracleSet': {
      const votes = ({ name }: Plan): boolean => world.grantsOf(name).some(({ claimed, total }) => claimed < total);
      const voted = ({ plan, byVote }: OracleSet): boolean =>
        byVote && plans.some((one) => one.name === plan && votes(one));
      const free = (one: OracleSet): boolean =>
        !voted(one) && (one.next === undefined || world.now >= expiryOf(one.next));
      const set = choose(sets, draw, (one) => free(one) || draw.who % 4 === 0);
      const plan = set && world.plans.get(set.plan);
      if (set === undefined || plan === undefined) return undefined;
      return proposeCall(plan, set, rotated(set.seats, involved(world, set), draw.amount));
    }
    case 'applyOracleSet': {
      const set = choose(
        sets,
        draw,
        ({ next }) => next !== undefined && world.now >= next.readyTs && world.now < expiryOf(next),
      );
      return set && { instruction: name, accounts: { oracleSet: set.name }, args: {} };
    }
    case 'closeOracleSet': {
      const set = choose(sets, draw, (one) => sealed(one) && world.metricsOf(one.plan).length === 0);
      if (set === undefined) return undefined;
      const accounts = { plan: set.plan, oracleSet: set.name, rentRecipient: recipientOf(set) };
      return { instruction: name, accounts, args: {} };
    }
    case 'createMetric': {
      const unused = (plan: Name): string[] => METRIC_KEYS.filter((key) => !world.metrics.has(metricName(plan, key)));
      const able = plans.filter((one) => oraclesOf(world, one.name) !== undefined);
      const plan = choose(able, draw, (one) => !one.sealed && unused(one.name).length > 0);
      if (plan === undefined) return undefined;
      const keys = draw.detail % 16 === 7 ? [] : unused(plan.name);
      const key = pick(keys.length > 0 ? keys : [...METRIC_KEYS, BAD_METRIC_KEY], draw.who);
      return createMetricCall(world, plan, key, draw.amount, draw.who);
    }
    case 'attestMetric':
      return attestIntent(world, draw);
    case 'disputeMetric':
      return disputeIntent(world, draw);
    case 'finalizeMetric': {
      const hasty = draw.who % 6 === 5;
      const over = ({ endsTs }: Challenge): boolean => hasty || world.now >= endsTs;
      const metric = choose(
        metrics,
        draw,
        ({ final, challenge }) => !final && challenge !== undefined && over(challenge),
      );
      return metric && { instruction: name, accounts: { metric: metric.name }, args: {} };
    }
    case 'closeMetric': {
      const metric = choose(metrics, draw, (one) => sealed(one) && world.milestonesOf(one.name).length === 0);
      if (metric === undefined) return undefined;
      const accounts = { plan: metric.plan, metric: metric.name, rentRecipient: recipientOf(metric) };
      return { instruction: name, accounts, args: {} };
    }
  }
}
