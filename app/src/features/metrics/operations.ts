/** What the authority, the guardian and attestors do with a plan's oracles and metrics. */
import type { PublicKey } from '@solana/web3.js';
import { instructionOperation, type Operation } from '@tenure/operations';
import {
  applyOracleSet,
  createMetric,
  createOracleSet,
  disputeMetric,
  finalizeMetric,
  proposeOracleSet,
  seatsFor,
  type Metric,
  type MetricDefinition,
  type OracleSet,
  type Plan,
} from '@tenure/sdk';
import type { ChainAccess } from '@/shared/chain';
import { clean, day, duration, figure } from '@/shared/format';

/** Names the attestors of a plan for the first time, or announces others. */
export function oraclesOperation(
  { programId }: ChainAccess,
  { authority, address: plan, planId }: Plan,
  set: OracleSet | null,
  attestors: readonly PublicKey[],
  threshold: number,
): Operation {
  const decide = { label: 'Decide together', value: `${threshold} of ${attestors.length}`, strong: true };
  if (set === null) {
    return instructionOperation({
      title: `Name the oracles of plan ${planId}`,
      signer: authority,
      instruction: ({ expiresTs }) =>
        createOracleSet({ authority, payer: authority, plan, attestors, threshold, expiresTs }, programId),
      effects: () => [decide, { label: 'Later changes', value: 'are announced 14 days ahead' }],
      again: 'They are named for the first time once.',
      done: 'The oracles are named. Metrics can be defined now.',
    });
  }
  return instructionOperation({
    title: `Announce other oracles for plan ${planId}`,
    signer: authority,
    instruction: ({ expiresTs }) =>
      proposeOracleSet({ authority, plan, attestors: seatsFor(set, attestors), threshold, expiresTs }, programId),
    effects: () => [
      decide,
      { label: 'Takes effect', value: '14 days from now at the earliest, 17 at the latest' },
      { label: 'Results that are there by then', value: 'stay with the oracles of today' },
    ],
    again: 'An announcement replaces the one before it.',
    done: 'The change is announced. In 14 days anybody can put it into effect, for 3 days.',
  });
}

/** Puts an announced change of the oracles into effect; anybody may. */
export function applyOraclesOperation({ programId }: ChainAccess, { address, planId }: Plan): Operation {
  return instructionOperation({
    title: `Put the announced oracles of plan ${planId} into effect`,
    signer: null,
    instruction: () => applyOracleSet(address, programId),
    effects: () => [{ label: 'Oracles', value: 'as announced, from now on', strong: true }],
    again: 'An announced change takes effect once.',
    done: 'The announced oracles attest from now on.',
  });
}

/** Defines a metric, for good. */
export function createMetricOperation(
  { programId }: ChainAccess,
  { authority, address: plan, planId }: Plan,
  metric: MetricDefinition,
): Operation {
  const { key, exponent, earlyValue, dueTs, challengeSecs } = metric;
  return instructionOperation({
    title: `Define the metric ${key} of plan ${planId}`,
    signer: authority,
    instruction: ({ expiresTs }) =>
      createMetric({ ...metric, authority, payer: authority, plan, expiresTs }, programId),
    effects: () => [
      { label: 'Can become final', value: `from ${day(dueTs)}`, strong: true },
      ...(earlyValue === undefined
        ? []
        : [{ label: 'Or before, once it is', value: `${figure(earlyValue, exponent)} or better` }]),
      { label: 'Can be disputed for', value: duration(challengeSecs) },
    ],
    again: 'A name is used once in a plan.',
    done: 'The metric is defined, for good. Oracles can attest it, and milestones can hang on it.',
  });
}

/** Takes a value in its challenge window back. */
export function disputeOperation(
  { programId }: ChainAccess,
  plan: Plan,
  metric: Metric,
  value: bigint,
  disputer: PublicKey,
  reasonSha256: Uint8Array,
): Operation {
  return instructionOperation({
    title: `Dispute the value of ${clean(metric.key)}`,
    signer: disputer,
    instruction: ({ expiresTs }) =>
      disputeMetric(
        { disputer, plan: plan.address, metric: metric.address, value, reasonSha256, expiresTs },
        programId,
      ),
    effects: () => [
      { label: 'Disputed value', value: figure(value, metric.exponent), strong: true },
      { label: 'Afterwards', value: 'it is attested anew, by more than half of all oracles' },
    ],
    again: 'The guardian and each oracle can dispute a metric once.',
    done: 'The value is taken back. It must be attested anew.',
  });
}

/** Makes a value final whose challenge window has passed; anybody may. */
export function finalizeOperation({ programId }: ChainAccess, metric: Metric, value: bigint): Operation {
  return instructionOperation({
    title: `Make the value of ${clean(metric.key)} final`,
    signer: null,
    instruction: () => finalizeMetric(metric.address, programId),
    effects: () => [{ label: 'Final value', value: figure(value, metric.exponent), strong: true }],
    again: 'A metric becomes final once.',
    done: 'The value is final. Milestones that hang on it can be settled.',
  });
}
