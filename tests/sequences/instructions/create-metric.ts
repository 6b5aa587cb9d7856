/** Defines what is measured. */
import { BAD_METRIC_KEY, METRIC_KEYS, metricName, oraclesName } from '../addresses';
import { oraclesOf } from '../attestation';
import { at, type Call, HASH_BYTE } from '../calls';
import { choose } from '../choose';
import { METRIC_SIZE } from '../layout';
import type { Definition } from '../metric';
import { badDefinition, definitionFrom } from '../metric-offers';
import { checkAuthority, checkFresh, ensure, loadPlan, payRent, signer } from '../rules/checks';
import { checkMetricPlan, loadOracleSet } from '../rules/metrics';
import type { Name, Plan, World } from '../state';
import { pick } from '../time';
import { keyBytes } from '../writer';
import type { InstructionDefinition } from './definition';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const LATEST_TS = Date.UTC(2200, 0, 1) / 1000;

/** Defines a metric of a plan; with some `faults` not as it may be. */
export function createMetricCall(world: World, plan: Plan, key: string, choice: number, fault: number): Call {
  const good = definitionFrom(choice, key, world.now);
  const on = { plan: plan.name, oracleSet: oraclesName(plan.name), metric: metricName(plan.name, key) };
  const accounts = { authority: plan.authority, payer: pick([plan.authority, 'creator'], fault), ...on };
  return { instruction: 'createMetric', accounts, args: fault % 12 === 11 ? badDefinition(good, choice) : good };
}

export const createMetric: InstructionDefinition<Definition> = {
  weight: 4,
  leastAccepted: 40,
  expires: 'last',
  encode: (writer, definition) => {
    const { key, exponent, lowerIsBetter, opensTs, dueTs, earlyValue, maxAgeSecs, challengeSecs, uri } = definition;
    writer.bytes(keyBytes(key)).number(exponent, 1).flag(lowerIsBetter).number(opensTs, 8).number(dueTs, 8);
    writer.flag(earlyValue !== undefined);
    if (earlyValue !== undefined) writer.number(earlyValue, 8);
    writer.number(maxAgeSecs, 4).number(challengeSecs, 4).hash(HASH_BYTE).text(uri);
  },
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const payer = signer(call, 'payer');
    const plan = loadPlan(world, call);
    const set = loadOracleSet(world, call);
    const definition = call.args;
    const name = at(call, 'metric');
    ensure(name === metricName(plan.name, definition.key), 'ConstraintSeeds');
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    checkMetricPlan(plan, set);
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
  },
  intent: (world, draw) => {
    const unused = (plan: Name): string[] => METRIC_KEYS.filter((key) => !world.metrics.has(metricName(plan, key)));
    const able = [...world.plans.values()].filter((one) => oraclesOf(world, one.name) !== undefined);
    const plan = choose(able, draw, (one) => !one.sealed && unused(one.name).length > 0);
    if (plan === undefined) return undefined;
    const keys = draw.detail % 16 === 7 ? [] : unused(plan.name);
    const key = pick(keys.length > 0 ? keys : [...METRIC_KEYS, BAD_METRIC_KEY], draw.who);
    return createMetricCall(world, plan, key, draw.amount, draw.who);
  },
  requires: ['createOracleSet'],
};
