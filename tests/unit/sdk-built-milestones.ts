/** One call of each builder for oracles, metrics and milestones. */
import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PublicKey } from '@solana/web3.js';
import * as sdk from '../../packages/sdk/src';

/** A key that only says which one it is. */
export function key(label: string): PublicKey {
  const bytes = new Uint8Array(32);
  bytes.set(new TextEncoder().encode(label));
  return new PublicKey(bytes);
}

const plan = key('plan');
const grant = key('grant');
const metric = key('metric');
const milestone = key('milestone');
const planState = { mint: key('mint'), vault: key('vault'), tokenProgram: TOKEN_PROGRAM_ID };
const rentRecipient = key('rent');
const expiresTs = 1_800_000_000;
const aHash = new Uint8Array(32).fill(9);
const act = { authority: key('authority'), plan, expiresTs };
const oracles: sdk.NewOracles = { attestors: [key('first'), null, key('third')], threshold: 2 };
const place: sdk.MilestonePlace = { plan, grant, metric, milestone };

const definition: sdk.MetricDefinition = {
  key: 'mmlu-2027',
  exponent: -4,
  better: 'lower',
  opensTs: 1_700_000_000,
  dueTs: 1_700_000_001,
  earlyValue: -5n,
  maxAgeSecs: 3_600,
  challengeSecs: 7_200,
  definitionSha256: aHash,
  definitionUri: 'https://example.org/mmlu.md',
};

const issue: sdk.IssueMilestone = {
  ...{ issuer: key('issuer'), payer: key('payer'), plan, vault: planState.vault, grant, metric },
  ...{ index: 3, targetAmount: 10n, threshold: -3n, target: 5n, maximum: 7n, thresholdBps: 5_000, maxBps: 20_000 },
  ...{ deadlineTs: 1_700_000_002, shape: [{ weight: 1n, span: 12, steps: 12, unit: 'months' as const }], expiresTs },
};

/** By the name of the instruction. */
export const builtOfMilestones = {
  createOracleSet: sdk.createOracleSet({ ...act, ...oracles, payer: key('payer') }),
  proposeOracleSet: sdk.proposeOracleSet({ ...act, ...oracles }),
  applyOracleSet: sdk.applyOracleSet(plan),
  closeOracleSet: sdk.closeOracleSet({ plan, rentRecipient }),
  createMetric: sdk.createMetric({ ...act, ...definition, payer: key('payer') }),
  attestMetric: sdk.attestMetric({
    ...{ attestor: key('first'), plan, metric, value: -1n, exponent: -4 },
    ...{ observedTs: 1_700_000_000, evidenceSha256: aHash, expiresTs },
  }),
  disputeMetric: sdk.disputeMetric({
    ...{ disputer: key('guardian'), plan, metric, value: -1n },
    ...{ reasonSha256: aHash, expiresTs },
  }),
  finaliseMetric: sdk.finaliseMetric(metric),
  closeMetric: sdk.closeMetric({ plan, metric, rentRecipient }),
  issueMilestone: sdk.issueMilestone(issue),
  voidMilestone: sdk.voidMilestone({ ...act, milestone }),
  settleMilestone: sdk.settleMilestone(place),
  claimMilestone: sdk.claimMilestone({
    ...{ claimant: key('beneficiary'), plan, planState, grant, milestone, destination: key('wallet') },
  }),
  closeMilestone: sdk.closeMilestone({ ...place, signer: key('beneficiary'), rentRecipient }),
};
