/** Where time goes: mostly to the seconds around which something changes. */
import { openPause, voidEnd } from './entitlement';
import { executableTs, expiresTs, type Proposal, sources, votingEndsTs } from './governance';
import { type Metric, standing } from './metric';
import { type MilestoneContext, milestoneContexts, milestoneVoidEnd } from './outcome';
import type { Grant, Plan, World } from './state';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Instants at which sequences begin: ordinary, month ends, a leap day, midnights. */
const STARTS = [
  '2025-01-15T12:00:00Z',
  '2024-01-31T23:59:59Z',
  '2023-12-31T00:00:00Z',
  '2024-02-29T08:30:00Z',
  '2027-02-28T17:45:01Z',
  '2030-08-31T00:00:01Z',
].map((text) => Date.parse(text) / 1000);
const STRIDES = [1, 59, HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 91 * DAY, 365 * DAY];

export function startTs(choice: number): number {
  return pick(STARTS, choice);
}

export function pick<T>(from: readonly T[], choice: number): T {
  const found = from.slice(choice % from.length, (choice % from.length) + 1).map((one) => ({ one }))[0];
  if (found === undefined) throw new Error('There is nothing to choose from.');
  return found.one;
}

/** Epochs last two days here. */
export function epochAt(start: number, now: number): number {
  return 10 + Math.floor((now - start) / (2 * DAY));
}

function nextStep(grant: Grant, now: number): number[] {
  const paused = openPause(grant);
  const shift = grant.pauses.reduce(
    (sum, pause) => sum + Math.min(pause.limit, (pause.endedAt ?? now) - pause.from),
    0,
  );
  const steps = grant.pieces.flatMap(({ from, to, instants }) => [from, ...instants.slice(0, 40), to]);
  const next = steps
    .map((ts) => ts + shift)
    .filter((ts) => ts > now)
    .slice(0, 2);
  return paused === undefined ? next : [...next, paused.from + paused.limit];
}

function grantInstants(grant: Grant, plan: Plan, now: number): number[] {
  const stop = grant.stopTs === undefined ? [] : [grant.stopTs];
  return [...nextStep(grant, now), voidEnd(grant, plan), ...stop];
}

function planInstants(plan: Plan): number[] {
  const until = plan.claimsPausedUntil;
  const pauses = until === 0 ? [] : [until, until + 7 * DAY];
  const unlock = plan.unlock?.pieces.flatMap(({ from, to, instants }) => [from, ...instants, to]) ?? [];
  return [...pauses, ...unlock];
}

/** When a metric can get a result or has one for good, and when an attestation grows stale. */
function metricInstants(metric: Metric): number[] {
  const { definition, challenge, retryUntilTs = 0 } = metric;
  const stale = standing(metric).map(({ observedTs }) => observedTs + definition.maxAgeSecs + 1);
  return [definition.opensTs, definition.dueTs, challenge?.endsTs ?? 0, retryUntilTs, ...stale];
}

function milestoneInstants({ milestone, plan }: MilestoneContext): number[] {
  const steps = milestone.pieces.flatMap(({ from, to, instants }) => [from, ...instants.slice(0, 5), to]);
  return [milestone.deadlineTs, milestoneVoidEnd(milestone, plan), ...steps];
}

/** When the vote ends, and when what passed can be carried out. */
function proposalInstants(proposal: Proposal): number[] {
  return [votingEndsTs(proposal), executableTs(proposal), expiresTs(proposal)];
}

/** When grants and deposits are old enough to open a proposal. */
export function agedTs(world: World): number[] {
  return [...world.governances.values()].flatMap(({ name, plan: of, settings }) => {
    const plan = world.plans.get(of);
    const all = plan === undefined ? [] : sources(world, plan, name, world.now);
    return all.map(({ sinceTs }) => sinceTs + settings.minAgeSecs);
  });
}

/** All seconds ahead at which something changes. */
function instants(world: World): number[] {
  const { now } = world;
  const found = [Math.ceil((now + 1) / (4 * HOUR)) * 4 * HOUR];
  for (const plan of world.plans.values()) found.push(...planInstants(plan));
  for (const grant of world.grants.values()) {
    const plan = world.plans.get(grant.plan);
    if (plan !== undefined) found.push(...grantInstants(grant, plan, now));
  }
  for (const { readyTs } of world.transfers.values()) if (readyTs !== undefined) found.push(readyTs);
  for (const { next } of world.oracleSets.values()) if (next !== undefined) found.push(next.readyTs);
  for (const metric of world.metrics.values()) found.push(...metricInstants(metric));
  for (const context of milestoneContexts(world)) found.push(...milestoneInstants(context));
  for (const proposal of world.proposals.values()) found.push(...proposalInstants(proposal));
  found.push(...agedTs(world));
  return found.filter((ts) => ts > now);
}

/** One of the instants ahead, rather a near one. */
function nearInstant(world: World, choice: number): number {
  const ahead = instants(world).sort((a, b) => a - b);
  const far = (choice % 97) / 97;
  return ahead[Math.floor(ahead.length * far * far * far)] ?? world.now;
}

/** The earliest of some seconds that is not over yet; undefined where there is none. */
export function earliest(now: number, seconds: readonly (number | undefined)[]): number | undefined {
  const ahead = seconds.flatMap((ts) => (ts === undefined || ts < now ? [] : [ts]));
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

/** When the next command runs. Half of them run in the same second. */
export function moveTime(world: World, wait: number): number {
  const choice = Math.floor(wait / 10);
  if (wait % 10 < 5) return world.now;
  if (wait % 10 < 8) return Math.max(world.now, nearInstant(world, choice) + (choice % 3) - 1);
  if (wait % 10 === 8) return world.now + pick(STRIDES, choice);
  return world.now + 1 + choice * 61;
}
