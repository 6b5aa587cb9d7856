/** The showcase's oracles, metrics and milestones: one met, one whose result can be disputed, one open. */
import type { PublicKey } from '@solana/web3.js';
import {
  attestMetric,
  createMetric,
  createOracleSet,
  finalizeMetric,
  grantAddress,
  issueMilestone,
  metricAddress,
  milestoneAddress,
  settleMilestone,
  type PayoutCurve,
} from '@tenure/sdk';
import { createHash } from 'node:crypto';
import type { Plan } from './plans';
import { DAY, tokens, type Name, type Stage } from './stage';

const ORACLES = ['Oracle 1', 'Oracle 2', 'Oracle 3'] as const satisfies readonly Name[];
const GRANT_ID = 1006n;
const EXPONENT = -4;

interface Question {
  readonly key: string;
  /** Days from the beginning of the showcase. */
  readonly dueDay: number;
  readonly curve: PayoutCurve;
  readonly amount: number;
  readonly challengeDays: number;
}

const QUESTIONS: readonly Question[] = [
  {
    ...{ key: 'mmlu-2026', dueDay: 5, amount: 40_000, challengeDays: 1 },
    curve: { threshold: 7_500n, target: 8_000n, maximum: 9_000n, thresholdBps: 5_000, maxBps: 20_000 },
  },
  {
    ...{ key: 'uptime-q3', dueDay: 38, amount: 15_000, challengeDays: 5 },
    curve: { threshold: 9_900n, target: 9_990n, maximum: 9_999n, thresholdBps: 2_500, maxBps: 15_000 },
  },
  {
    ...{ key: 'models-deployed', dueDay: 120, amount: 25_000, challengeDays: 3 },
    curve: { threshold: 30_000n, target: 50_000n, maximum: 80_000n, thresholdBps: 5_000, maxBps: 15_000 },
  },
];

function document(of: string): Uint8Array {
  return createHash('sha256').update(`showcase document: ${of}`).digest();
}

/** Names the oracles, defines the metrics, and hangs a milestone on each. */
export async function defineMilestones(stage: Stage, plan: Plan, beginTs: number): Promise<void> {
  const authority = stage.address('Authority');
  const issuer = stage.address('Operator');
  const common = { authority, payer: authority, plan: plan.address, expiresTs: 'never' as const };
  const attestors = ORACLES.map((name) => stage.address(name));
  await stage.send([createOracleSet({ ...common, attestors, threshold: 2 })], 'Authority');
  for (const [index, { key, dueDay, curve, amount, challengeDays }] of QUESTIONS.entries()) {
    const metric = createMetric({
      ...common,
      ...{ key, exponent: EXPONENT, better: 'higher', opensTs: beginTs, dueTs: beginTs + dueDay * DAY },
      ...{ maxAgeSecs: 30 * DAY, challengeSecs: challengeDays * DAY },
      ...{ definitionSha256: document(key), definitionUri: `https://example.org/metrics/${key}.md` },
    });
    await stage.send([metric], 'Authority');
    const milestone = issueMilestone({
      ...{ issuer, payer: issuer, plan: plan.address, vault: plan.vault, ...curve },
      ...{ grant: grantAddress(plan.address, GRANT_ID), metric: metricAddress(plan.address, key), index },
      ...{ targetAmount: tokens(amount), deadlineTs: beginTs + (dueDay + 40) * DAY, shape: [], expiresTs: 'never' },
    });
    await stage.send([milestone], 'Operator');
  }
}

/** Two oracles agree, the third is a little off. */
export async function attest(stage: Stage, plan: PublicKey, key: string, values: readonly bigint[]): Promise<void> {
  const observedTs = (await stage.now()) - 60;
  for (const [seat, value] of values.entries()) {
    const oracle = ORACLES[seat];
    if (oracle === undefined) continue;
    const attestation = attestMetric({
      ...{ attestor: stage.address(oracle), plan, metric: metricAddress(plan, key), value, exponent: EXPONENT },
      ...{ observedTs, evidenceSha256: document(`${key} as ${oracle} saw it`), expiresTs: 'never' },
    });
    await stage.send([attestation], oracle);
  }
}

/** Makes a result final and settles the first milestone with it. */
export async function settleFirst(stage: Stage, plan: PublicKey): Promise<void> {
  const metric = metricAddress(plan, 'mmlu-2026');
  const grant = grantAddress(plan, GRANT_ID);
  const place = { plan, grant, metric, milestone: milestoneAddress(grant, 0) };
  await stage.send([finalizeMetric(metric), settleMilestone(place)], 'Operator');
}
