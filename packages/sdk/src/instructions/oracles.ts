/** Oracle sets and metrics: who attests what, attesting, disputing. */
import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import { metricAddress, metricKey, oracleSetAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import type { Better } from '../math';
import { build } from './build';
import { expiry, i64, i8, sha256, time, u32, u8, type Expiry } from './values';

/** Who attests, and how many of them decide. */
export interface NewOracles {
  /** By seat, at most 16; null leaves a seat empty. 2 attestors at least, all distinct. */
  readonly attestors: readonly (PublicKey | null)[];
  /** From 2 to the number of attestors. */
  readonly threshold: number;
}

export interface ProposeOracleSet extends NewOracles {
  /** Signs: the plan's authority. */
  readonly authority: PublicKey;
  readonly plan: PublicKey;
  readonly expiresTs: Expiry;
}

export interface CreateOracleSet extends ProposeOracleSet {
  /** Signs and pays the rent. */
  readonly payer: PublicKey;
}

function oracleArgs({ attestors, threshold, expiresTs }: ProposeOracleSet) {
  const seats = attestors.map((key) => key ?? PublicKey.default);
  return { oracles: { attestors: seats, threshold: u8(threshold, 'threshold') }, expiresTs: expiry(expiresTs) };
}

/**
 * Names the attestors of a plan's metrics, for the first time. Signed by the authority, and by who pays the rent.
 * Errors: NotAuthority, InstructionExpired, PlanIsSealed, OracleSetInvalid, OracleSetExists.
 */
export function createOracleSet(input: CreateOracleSet, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, payer, plan } = input;
  const accounts = { authority, payer, plan, oracleSet: oracleSetAddress(plan, programId) };
  return build('createOracleSet', accounts, oracleArgs(input), { programId });
}

/**
 * Announces other attestors, or calls an announced change off by naming those that there are. Those that stay keep their
 * seats. Signed by the authority. Errors: NotAuthority, InstructionExpired, OracleSetInvalid, OraclesChosenByVote.
 */
export function proposeOracleSet(input: ProposeOracleSet, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, plan } = input;
  const accounts = { authority, plan, oracleSet: oracleSetAddress(plan, programId) };
  return build('proposeOracleSet', accounts, oracleArgs(input), { programId });
}

/** The announced change takes effect, 14 days later or more. Nobody has to sign. Errors: NoOracleChange, OracleChangeNotDue. */
export function applyOracleSet(plan: PublicKey, programId = PROGRAM_ID): TransactionInstruction {
  return build('applyOracleSet', { oracleSet: oracleSetAddress(plan, programId) }, undefined, { programId });
}

export interface CloseOracleSet {
  readonly plan: PublicKey;
  /** The plan's. */
  readonly rentRecipient: PublicKey;
}

/**
 * Closes the oracle set of a sealed plan without metrics. Nobody has to sign.
 * Errors: PlanNotSealed, MetricsRemain, WrongRentRecipient.
 */
export function closeOracleSet(input: CloseOracleSet, programId = PROGRAM_ID): TransactionInstruction {
  const { plan, rentRecipient } = input;
  const oracleSet = oracleSetAddress(plan, programId);
  return build('closeOracleSet', { plan, oracleSet, rentRecipient }, undefined, { programId });
}

/** What is measured, fixed for good. Values are integers times ten to the `exponent`. */
export interface MetricDefinition {
  /** The metric's name in its plan: 1 to 32 printable ASCII characters without spaces. */
  readonly key: string;
  /** -18 to 18. */
  readonly exponent: number;
  readonly better: Better;
  /** Observations from before don't count, unix seconds. */
  readonly opensTs: number;
  /** From when any result can become final, unix seconds, not before `opensTs`. */
  readonly dueTs: number;
  /** A result at least this good may become final before. */
  readonly earlyValue?: bigint | undefined;
  /** How old an observation may be to count, seconds, 1 hour to 366 days. */
  readonly maxAgeSecs: number;
  /** How long a result can be disputed, seconds, 1 hour to 30 days. */
  readonly challengeSecs: number;
  /** SHA-256 of the document that says what is measured and how. */
  readonly definitionSha256: Uint8Array;
  /** Where that document is: 1 to 128 printable ASCII characters. */
  readonly definitionUri: string;
}

export interface CreateMetric extends MetricDefinition {
  /** Signs: the plan's authority. */
  readonly authority: PublicKey;
  /** Signs and pays the rent. */
  readonly payer: PublicKey;
  readonly plan: PublicKey;
  readonly expiresTs: Expiry;
}

/**
 * Defines a metric, for good. Signed by the authority, and by who pays the rent. Errors: NotAuthority, InstructionExpired,
 * PlanIsSealed, MetricAlreadyExists, MetricKeyInvalid, MetricOutOfRange, TermsUriInvalid.
 */
export function createMetric(input: CreateMetric, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, payer, plan, key } = input;
  const accounts = {
    ...{ authority, payer, plan },
    oracleSet: oracleSetAddress(plan, programId),
    metric: metricAddress(plan, key, programId),
  };
  const metric = {
    key: [...metricKey(key)],
    exponent: i8(input.exponent, 'exponent'),
    lowerIsBetter: input.better === 'lower',
    opensTs: time(input.opensTs, 'opensTs'),
    dueTs: time(input.dueTs, 'dueTs'),
    earlyValue: input.earlyValue === undefined ? null : i64(input.earlyValue, 'earlyValue'),
    maxAgeSecs: u32(input.maxAgeSecs, 'maxAgeSecs'),
    challengeSecs: u32(input.challengeSecs, 'challengeSecs'),
    definitionSha256: sha256(input.definitionSha256, 'definitionSha256'),
    definitionUri: input.definitionUri,
  };
  return build('createMetric', accounts, { metric, expiresTs: expiry(input.expiresTs) }, { programId });
}

export interface AttestMetric {
  /** Signs: an attestor of the plan's oracle set. */
  readonly attestor: PublicKey;
  readonly plan: PublicKey;
  readonly metric: PublicKey;
  /** The value, times ten to `exponent`. */
  readonly value: bigint;
  /** The exponent that the value was scaled for; must be the metric's. */
  readonly exponent: number;
  /** When it was so, unix seconds. */
  readonly observedTs: number;
  readonly evidenceSha256: Uint8Array;
  readonly expiresTs: Expiry;
}

/**
 * Reports what a metric is. Signed by an attestor. Errors: NotAttestor, InstructionExpired, WrongExponent,
 * ObservedInFuture, ObservationTooOld, AttestationNotNewer, AlreadyCounted, ChallengeIsOver, MetricIsFinal,
 * MetricOfAnotherPlan.
 */
export function attestMetric(input: AttestMetric, programId = PROGRAM_ID): TransactionInstruction {
  const { attestor, plan, metric } = input;
  const args = {
    value: i64(input.value, 'value'),
    exponent: i8(input.exponent, 'exponent'),
    observedTs: time(input.observedTs, 'observedTs'),
    evidenceSha256: sha256(input.evidenceSha256, 'evidenceSha256'),
    expiresTs: expiry(input.expiresTs),
  };
  return build('attestMetric', { attestor, oracleSet: oracleSetAddress(plan, programId), metric }, args, { programId });
}

export interface DisputeMetric {
  /** Signs: the plan's guardian, or an attestor of its oracle set. Each may once a metric. */
  readonly disputer: PublicKey;
  readonly plan: PublicKey;
  readonly metric: PublicKey;
  /** The value that is disputed. */
  readonly value: bigint;
  /** SHA-256 of the document that says why. */
  readonly reasonSha256: Uint8Array;
  readonly expiresTs: Expiry;
}

/**
 * Takes a value in its challenge window back; it must be attested anew. Signed by the guardian or an attestor.
 * Errors: NotDisputer, AlreadyDisputed, NoChallenge, ChallengeIsOver, InstructionExpired, MetricOfAnotherPlan.
 */
export function disputeMetric(input: DisputeMetric, programId = PROGRAM_ID): TransactionInstruction {
  const { disputer, plan, metric } = input;
  const args = {
    value: i64(input.value, 'value'),
    reasonSha256: sha256(input.reasonSha256, 'reasonSha256'),
    expiresTs: expiry(input.expiresTs),
  };
  const accounts = { disputer, plan, oracleSet: oracleSetAddress(plan, programId), metric };
  return build('disputeMetric', accounts, args, { programId });
}

/**
 * Makes a value final whose challenge window has passed. Nobody has to sign.
 * Errors: NoChallenge, ChallengeIsRunning, MetricIsFinal.
 */
export function finalizeMetric(metric: PublicKey, programId = PROGRAM_ID): TransactionInstruction {
  return build('finalizeMetric', { metric }, undefined, { programId });
}

export interface CloseMetric extends CloseOracleSet {
  readonly metric: PublicKey;
}

/**
 * Closes a metric of a sealed plan on which no milestone hangs. Nobody has to sign.
 * Errors: PlanNotSealed, MetricInUse, MetricOfAnotherPlan, WrongRentRecipient.
 */
export function closeMetric(input: CloseMetric, programId = PROGRAM_ID): TransactionInstruction {
  const { plan, metric, rentRecipient } = input;
  return build('closeMetric', { plan, metric, rentRecipient }, undefined, { programId });
}
