/** Where time goes: mostly to the seconds around which something changes. */
import { openPause, voidEnd } from './entitlement';
import { canBeAccepted } from './grant-intents';
import { type Metric, standing } from './metric';
import { milestoneVoidEnd, type MilestoneContext, milestoneContexts } from './outcome';
import type { Grant, Plan, World } from './state';
import { executableTs, expiresTs, hasPassed, overTs, type Proposal, sources, votingEndsTs } from './governance';

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
function agedTs(world: World): number[] {
  return [...world.governances.values()].flatMap(({ name, plan: of, settings }) => {
    const plan = world.plans.get(of);
    const all = plan === undefined ? [] : sources(world, plan, name, world.now);
    return all.map(({ sinceTs }) => sinceTs + settings.minAgeSecs);
  });
}

/** When a milestone that was met pays, or pays more. */
function payingTs({ milestone, plan }: MilestoneContext): number[] {
  const steps = milestone.pieces.flatMap(({ to, instants }) => [...instants, to]);
  return milestone.status === 'met' ? [milestoneVoidEnd(milestone, plan), plan.claimsPausedUntil, ...steps] : [];
}

/** When a milestone without a result ends: by its deadline, also where a dispute gives it longer, or with its grant. */
function endsTs({ milestone, metric, grant }: MilestoneContext): number[] {
  if (milestone.status !== 'pending') return [];
  const ends = [milestone.deadlineTs, metric.retryUntilTs, grant.stopTs];
  return ends.flatMap((ts) => (ts === undefined ? [] : [ts + 1]));
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

/** How far time has to move before a kind of call has something to do; undefined if waiting does not help. */
export function patience(world: World, kind: string, choice: number): number | undefined {
  const grants = [...world.grants.values()];
  const proposals = [...world.proposals.values()];
  const due = (ready: (number | undefined)[]): number | undefined => {
    const ahead = ready.flatMap((ts) => (ts === undefined || ts < world.now ? [] : [ts]));
    return ahead.length === 0 ? undefined : Math.min(...ahead);
  };
  switch (kind) {
    case 'claim':
      return grants.length === 0 ? undefined : world.now + pick([3 * DAY, 30 * DAY, 8 * HOUR, 120 * DAY], choice);
    case 'settleTermination':
      return due(
        grants.map(({ stopTs, settled }) => (stopTs === undefined || settled ? undefined : stopTs + (choice % 2))),
      );
    case 'acceptTransfer':
      return due(
        [...world.transfers.values()].map((one) =>
          canBeAccepted(world, one, one.readyTs ?? 0) ? one.readyTs : undefined,
        ),
      );
    case 'claimMilestone':
      return due(milestoneContexts(world).flatMap(payingTs)) ?? patience(world, 'finalizeMetric', choice);
    case 'finalizeMetric':
    case 'settleMilestone':
    case 'closeMilestone': {
      const ends = [...world.metrics.values()].map(({ challenge, final }) => (final ? undefined : challenge?.endsTs));
      return due(ends) ?? (kind === 'settleMilestone' ? due(milestoneContexts(world).flatMap(endsTs)) : undefined);
    }
    case 'applyOracleSet':
      return due([...world.oracleSets.values()].map(({ next }) => next?.readyTs));
    case 'attestMetric':
      return due([...world.metrics.values()].map(({ definition }) => definition.opensTs));
    case 'openProposal':
    case 'castVote':
    case 'withdrawProposal':
      return due(agedTs(world));
    case 'executeProposal':
      return due(proposals.map((one) => (one.status === 'open' && hasPassed(one) ? executableTs(one) : undefined)));
    case 'closeProposal':
      return due(proposals.map(overTs));
    case 'withdrawVotes':
      return due([...world.deposits.values()].map(({ lockedUntilTs }) => lockedUntilTs));
    case 'closeVoteRecord':
      return due([...world.votes.values()].map(({ endsTs }) => endsTs));
    case 'closeVoterRecord':
      return due([...world.voters.values()].map(({ endsTs }) => endsTs));
    default:
      return undefined;
  }
}

/** When the next command runs. Half of them run in the same second. */
export function moveTime(world: World, wait: number): number {
  const choice = Math.floor(wait / 10);
  if (wait % 10 < 5) return world.now;
  if (wait % 10 < 8) return Math.max(world.now, nearInstant(world, choice) + (choice % 3) - 1);
  if (wait % 10 === 8) return world.now + pick(STRIDES, choice);
  return world.now + 1 + choice * 61;
}
