/** The bytes that the program's accounts must have, from the model. */
import { addressOf, governanceName, oraclesName } from './addresses';
import { HASH_BYTE } from './calls';
import { openPause, pausedBy } from './entitlement';
import { Fields, SEATS } from './fields';
import { owedOf, periodOf, reservedByMilestones } from './governance';
import { type Metric, type OracleSet, standing } from './metric';
import { maxAmount } from './outcome';
import {
  type Grant,
  type Milestone,
  MILESTONE_STATUSES,
  type Name,
  NOBODY,
  type Plan,
  type Tombstone,
  type Transfer,
  TRANSFER_RULES,
  type World,
} from './state';
import { voteBytes } from './vote-layout';
import { keyBytes } from './writer';

export const TOMBSTONE_SIZE = 48;
export const TRANSFER_SIZE = 192;
export const PLAN_SIZE = 1280;
export const ORACLE_SET_SIZE = 1080;
export const METRIC_SIZE = 2376;
const ATTESTATION_SIZE = 96;

/** Bytes of a grant's account with so many segments. */
export function grantSize(segments: number): number {
  return 144 + 16 * segments;
}

/** Bytes of a milestone's account with so many segments. */
export function milestoneSize(segments: number): number {
  return 200 + 16 * segments;
}

/** The ring of what the operator issued in the last seven blocks, and the last block. */
function operatorRing(plan: Plan): bigint[] {
  const last = plan.operatorIssues.at(-1)?.block ?? 0;
  const ring = new Array<bigint>(7).fill(0n);
  for (const { block, amount } of plan.operatorIssues) {
    if (block > last - 7) ring[block % 7] = (ring[block % 7] ?? 0n) + amount;
  }
  return [...ring, BigInt(last)];
}

function planBytes(world: World, plan: Plan): Buffer {
  const { policy, unlock, accelerations, roles, announced } = plan;
  const fields = new Fields(PLAN_SIZE, 'plan');
  fields.u64(plan.planId).keys(plan.creator, plan.mint, plan.tokenProgram, plan.vault, plan.authority);
  fields.keys(plan.pendingAuthority, roles.operator, roles.payroll, announced.payroll?.holder ?? NOBODY);
  fields.keys(roles.guardian, announced.guardian?.holder ?? NOBODY, roles.accelerationAuthority, plan.rentRecipient);
  fields.u64(
    plan.reserved,
    reservedByMilestones(world, plan),
    plan.withheld,
    plan.allocated,
    plan.claimed,
    plan.forfeited,
  );
  fields.u64(policy.issueCap, plan.minCapProposal, plan.minOraclesProposal, policy.operatorCap, ...operatorRing(plan));
  fields.periodTotals(periodOf(plan.issuedTs, plan), (period) => owedOf(world, plan, (one) => one === period));
  fields.time(plan.claimsPausedUntil, plan.pendingUntilTs ?? 0, announced.payroll?.fromTs ?? 0);
  fields.time(announced.guardian?.fromTs ?? 0, unlock?.startTs ?? 0);
  const unlockSegments = unlock?.segments ?? [];
  fields.segments(unlockSegments).skip(16 * (8 - unlockSegments.length));
  for (const { ts, retained } of accelerations) fields.time(ts).u32(Number(retained), 0);
  fields.skip(16 * (16 - accelerations.length));
  fields.u32(policy.noticeSecs, policy.maxPauseSecs, policy.voidSecs, policy.recoverySecs, plan.authorityChanges);
  fields.u32(policy.acceptedRisks, plan.grants, plan.tombstones);
  fields.u16(policy.goodLeaverBps, policy.maxWithholdingBps);
  fields.u8(policy.cancellable ? 1 : 0, TRANSFER_RULES.indexOf(policy.transferRule), plan.sealed ? 1 : 0);
  fields.u8(addressOf(plan.name).bump, unlockSegments.length, accelerations.length, 6);
  fields.u8(world.oracleSets.has(oraclesName(plan.name)) ? 1 : 0).u16(world.metricsOf(plan.name).length);
  fields.u8(world.governances.has(governanceName(plan.name)) ? 1 : 0, plan.periodDays);
  return fields.hash(HASH_BYTE).text(policy.termsUri, 128).bytes;
}

function grantBytes(world: World, grant: Grant): Buffer {
  const pause = openPause(grant);
  const [status, statusTs] = statusOf(grant);
  const ended = grant.pauses.filter(({ endedAt }) => endedAt !== undefined);
  const secs = (pauses: typeof ended): number => pauses.reduce((sum, one) => sum + pausedBy(one, Infinity), 0);
  const fields = new Fields(grantSize(grant.segments.length), 'grant');
  fields.u64(grant.id).keys(grant.plan, grant.beneficiary).u64(grant.total, grant.claimed);
  fields.time(grant.startTs, statusTs);
  fields.u32(Number(grant.retained), secs(ended), secs(ended.filter(({ consent }) => !consent)), pause?.limit ?? 0);
  fields
    .u32(grant.issuedTs)
    .u16(grant.withholdingBps, grant.nextWithholding?.bps ?? 0, grant.nextWithholding?.day ?? 0);
  fields.u16(Number(grant.withheldParts % 10_000n));
  const milestones = world.milestonesOf(grant.name).length + (grant.milestonesEnded ? 128 : 0);
  fields.u8(status, flags(grant), grant.accelerationsAtIssue, milestones);
  return fields.segments(grant.segments).bytes;
}

function flags({ autoClaim, endedByVote, leftWell, unanswered }: Grant): number {
  return bits([!autoClaim, endedByVote, leftWell, unanswered].flatMap((is, bit) => (is ? [bit] : [])));
}

function statusOf(grant: Grant): [number, number] {
  if (grant.stopTs !== undefined) return [grant.settled ? 4 : 3, grant.stopTs];
  const pause = openPause(grant);
  return pause === undefined ? [0, 0] : [pause.consent ? 1 : 2, pause.from];
}

function tombstoneBytes({ plan, id }: Tombstone): Buffer {
  return new Fields(TOMBSTONE_SIZE, 'tombstn').u64(id).keys(plan).bytes;
}

function transferBytes({ plan, grant, proposer, from, to, readyTs, expiresTs, authorityChanges }: Transfer): Buffer {
  const fields = new Fields(TRANSFER_SIZE, 'transfr').keys(plan, grant, proposer, from, to);
  return fields
    .u64(readyTs === undefined ? 2n ** 63n - 1n : BigInt(readyTs))
    .time(expiresTs)
    .u32(authorityChanges).bytes;
}

function oracleSetBytes({ name, plan, seats, byVote, next }: OracleSet): Buffer {
  const fields = new Fields(ORACLE_SET_SIZE, 'oracles').keys(plan).seats(seats).seats(next?.seats);
  fields.time(next?.readyTs ?? 0).u8(seats.threshold, next?.seats.threshold ?? 0, addressOf(name).bump);
  return fields.u8(byVote ? 1 : 0, next?.byVote === true ? 1 : 0).bytes;
}

/** A bit each. */
function bits(positions: Iterable<number>): number {
  return [...positions].reduce((sum, position) => sum + 2 ** position, 0);
}

function metricBytes(world: World, metric: Metric): Buffer {
  const { definition, challenge, plan, name } = metric;
  const { opensTs, dueTs, earlyValue, exponent, lowerIsBetter } = definition;
  const fields = new Fields(METRIC_SIZE, 'metric').keys(plan).raw(keyBytes(definition.key)).hash(HASH_BYTE);
  fields
    .text(definition.uri, 128)
    .time(opensTs, dueTs)
    .i64(earlyValue ?? 0n, challenge?.value ?? 0n);
  fields.time(metric.reachedTs ?? 0, challenge?.observedTs ?? 0, challenge?.endsTs ?? 0, metric.retryUntilTs ?? 0);
  fields.u32(definition.maxAgeSecs, definition.challengeSecs, world.milestonesOf(name).length, metric.round);
  fields.u32(bits(metric.disputedBy)).u16(bits(challenge?.counted.map(({ seat }) => seat) ?? []));
  fields.u8(exponent & 255, lowerIsBetter ? 1 : 0, earlyValue === undefined ? 0 : 1);
  fields.u8(metric.final ? 2 : challenge === undefined ? 0 : 1, addressOf(name).bump);
  fields.u8(metric.panel?.threshold ?? 0).u32(metric.lowerTs ?? 0);
  const said = new Map(standing(metric).map((one) => [one.seat, one]));
  for (let seat = 0; seat < SEATS; seat += 1) {
    const one = said.get(seat);
    if (one === undefined) fields.skip(ATTESTATION_SIZE);
    else {
      const { attestor, evidence, value, observedTs, attestedTs, round, isLater } = one;
      fields
        .keys(attestor)
        .hash(evidence)
        .i64(value)
        .time(observedTs, attestedTs)
        .u32(round, isLater ? 1 : 0);
    }
  }
  return fields.seats(metric.panel).bytes;
}

function milestoneBytes(milestone: Milestone): Buffer {
  const { name, plan, grant, metric, targetAmount, curve, segments, metTs, retainedAtIssue } = milestone;
  const fields = new Fields(milestoneSize(segments.length), 'mstone').keys(plan, grant, metric);
  fields.u64(targetAmount, maxAmount(targetAmount, curve), milestone.payout, milestone.claimed);
  fields.i64(curve.threshold, curve.target, curve.maximum).time(milestone.deadlineTs, milestone.issuedTs, metTs ?? 0);
  fields.u32(Number(retainedAtIssue)).u16(curve.thresholdBps, curve.maxBps);
  fields.u8(
    milestone.index,
    MILESTONE_STATUSES.indexOf(milestone.status),
    milestone.accelerationsAtIssue,
    addressOf(name).bump,
  );
  return fields.skip(4).segments(segments).bytes;
}

/** The data of an account of this program; undefined where the model knows none. */
export function expectedBytes(world: World, name: Name): Buffer | undefined {
  const plan = world.plans.get(name);
  if (plan !== undefined) return planBytes(world, plan);
  const grant = world.grants.get(name);
  if (grant !== undefined) return grantBytes(world, grant);
  const tombstone = world.tombstones.get(name);
  if (tombstone !== undefined) return tombstoneBytes(tombstone);
  const transfer = world.transfers.get(name);
  if (transfer !== undefined) return transferBytes(transfer);
  const oracleSet = world.oracleSets.get(name);
  if (oracleSet !== undefined) return oracleSetBytes(oracleSet);
  const metric = world.metrics.get(name);
  if (metric !== undefined) return metricBytes(world, metric);
  const milestone = world.milestones.get(name);
  if (milestone !== undefined) return milestoneBytes(milestone);
  return world.closedPlans.has(name) ? new Fields(8, 'closed').bytes : voteBytes(world, name);
}
