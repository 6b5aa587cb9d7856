/** Takes a result back. */
import { oraclesName } from '../addresses';
import { oraclesOf, panelOf } from '../attestation';
import { HASH_BYTE } from '../calls';
import { choose, holder } from '../choose';
import { GUARDIAN_SEAT, seatOf } from '../metric';
import { checkFresh, ensure, loadPlan, refuse, signer } from '../rules/checks';
import { checkMetricPlan, loadMetric, loadOracleSet, reopen } from '../rules/metrics';
import { NOBODY, roleAt } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

export const disputeMetric: InstructionDefinition<{ readonly value: bigint }> = {
  weight: 5,
  leastAccepted: 17,
  expires: 'last',
  encode: (writer, { value }) => writer.number(value, 8).hash(HASH_BYTE),
  rule: (world, call) => {
    const who = signer(call, 'disputer');
    const plan = loadPlan(world, call);
    const set = loadOracleSet(world, call);
    const metric = loadMetric(world, call);
    checkMetricPlan(plan, set, metric);
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
  },
  intent: (world, draw) => {
    const metric = choose([...world.metrics.values()], draw, ({ final, challenge }) => {
      return !final && challenge !== undefined && world.now < challenge.endsTs;
    });
    const plan = metric && world.plans.get(metric.plan);
    if (metric === undefined || plan === undefined) return undefined;
    const oracleSet = oraclesName(plan.name);
    const sitting = panelOf(world, metric).attestors.filter((one) => one !== NOBODY);
    const unused = sitting.filter((_, seat) => !metric.disputedBy.has(seat));
    // Whoever was put in since has no say.
    const newcomers = (oraclesOf(world, plan.name)?.seats.attestors ?? []).filter(
      (one) => one !== NOBODY && !sitting.includes(one),
    );
    const guardian = holder(world, plan, 'guardian');
    const others = [...newcomers.slice(0, 1), ...sitting.slice(0, 1), 'stranger'];
    const disputer = pick([guardian, ...unused.slice(0, 2), guardian, ...others], draw.who);
    const value = (metric.challenge?.value ?? 0n) + (draw.detail % 16 === 15 ? 1n : 0n);
    const accounts = { disputer, plan: plan.name, oracleSet, metric: metric.name };
    return { instruction: 'disputeMetric', accounts, args: { value } };
  },
  needs: 'result',
  requires: ['createMetric'],
};
