/** Oracles, metrics and milestones that commands act on, made without the command line. */
import {
  attestMetric,
  createMetric,
  createOracleSet,
  finalizeMetric,
  grantAddress,
  issueMilestone,
  metricAddress,
  milestoneAddress,
  parseSchedule,
  settleMilestone,
  type MetricDefinition,
  type PayoutCurve,
} from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { createHash } from 'node:crypto';
import type { Fixture } from '../cli/commands/fixture';
import { key, type GrantOptions, type Person, type PlanOptions, type Subject } from '../cli/commands/fixture';

/** Who attests; two of them decide. */
export const ORACLES = ['colleague', 'rel', 'pay'] as const;
export const DAY = 86_400;
export const DEFINITION = 'how it is measured';
/** Of every metric here: 0.8123 is 8,123. */
const EXPONENT = -4;
/** 0.7 pays half, 0.8 all, 0.9 twice as much. */
export const CURVE: PayoutCurve = {
  ...{ threshold: 7_000n, target: 8_000n, maximum: 9_000n },
  ...{ thresholdBps: 5_000, maxBps: 20_000 },
};

/** A metric that a command acts on. */
export interface Measured {
  readonly subject: Subject;
  readonly key: string;
  readonly metric: PublicKey;
  /** As commands name it. */
  readonly name: string;
}

/** A milestone that a command acts on. */
export interface Earned extends Measured {
  readonly grant: PublicKey;
  readonly milestone: PublicKey;
  /** As commands name the grant. */
  readonly grantName: string;
  /** As commands name it. */
  readonly milestoneName: string;
}

/** What a milestone is made with. */
export interface MilestoneOptions {
  readonly grant?: GrantOptions;
  readonly plan?: PlanOptions;
  readonly metric?: Partial<MetricDefinition>;
  /** 10 tokens unless told otherwise. */
  readonly targetAmount?: bigint;
  readonly curve?: PayoutCurve;
  /** Seconds from now; 60 days unless told otherwise. */
  readonly deadlineSecs?: number;
  readonly schedule?: string;
  /** What the plan gets before its first grant. */
  readonly beforeGrants?: (subject: Subject) => Promise<unknown>;
}

const SHA256 = createHash('sha256').update(DEFINITION).digest();

/** A plan whose results three people attest. */
export async function withOracles(fixture: Fixture, plan: PlanOptions = {}): Promise<Subject> {
  const subject = await fixture.plan(plan);
  const attestors = ORACLES.map(key);
  const input = { plan: subject.address, attestors, threshold: 2, expiresTs: 'never' } as const;
  await fixture.send([createOracleSet({ ...input, authority: key('admin'), payer: key('admin') })], 'admin');
  return subject;
}

/** A metric of a new plan, open and due at once unless told otherwise. */
export async function withMetric(
  fixture: Fixture,
  definition: Partial<MetricDefinition> = {},
  plan: PlanOptions = {},
): Promise<Measured> {
  return metricOf(fixture, await withOracles(fixture, plan), definition);
}

/** A further metric of a plan. */
export async function metricOf(
  fixture: Fixture,
  subject: Subject,
  definition: Partial<MetricDefinition> = {},
): Promise<Measured> {
  const now = fixture.cluster.now();
  const usual: MetricDefinition = {
    ...{ key: 'mmlu', exponent: EXPONENT, better: 'higher', opensTs: now, dueTs: now },
    ...{ maxAgeSecs: 30 * DAY, challengeSecs: 3 * DAY },
    ...{ definitionSha256: SHA256, definitionUri: 'https://example.org/mmlu' },
  };
  const all = { ...usual, ...definition };
  const { address: plan } = subject;
  const act = { authority: key('admin'), payer: key('admin'), plan, expiresTs: 'never' } as const;
  await fixture.send([createMetric({ ...act, ...all })], 'admin');
  return {
    subject,
    key: all.key,
    metric: metricAddress(plan, all.key),
    name: `${plan.toBase58()}/${all.key}`,
  };
}

/** Somebody attests a value in the metric's units, observed now. */
export async function says(
  fixture: Fixture,
  { subject, metric }: Pick<Measured, 'subject' | 'metric'>,
  who: Person,
  value: bigint,
): Promise<void> {
  const observedTs = fixture.cluster.now();
  const evidenceSha256 = createHash('sha256').update(`${value}`).digest();
  const input = { attestor: key(who), plan: subject.address, metric, value, exponent: EXPONENT, observedTs };
  await fixture.send([attestMetric({ ...input, evidenceSha256, expiresTs: 'never' })], who);
}

/** Lets two oracles say so: a result that can be disputed for three days. */
export async function challenge(fixture: Fixture, measured: Measured, value = 8_123n): Promise<void> {
  for (const who of ['colleague', 'rel'] as const) await says(fixture, measured, who, value);
}

/** The result of two oracles becomes final. */
export async function decide(fixture: Fixture, measured: Measured, value = 8_123n): Promise<void> {
  await challenge(fixture, measured, value);
  fixture.cluster.later(3 * DAY);
  await fixture.send([finalizeMetric(measured.metric)], 'stranger');
}

/** A milestone of a new grant of the worker's, on a new metric. */
export async function withMilestone(fixture: Fixture, options: MilestoneOptions = {}): Promise<Earned> {
  const { targetAmount = 10_000_000n, deadlineSecs = 60 * DAY, curve = CURVE, schedule } = options;
  const measured = await withMetric(fixture, options.metric, options.plan);
  const { subject, metric } = measured;
  await options.beforeGrants?.(subject);
  const grantId = await fixture.grant(subject, { schedule: 'linear:365d', ...options.grant });
  const { address: plan, tokens } = subject;
  const grantName = `${plan.toBase58()}/${grantId}`;
  const grant = grantAddress(plan, grantId);
  const place = { plan, vault: tokens.vault, grant, metric, index: 0 };
  const deadlineTs = fixture.cluster.now() + deadlineSecs;
  const shape = schedule === undefined ? [] : parseSchedule(schedule);
  const terms = { targetAmount, ...curve, deadlineTs, shape, expiresTs: 'never' } as const;
  await fixture.send([issueMilestone({ issuer: key('ops'), payer: key('ops'), ...place, ...terms })], 'ops');
  const milestone = milestoneAddress(grant, 0);
  return { ...measured, grant, milestone, grantName, milestoneName: `${grantName}/0` };
}

/** A milestone that is settled by its final result. */
export async function settled(fixture: Fixture, options: MilestoneOptions = {}, value = 8_123n): Promise<Earned> {
  const earned = await withMilestone(fixture, options);
  await decide(fixture, earned, value);
  const { subject, grant, metric, milestone } = earned;
  await fixture.send([settleMilestone({ plan: subject.address, grant, metric, milestone })], 'stranger');
  return earned;
}
