/** Commands of several attestors, or of an authority that would rather not pay what they report. */
import { oraclesName } from './addresses';
import type { Draw } from './arbitraries';
import { attestable, involved, oraclesOf, panelOf, waiting } from './attestation';
import { type Call, CAUSES } from './calls';
import { choose, holder } from './choose';
import { attestMetricCall } from './instructions/attest-metric';
import { claimMilestoneCall } from './instructions/claim-milestone';
import { hasPlaceFor, issueMilestoneCall } from './instructions/issue-milestone';
import { proposeOracleSetCall } from './instructions/propose-oracle-set';
import { type Metric, type OracleSet, required, type Seats } from './metric';
import { LIES, rotated, VALUES } from './metric-offers';
import { type MilestoneContext, milestoneContexts } from './outcome';
import type { Run } from './run';
import { type Name, NOBODY, type Plan, roleAt } from './state';
import { pick } from './time';

const DAY = 86_400;

/** Those who may attest the same value, as many as decide. */
export function attestAll(run: Run, metric: Metric, value: bigint): void {
  const { world } = run;
  const count = required(panelOf(world, metric), metric.round > 1);
  for (const attestor of waiting(world, metric).slice(0, count))
    run.call(attestMetricCall(world, metric, attestor, value));
}

export function finalize(run: Run, { name: metric, challenge }: Metric): boolean {
  if (challenge === undefined) return false;
  run.goTo(Math.max(run.world.now, challenge.endsTs));
  return run.call({ instruction: 'finalizeMetric', accounts: { metric }, args: {} });
}

export function settle(run: Run, { plan, grant, metric, milestone }: MilestoneContext): void {
  const on = { plan: plan.name, grant: grant.name, milestone: milestone.name };
  run.call({ instruction: 'settleMilestone', accounts: { ...on, metric: metric.name }, args: {} });
}

/** Somebody disputes what a metric comes to. */
export function dispute(run: Run, plan: Plan, { name: metric, challenge }: Metric, disputer: Name): boolean {
  const accounts = { disputer, plan: plan.name, oracleSet: oraclesName(plan.name), metric };
  return run.call({ instruction: 'disputeMetric', accounts, args: { value: challenge?.value ?? 0n } });
}

/** Who can still dispute a metric: the guardian, then those who sit. */
export function disputers(run: Run, plan: Plan, metric: Metric): Name[] {
  const sits = (who: Name): boolean => panelOf(run.world, metric).attestors.includes(who);
  const guardian = holder(run.world, plan, 'guardian');
  const seats = panelOf(run.world, metric).attestors.filter(
    (one, seat) => one !== NOBODY && !metric.disputedBy.has(seat),
  );
  return metric.disputedBy.has(16) || sits(guardian) ? seats : [guardian, ...seats];
}

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
    run.call(attestMetricCall(world, metric, attestor, value));
  }
}

/** A change of attestors is announced, awaited and takes effect; every other time in the middle of attesting, and twice. */
export function rotate(run: Run, draw: Draw): void {
  const { world } = run;
  const set = choose([...world.oracleSets.values()], draw, ({ byVote }) => !byVote);
  const plan = set && world.plans.get(set.plan);
  if (set === undefined || plan === undefined) return;
  const midway = draw.detail % 2 === 0;
  if (midway) attestAlone(run, set, draw);
  for (const choice of midway ? [draw.amount, draw.who] : [draw.amount]) {
    if (!run.call(proposeOracleSetCall(plan, set, rotated(set.seats, involved(world, set), choice)))) return;
    // Now and then nobody applies it in its three days.
    const late = draw.detail % 8 === 7 ? 3 * DAY - (draw.who % 2) : 0;
    run.goTo((set.next?.readyTs ?? world.now) + late);
    run.call(applyCall(set));
  }
  if (midway) attestTogether(run, draw);
}

function applyCall({ name: oracleSet }: OracleSet): Call {
  return { instruction: 'applyOracleSet', accounts: { oracleSet }, args: {} };
}

/** One of a set attests something that others will have to attest too. */
function attestAlone(run: Run, { plan }: OracleSet, draw: Draw): void {
  const { world } = run;
  const metric = attestable(world).find((one) => one.plan === plan);
  if (metric === undefined) return;
  run.call(attestMetricCall(world, metric, pick(waiting(world, metric), draw.who), pick(VALUES, draw.amount)));
}

/** An authority has seats of its own ready when a result comes, applies them and has it disputed. */
export function oust(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(milestoneContexts(world), draw, ({ milestone, metric }) => {
    const open = metric.challenge === undefined && attestable(world).includes(metric);
    return open && milestone.status === 'pending' && oraclesOf(world, metric.plan)?.byVote === false;
  });
  const set = found && oraclesOf(world, found.plan.name);
  if (found === undefined || set === undefined) return;
  const { plan, metric } = found;
  const own: Seats = { attestors: ['authority', 'thief', ...set.seats.attestors.slice(2, 3)], threshold: 2 };
  if (!run.call(proposeOracleSetCall(plan, set, own))) return;
  run.goTo(Math.max(world.now, (set.next?.readyTs ?? 0) - (draw.who % 2)));
  attestAll(run, metric, pick(VALUES, draw.amount));
  if (metric.challenge === undefined) return;
  run.goTo(Math.max(world.now, set.next?.readyTs ?? 0));
  run.call(applyCall(set));
  dispute(
    run,
    plan,
    metric,
    pick(['thief', holder(world, plan, 'guardian'), ...disputers(run, plan, metric)], draw.who),
  );
  for (const attestor of ['authority', 'thief'])
    run.call(attestMetricCall(world, metric, attestor, pick(LIES, draw.amount)));
  if (draw.detail % 4 === 0) return;
  attestAll(run, metric, pick(VALUES, draw.amount));
  if (finalize(run, metric)) settle(run, found);
}

/** A result is disputed and attested anew, again and again. */
export function quarrel(run: Run, draw: Draw): void {
  const { world } = run;
  const metric = choose(attestable(world), draw, ({ definition }) => world.now >= definition.dueTs);
  const plan = metric && world.plans.get(metric.plan);
  if (metric === undefined || plan === undefined) return;
  for (let time = 0; time < 2 + (draw.who % 2); time += 1) {
    attestAll(run, metric, pick(VALUES, draw.amount + time));
    const [disputer] = disputers(run, plan, metric);
    if (metric.challenge === undefined || disputer === undefined || !dispute(run, plan, metric, disputer)) return;
    run.goTo(world.now + 1 + (draw.detail % DAY));
  }
  attestAll(run, metric, pick(VALUES, draw.amount));
}

/** A result comes in the last second, is disputed, and is confirmed or replaced by one that was seen after it. */
export function outlast(run: Run, draw: Draw): void {
  const { world } = run;
  const leaves = draw.detail % 2 === 1;
  const found = choose(milestoneContexts(world), draw, ({ milestone, metric, grant, plan }) => {
    const undecided =
      milestone.status === 'pending' && metric.reachedTs === undefined && attestable(world).includes(metric);
    const { dueTs } = metric.definition;
    return (
      undecided &&
      (leaves
        ? grant.stopTs === undefined && plan.policy.cancellable && world.now + plan.policy.noticeSecs >= dueTs
        : milestone.deadlineTs >= world.now)
    );
  });
  if (found === undefined) return;
  const { plan, grant, metric, milestone } = found;
  if (leaves) {
    const accounts = { authority: plan.authority, plan: plan.name, grant: grant.name };
    run.call({ instruction: 'terminateGrant', accounts, args: { cause: 'resignation' } });
  }
  const lastTs = leaves ? (grant.stopTs ?? world.now) : milestone.deadlineTs;
  run.goTo(Math.max(world.now, lastTs - (draw.who % 3)));
  const value = pick(VALUES, draw.amount);
  attestAll(run, metric, value);
  const [disputer] = disputers(run, plan, metric);
  if (disputer === undefined || !dispute(run, plan, metric, disputer)) return;
  run.goTo(Math.max(world.now, lastTs) + 1 + (draw.who % 7) * 3_601);
  // Confirmed by those who saw it then, or another value, which was seen later.
  attestAll(run, metric, draw.who % 4 === 0 ? value : pick(VALUES, draw.amount + 1));
  if (draw.who % 5 === 4) settle(run, found);
  if (finalize(run, metric)) settle(run, found);
}

/** Somebody leaves while a milestone that was met still vests. */
export function leave(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(milestoneContexts(world), draw, ({ milestone, grant, plan }) => {
    const vests = milestone.status === 'met' && milestone.segments.length > 0;
    return vests && grant.stopTs === undefined && plan.policy.cancellable;
  });
  if (found === undefined) return;
  const { plan, grant } = found;
  const accounts = { authority: plan.authority, plan: plan.name, grant: grant.name };
  if (!run.call({ instruction: 'terminateGrant', accounts, args: { cause: pick(CAUSES, draw.amount) } })) return;
  // Within the second of the stop a release still counts.
  run.goTo(Math.max(world.now, grant.stopTs ?? 0) + (draw.who % 4 === 0 ? 0 : 1));
  settle(run, found);
  run.call(claimMilestoneCall(found, grant.beneficiary, true));
}

/** An authority does what it can not to pay a result that is there: dispute, other attestors, termination. */
export function escape(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(milestoneContexts(world), draw, ({ milestone, metric }) => {
    return milestone.status === 'pending' && metric.reachedTs !== undefined;
  });
  if (found === undefined) return;
  const { plan, grant, metric } = found;
  const set = oraclesOf(world, plan.name);
  if (metric.challenge !== undefined)
    dispute(
      run,
      plan,
      metric,
      roleAt(plan, 'guardian', world.now) === NOBODY ? 'guardian' : holder(world, plan, 'guardian'),
    );
  if (set !== undefined) run.call(proposeOracleSetCall(plan, set, { attestors: ['authority', 'thief'], threshold: 2 }));
  const accounts = { authority: plan.authority, plan: plan.name, grant: grant.name };
  run.call({ instruction: 'terminateGrant', accounts, args: { cause: 'forCause' } });
}

/** As many as decide report a result before its metric is due; a few doubt it, now or then; now and then it becomes final. */
export function doubt(run: Run, draw: Draw): void {
  const { world } = run;
  const metric = choose(attestable(world), draw, ({ definition, challenge }) => {
    return definition.earlyValue !== undefined && challenge === undefined && world.now < definition.dueTs;
  });
  const set = metric && oraclesOf(world, metric.plan);
  if (metric === undefined || set === undefined) return;
  const { earlyValue = 0n, lowerIsBetter, dueTs } = metric.definition;
  const attest = (count: number, value: bigint): void => {
    for (const attestor of waiting(world, metric).slice(0, count))
      run.call(attestMetricCall(world, metric, attestor, value));
  };
  attest(set.seats.threshold, earlyValue);
  if (draw.amount % 2 === 0) run.goTo(Math.max(world.now, dueTs));
  attest(1 + (draw.who % 3), earlyValue + (lowerIsBetter ? 1n : -1n));
  if (draw.detail % 3 !== 0) finalize(run, metric);
}

/** A milestone is set and its metric final within its void window, as by a stolen key; then it is voided, or its end awaited. */
export function hurry(run: Run, draw: Draw): void {
  const { world } = run;
  const extendable = milestoneContexts(world).filter(({ grant }) => hasPlaceFor(world, grant));
  const found = choose(extendable, draw, ({ plan, metric }) => {
    const { challengeSecs, dueTs } = metric.definition;
    return plan.policy.voidSecs > challengeSecs && world.now >= dueTs && attestable(world).includes(metric);
  });
  if (found === undefined) return;
  const { plan, grant, metric } = found;
  const set = run.call(
    issueMilestoneCall(world, plan, grant, metric, { ...draw, amount: 0, who: draw.who % 12, detail: 0 }),
  );
  const milestone = world.milestonesOf(grant.name).at(-1);
  if (!set || milestone === undefined) return;
  const context = { plan, grant, metric, milestone };
  for (const attestor of waiting(world, metric).slice(0, 5))
    run.call(attestMetricCall(world, metric, attestor, milestone.curve.target));
  if (!finalize(run, metric)) return;
  settle(run, context);
  if (draw.detail % 2 === 0) {
    const { authority } = plan;
    run.call({
      instruction: 'voidMilestone',
      accounts: { authority, plan: plan.name, milestone: milestone.name },
      args: {},
    });
    return;
  }
  run.goTo(Math.max(world.now, milestone.issuedTs + plan.policy.voidSecs));
  settle(run, context);
  run.call(claimMilestoneCall(context, grant.beneficiary, true));
}
