/** Brings the oracle sets, metrics and milestones of a scene into being, and decides them: all of them alike. */
import {
  attestMetric,
  type CreateMetric,
  createMetric,
  createOracleSet,
  finalizeMetric,
  type IssueMilestone,
  issueMilestone,
  settleMilestone,
} from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { DAY, START_TS } from '../support/world';
import type { Scene, Subject } from './scene';

/** How long a result can be disputed. */
export const CHALLENGE_SECS = 3_600;
/** What both attestors say: what pays the target. */
export const VALUE = 8_000n;
const EXPONENT = -2;
const A_HASH = new Uint8Array(32).fill(5);
/** A year, in twelve steps. */
const MONTHLY = [{ weight: 1n, span: 12, steps: 12, unit: 'months' as const }];

/** Two attestors a plan, both of whom decide. */
export function oracleSetOf({ plan, roles, attestors }: Subject, { payer }: Scene): TransactionInstruction {
  const act = { authority: roles.authority, plan: plan.address, expiresTs: 'never' as const };
  return createOracleSet({ ...act, payer, attestors, threshold: 2 });
}

/** A metric that can be attested at once. */
export function metricOf(subject: Subject, { payer }: Scene, key = subject.metricKey): TransactionInstruction {
  const metric: CreateMetric = {
    authority: subject.roles.authority,
    payer,
    plan: subject.plan.address,
    key,
    exponent: EXPONENT,
    better: 'higher',
    opensTs: START_TS,
    dueTs: START_TS,
    maxAgeSecs: DAY,
    challengeSecs: CHALLENGE_SECS,
    definitionSha256: A_HASH,
    definitionUri: 'https://example.org/metric.md',
    expiresTs: 'never',
  };
  return createMetric(metric);
}

/** What an attestor says about a subject's metric. */
export function attestation(attestor: PublicKey, { plan, metric }: Subject): TransactionInstruction {
  return attestMetric({
    attestor,
    plan: plan.address,
    metric,
    value: VALUE,
    exponent: EXPONENT,
    observedTs: START_TS,
    evidenceSha256: A_HASH,
    expiresTs: 'never',
  });
}

/** The first milestone of a subject's grant, by default on the subject's own metric. */
export function milestoneOf(
  issuer: PublicKey,
  { plan, grant, metric }: Subject,
  { payer }: Scene,
  on = metric,
): TransactionInstruction {
  const milestone: IssueMilestone = {
    ...{ issuer, payer, grant, metric: on },
    plan: plan.address,
    vault: plan.vault,
    index: 0,
    targetAmount: 10_000_000n,
    threshold: 7_000n,
    target: VALUE,
    maximum: 9_000n,
    thresholdBps: 5_000,
    maxBps: 20_000,
    deadlineTs: START_TS + 30 * DAY,
    shape: MONTHLY,
    expiresTs: 'never',
  };
  return issueMilestone(milestone);
}

export function createOracleSets(scene: Scene): void {
  scene.forPlans((subject) => oracleSetOf(subject, scene));
}

export function createMetrics(scene: Scene): void {
  createOracleSets(scene);
  scene.forGrants((subject) => metricOf(subject, scene));
}

export function issueMilestones(scene: Scene): void {
  createMetrics(scene);
  scene.forGrants((subject) => milestoneOf(subject.roles.operator, subject, scene));
}

/** Every attestor reports every metric: their challenges begin. */
export function attestMetrics(scene: Scene): void {
  scene.forGrants((subject) => subject.attestors.map((attestor) => attestation(attestor, subject)));
}

/** The challenges pass, and the metrics become final. */
export function finalizeMetrics(scene: Scene): void {
  attestMetrics(scene);
  scene.world.chain.advance(CHALLENGE_SECS);
  scene.forGrants(({ metric }) => finalizeMetric(metric));
}

/** A subject's milestone is decided. */
export function settlementOf({ plan, grant, metric, milestone }: Subject): TransactionInstruction {
  return settleMilestone({ plan: plan.address, grant, metric, milestone });
}

/** The milestones of all grants are met. */
export function meetMilestones(scene: Scene): void {
  issueMilestones(scene);
  finalizeMetrics(scene);
  scene.forGrants(settlementOf);
}
