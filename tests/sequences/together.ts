/** Commands of more than one call: what several people do together, or one after the other. */
import type { Call } from './calls';
import type { Draw } from './draws';
import { choose, holder } from './intents';
import type { OracleSet } from './metric';
import { LIES, rotated, VALUES } from './metric-offers';
import { attestable, attestCall, involved, oraclesOf, proposeCall, waiting } from './metric-intents';
import { claimCall, hasPlaceFor, issueMilestoneCall } from './milestone-intents';
import { tranches } from './outcome';
import { oraclesName } from './places';
import type { Run } from './run';
import { pick } from './time';
import { disband, voteTogether } from './vote-together';

/** Everybody who may attests the same, or nearly; in some draws one of them lies. */
export function attestTogether(run: Run, draw: Draw): void {
  const { world } = run;
  const metric = choose(attestable(world), draw, () => true);
  if (metric === undefined) return;
  const liar = draw.detail % 3 === 0 ? draw.who % 3 : -1;
  const truth = pick(VALUES, draw.amount);
  const near = draw.who % 2 === 0 || truth < -1_000_000n || truth > 1_000_000n ? 0n : 1n;
  // Enough for any threshold that there is; a set of sixteen need not turn out.
  for (const [index, attestor] of waiting(world, metric).slice(0, 5).entries()) {
    const value = index === liar ? pick(LIES, draw.amount) : truth + BigInt(index % 3) * near;
    run.call(attestCall(world, metric, attestor, value));
  }
}

/** A change of attestors is announced, awaited and takes effect; every other time in the middle of attesting, and twice. */
function rotate(run: Run, draw: Draw): void {
  const { world } = run;
  const set = choose([...world.oracleSets.values()], draw, () => true);
  const plan = set && world.plans.get(set.plan);
  if (set === undefined || plan === undefined) return;
  const midway = draw.detail % 2 === 0;
  if (midway) attestAlone(run, set, draw);
  for (const choice of midway ? [draw.amount, draw.who] : [draw.amount]) {
    if (!run.call(proposeCall(plan, set, rotated(set.seats, involved(world, set), choice)))) return;
    run.goTo(set.next?.readyTs ?? world.now);
    run.call({ instruction: 'applyOracleSet', accounts: { oracleSet: set.name }, args: {} });
  }
  if (midway) attestTogether(run, draw);
}

/** One of a set attests something that others will have to attest too. */
function attestAlone(run: Run, { plan }: OracleSet, draw: Draw): void {
  const { world } = run;
  const metric = attestable(world).find((one) => one.plan === plan);
  if (metric === undefined) return;
  run.call(attestCall(world, metric, pick(waiting(world, metric), draw.who), pick(VALUES, draw.amount)));
}

/** An authority does what it can not to pay a result that is there: dispute, other attestors, termination. */
function escape(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(tranches(world), draw, ({ milestone, metric }) => {
    return milestone.status === 'pending' && metric.reachedTs !== undefined;
  });
  if (found === undefined) return;
  const { plan, grant, metric } = found;
  const set = oraclesOf(world, plan.name);
  const { challenge } = metric;
  const on = { plan: plan.name, oracleSet: oraclesName(plan.name), metric: metric.name };
  const accounts = { disputer: holder(world, plan, 'guardian'), ...on };
  const calls: (Call | undefined)[] = [
    challenge && { instruction: 'disputeMetric', accounts, args: { value: challenge.value } },
    set && proposeCall(plan, set, { attestors: ['authority', 'thief'], threshold: 2 }),
    {
      instruction: 'terminateGrant',
      accounts: { authority: plan.authority, plan: plan.name, grant: grant.name },
      args: { cause: 'forCause' },
    },
  ];
  for (const call of calls) if (call !== undefined) run.call(call);
}

/** As many as decide report a result before its metric is due; a few doubt it, now or then; now and then it becomes final. */
function doubt(run: Run, draw: Draw): void {
  const { world } = run;
  const metric = choose(attestable(world), draw, ({ definition, challenge }) => {
    return definition.earlyValue !== undefined && challenge === undefined && world.now < definition.dueTs;
  });
  const set = metric && oraclesOf(world, metric.plan);
  if (metric === undefined || set === undefined) return;
  const { earlyValue = 0n, lowerIsBetter, dueTs } = metric.definition;
  const attest = (count: number, value: bigint): void => {
    for (const attestor of waiting(world, metric).slice(0, count)) run.call(attestCall(world, metric, attestor, value));
  };
  attest(set.seats.threshold, earlyValue);
  if (draw.amount % 2 === 0) run.goTo(Math.max(world.now, dueTs));
  attest(1 + (draw.who % 3), earlyValue + (lowerIsBetter ? 1n : -1n));
  if (draw.detail % 3 === 0 || metric.challenge === undefined) return;
  run.goTo(Math.max(world.now, metric.challenge.endsTs));
  run.call({ instruction: 'finaliseMetric', accounts: { metric: metric.name }, args: {} });
}

/** A milestone is set, met and settled within its void window, as by a stolen key; then it is claimed or voided. */
function hurry(run: Run, draw: Draw): void {
  const { world } = run;
  const extendable = tranches(world).filter(({ grant }) => hasPlaceFor(world, grant));
  const found = choose(extendable, draw, ({ plan, metric }) => {
    const { challengeSecs, dueTs } = metric.definition;
    return plan.policy.voidSecs > challengeSecs && world.now >= dueTs && attestable(world).includes(metric);
  });
  if (found === undefined) return;
  const { plan, grant, metric } = found;
  const set = run.call(issueMilestoneCall(world, plan, grant, metric, { ...draw, amount: 0, who: draw.who % 12, detail: 0 }));
  const milestone = world.milestonesOf(grant.name).at(-1);
  if (!set || milestone === undefined) return;
  const { target } = milestone.curve;
  for (const attestor of waiting(world, metric).slice(0, 5)) run.call(attestCall(world, metric, attestor, target));
  if (metric.challenge === undefined) return;
  run.goTo(Math.max(world.now, metric.challenge.endsTs));
  const on = { plan: plan.name, grant: grant.name, milestone: milestone.name };
  run.call({ instruction: 'finaliseMetric', accounts: { metric: metric.name }, args: {} });
  run.call({ instruction: 'settleMilestone', accounts: { ...on, metric: metric.name }, args: {} });
  const { authority } = plan;
  if (draw.detail % 2 === 0) run.call(claimCall({ plan, grant, metric, milestone }, grant.beneficiary, true));
  else run.call({ instruction: 'voidMilestone', accounts: { authority, plan: plan.name, milestone: milestone.name }, args: {} });
}

/** All of them by name. */
export const TOGETHER = { attestTogether, rotate, escape, doubt, hurry, voteTogether, disband };
export type Together = keyof typeof TOGETHER;

export function isTogether(kind: string): kind is Together {
  return kind in TOGETHER;
}
