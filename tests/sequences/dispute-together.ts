/** Commands about a result that few plant before it is true: early, or of an older date. */
import type { Draw } from './arbitraries';
import { attestable, waiting } from './attestation';
import { choose } from './choose';
import { attestMetricCall } from './instructions/attest-metric';
import type { Metric } from './metric';
import { VALUES } from './metric-offers';
import { attestAll, dispute, disputers, finalize, settle } from './metric-together';
import { milestoneContexts } from './outcome';
import type { Run } from './run';
import type { Plan } from './state';
import { pick } from './time';

const DAY = 86_400;

/** A metric without a result, and its plan. */
function undecided(
  run: Run,
  draw: Draw,
  fits: (metric: Metric) => boolean,
): { plan: Plan; metric: Metric } | undefined {
  const { world } = run;
  const metric = choose(attestable(world), draw, (one) => one.reachedTs === undefined && fits(one));
  const plan = metric && world.plans.get(metric.plan);
  return metric === undefined || plan === undefined ? undefined : { plan, metric };
}

/** What hangs on a metric is settled once that is final. */
function conclude(run: Run, metric: Metric): void {
  if (!finalize(run, metric)) return;
  for (const context of milestoneContexts(run.world)) if (context.metric === metric) settle(run, context);
}

/** Some say in the last seconds before a metric is due that it came early, and others once it is due that it did not. */
export function plant(run: Run, draw: Draw): void {
  const { world } = run;
  const found = undecided(
    run,
    draw,
    ({ definition: { earlyValue, dueTs } }) => earlyValue !== undefined && world.now < dueTs,
  );
  if (found === undefined) return;
  const { plan, metric } = found;
  const { earlyValue = 0n, lowerIsBetter, dueTs } = metric.definition;
  run.goTo(Math.max(world.now, dueTs - 1 - (draw.who % 3)));
  attestAll(run, metric, earlyValue);
  const [disputer] = disputers(run, plan, metric);
  if (metric.challenge === undefined) return;
  if (draw.detail % 2 === 0 && disputer !== undefined) dispute(run, plan, metric, disputer);
  run.goTo(Math.max(world.now, dueTs) + (draw.amount % 5) * 700);
  const low = earlyValue + (lowerIsBetter ? 1n : -1n);
  for (const attestor of waiting(world, metric)) run.call(attestMetricCall(world, metric, attestor, low));
  conclude(run, metric);
}

/** A result is disputed. Two say that it was so as they have said; all others that it is so now. */
export function backdate(run: Run, draw: Draw): void {
  const { world } = run;
  const found = undecided(run, draw, ({ definition: { dueTs } }) => world.now >= dueTs);
  if (found === undefined) return;
  const { plan, metric } = found;
  const value = pick(VALUES, draw.amount);
  attestAll(run, metric, value);
  const [disputer] = disputers(run, plan, metric);
  if (metric.challenge === undefined || disputer === undefined || !dispute(run, plan, metric, disputer)) return;
  run.goTo(world.now + 1 + (draw.detail % (20 * DAY)));
  const near = value > 0n ? value - 1n : value + 1n;
  // Who has said the value before would confirm the old date, so one of them says another.
  for (const [index, attestor] of waiting(world, metric).slice(0, 5).entries()) {
    run.call(attestMetricCall(world, metric, attestor, index === 2 ? near : value));
  }
  conclude(run, metric);
}
