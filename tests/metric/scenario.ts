import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { Outcome } from '@tenure/localnet';
import * as sdk from '@tenure/sdk';
import { PlanScenario } from '../plan/scenario';
import { expectPromises } from '../support/promises';
import { keypair } from '../support/transactions';
import { DAY, people, type PlanHandle, type PlanOptions } from '../support/world';

export const HOUR = 3_600;
/** When the metric of the tests is due, seconds after the beginning, how old an observation may be, and how long a result
 * can be disputed. */
export const DUE = DAY;
export const MAX_AGE = 6 * HOUR;
export const CHALLENGE = 2 * HOUR;
/** How long a change of the oracle set is announced, how long it can be applied then, and how long a dispute leaves to
 * attest anew. */
export const NOTICE = 14 * DAY;
export const APPLY = 3 * DAY;
export const RETRY = 30 * DAY;
/** The exponent of the tests' metric. */
export const EXPONENT = -1;

const NEVER = 'never';
const { authority, stranger } = people;

/** Key pairs of attestors, by their number. */
export const ATTESTORS: readonly Keypair[] = Array.from({ length: 16 }, (_, seat) => keypair(`attestor ${seat}`));

/** The attestor with a number; it sits in the seat of that number unless a test seats it elsewhere. */
export function attestor(number: number): Keypair {
  const found = ATTESTORS[number];
  if (found === undefined) throw new RangeError(`There is no attestor ${number}.`);
  return found;
}

/** The public keys of attestors by seat, null for an empty one. */
export function seats(...numbers: (number | null)[]): (PublicKey | null)[] {
  return numbers.map((number) => (number === null ? null : attestor(number).publicKey));
}

function numberOf(key: PublicKey): number {
  return ATTESTORS.findIndex(({ publicKey }) => publicKey.equals(key));
}

/** So many attestors, from seat 0. */
export function firstSeats(count: number): PublicKey[] {
  return ATTESTORS.slice(0, count).map(({ publicKey }) => publicKey);
}

/** 32 bytes, all the same: a hash that is easy to tell. */
export function hash(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte);
}

/** A scenario with oracles and metrics. Unless a test says otherwise: five attestors, of whom two decide. */
export class MetricScenario extends PlanScenario {
  createOracleSet(override: Partial<sdk.CreateOracleSet> = {}): TransactionInstruction {
    const oracles = { attestors: firstSeats(5), threshold: 2 };
    return sdk.createOracleSet({ ...this.planAct(), payer: authority.publicKey, ...oracles, ...override });
  }

  proposeOracleSet(override: Partial<sdk.ProposeOracleSet> = {}): TransactionInstruction {
    const oracles = { attestors: firstSeats(4), threshold: 3 };
    return sdk.proposeOracleSet({ ...this.planAct(), ...oracles, ...override });
  }

  applyOracleSet(plan = this.plan.address): TransactionInstruction {
    return sdk.applyOracleSet(plan);
  }

  closeOracleSet(override: Partial<sdk.CloseOracleSet> = {}): TransactionInstruction {
    const { address: plan, rentRecipient } = this.plan;
    return sdk.closeOracleSet({ plan, rentRecipient, ...override });
  }

  /** Creates the plan's oracle set. */
  oracles(override: Partial<sdk.NewOracles> = {}): PublicKey {
    this.run(this.createOracleSet(override), authority);
    return this.oracleSet();
  }

  /** Announces other oracles, waits as long as it takes, and puts them in. */
  rotate(oracles: sdk.NewOracles): void {
    this.run(this.proposeOracleSet(oracles), authority);
    this.world.chain.advance(NOTICE);
    this.run(this.applyOracleSet());
  }

  createMetric(override: Partial<sdk.CreateMetric> = {}): TransactionInstruction {
    return sdk.createMetric({
      ...this.planAct(),
      payer: authority.publicKey,
      key: 'mmlu',
      exponent: EXPONENT,
      better: 'higher',
      opensTs: this.start,
      dueTs: this.start + DUE,
      maxAgeSecs: MAX_AGE,
      challengeSecs: CHALLENGE,
      definitionSha256: hash(9),
      definitionUri: 'https://example.org/mmlu.md',
      ...override,
    });
  }

  /** Defines a metric; its address. */
  metric(override: Partial<sdk.CreateMetric> = {}): PublicKey {
    this.run(this.createMetric(override), authority);
    return sdk.metricAddress(this.plan.address, override.key ?? 'mmlu');
  }

  /** Oracles and a metric, at the second from which any result counts. */
  due(override: Partial<sdk.CreateMetric> = {}, oracles: Partial<sdk.NewOracles> = {}): PublicKey {
    this.oracles(oracles);
    const metric = this.metric(override);
    this.at(DUE);
    return metric;
  }

  closeMetric(metric: PublicKey, override: Partial<sdk.CloseMetric> = {}): TransactionInstruction {
    const { address: plan, rentRecipient } = this.plan;
    return sdk.closeMetric({ plan, metric, rentRecipient, ...override });
  }

  /** What an attestor reports, observed now. */
  attestation(
    metric: PublicKey,
    number: number,
    value: bigint,
    override: Partial<sdk.AttestMetric> = {},
  ): TransactionInstruction {
    return sdk.attestMetric({
      attestor: attestor(number).publicKey,
      plan: this.plan.address,
      metric,
      value,
      exponent: EXPONENT,
      observedTs: this.now(),
      evidenceSha256: hash(number),
      expiresTs: NEVER,
      ...override,
    });
  }

  /** An attestor reports a value. */
  attest(metric: PublicKey, number: number, value: bigint, override: Partial<sdk.AttestMetric> = {}): Outcome {
    return this.run(this.attestation(metric, number, value, override), attestor(number));
  }

  /** An attestor is refused. */
  refuseAttestation(
    metric: PublicKey,
    number: number,
    error: sdk.TenureErrorName,
    override: Partial<sdk.AttestMetric> = {},
  ): void {
    this.refuse(this.attestation(metric, number, 7n, override), error, attestor(number));
  }

  /** Attestors report values, each the one of their number; null says nothing. */
  report(metric: PublicKey, ...values: (bigint | null)[]): void {
    values.forEach((value, number) => {
      if (value !== null) this.attest(metric, number, value);
    });
  }

  /** Disputes the value that stands. */
  dispute(metric: PublicKey, by: Keypair, override: Partial<sdk.DisputeMetric> = {}): TransactionInstruction {
    const value = this.metricState(metric).value ?? 0n;
    const accounts = { disputer: by.publicKey, plan: this.plan.address, metric };
    return sdk.disputeMetric({ ...accounts, value, reasonSha256: hash(66), expiresTs: NEVER, ...override });
  }

  finalize(metric: PublicKey): TransactionInstruction {
    return sdk.finalizeMetric(metric);
  }

  /** Lets the challenge of a metric pass and makes its value final. */
  conclude(metric: PublicKey): void {
    const { challengeEndsTs } = this.metricState(metric);
    if (challengeEndsTs === null) throw new Error('the metric has no result');
    if (challengeEndsTs > this.now()) this.world.chain.setTime(challengeEndsTs);
    this.run(this.finalize(metric));
  }

  oracleSet(plan = this.plan.address): PublicKey {
    return sdk.oracleSetAddress(plan);
  }

  oracleState(): sdk.OracleSet {
    return sdk.decodeOracleSet(this.oracleSet(), this.world.chain.account(this.oracleSet()));
  }

  metricState(metric: PublicKey): sdk.Metric {
    return sdk.decodeMetric(metric, this.world.chain.account(metric));
  }

  /** Seats that have said something, with the number of who did and the value. */
  said(metric: PublicKey): [seat: number, by: number, value: bigint][] {
    return this.metricState(metric).attestations.map(({ seat, attestor: by, value }) => [seat, numberOf(by), value]);
  }

  /** Numbers of those who decide a metric since it has a result, and how many of them; null where it has none. */
  panel(metric: PublicKey): { attestors: number[]; threshold: number } | null {
    const { panel } = this.metricState(metric);
    if (panel === null) return null;
    const attestors = panel.attestors.flatMap((key) => (key === null ? [] : numberOf(key)));
    return { attestors, threshold: panel.threshold };
  }

  /** Numbers of the seats that are counted in a metric's value. */
  counted(metric: PublicKey): number[] {
    return this.metricState(metric)
      .attestations.filter((said) => said.counted)
      .map(({ seat }) => seat);
  }

  /** A second plan, in which the stranger has every power, with the same attestors. */
  foreignOracles(): PlanHandle {
    const plan = this.foreignPlan();
    const by = { authority: stranger.publicKey, payer: stranger.publicKey, plan: plan.address };
    this.run(this.createOracleSet(by), stranger);
    return plan;
  }

  /** A metric of the stranger's plan. */
  foreignMetric(plan: PlanHandle, override: Partial<sdk.CreateMetric> = {}): PublicKey {
    const by = { authority: stranger.publicKey, payer: stranger.publicKey, plan: plan.address };
    this.run(this.createMetric({ ...by, ...override }), stranger);
    return sdk.metricAddress(plan.address, override.key ?? 'mmlu');
  }
}

/** What stands: the value, who is counted in it, and how many seconds after the beginning it becomes final. */
export function standing(test: MetricScenario, metric: PublicKey): object {
  const { status, value, challengeEndsTs } = test.metricState(metric);
  return { status, value, counted: test.counted(metric), endsAt: challengeEndsTs && challengeEndsTs - test.start };
}

/** A test in a world of its own, after which the promises must hold in every plan of it. */
export function scenario(title: string, body: (test: MetricScenario) => void, options: PlanOptions = {}): void {
  it(title, () => {
    const test = new MetricScenario(options);
    body(test);
    expectPromises(test.world);
  });
}
