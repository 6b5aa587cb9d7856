import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import type { ClaimBy } from '../grant/scenario';
import { MetricScenario } from '../metric/scenario';
import { expectPromises } from '../support/promises';
import { AT_ONCE, DAY, people, type PlanOptions, type World } from '../support/world';

/** When the tests' milestone expires, seconds after the beginning. */
export const DEADLINE = 10 * DAY;
/** A hundred seconds, so much a second, once it is met. */
export const HUNDRED_SECS: sdk.ShapeSegment[] = [{ weight: 1n, span: 100, steps: 0, unit: 'seconds' }];
/** What the tests' milestone pays for which value. */
export const CURVE: sdk.PayoutCurve = {
  threshold: 50n,
  target: 80n,
  maximum: 90n,
  thresholdBps: 5_000,
  maxBps: 15_000,
};
/** What it pays at its target and reserves for its maximum. */
export const TARGET = 1_000n;
export const RESERVED = 1_500n;

const { authority, beneficiary, operator } = people;

/**
 * A scenario with milestones. It begins with five oracles, of whom two decide, the metric `mmlu`, which is due after a day,
 * and a grant whose own schedule is one token at once.
 */
export class MilestoneScenario extends MetricScenario {
  readonly mmlu: PublicKey;
  readonly grant: PublicKey;

  constructor(options: PlanOptions = {}, world?: World) {
    super(options, world);
    this.oracles();
    this.mmlu = this.metric();
    this.grant = this.issue({ total: 1n, shape: AT_ONCE, withholdingBps: 0 });
  }

  issueMilestone(override: Partial<sdk.IssueMilestone> = {}): TransactionInstruction {
    const grant = override.grant ?? this.grant;
    return sdk.issueMilestone({
      ...CURVE,
      issuer: operator.publicKey,
      payer: operator.publicKey,
      plan: this.plan.address,
      vault: this.plan.vault,
      grant,
      metric: this.mmlu,
      index: override.index ?? this.grantState(grant).milestones.live,
      targetAmount: TARGET,
      deadlineTs: this.start + DEADLINE,
      shape: [],
      expiresTs: 'never',
      ...override,
    });
  }

  /** Issues a milestone by the operator; its address. */
  milestone(override: Partial<sdk.IssueMilestone> = {}): PublicKey {
    const grant = override.grant ?? this.grant;
    const address = sdk.milestoneAddress(grant, override.index ?? this.grantState(grant).milestones.live);
    this.run(this.issueMilestone(override), operator);
    return address;
  }

  voidMilestone(milestone: PublicKey, override: Partial<sdk.VoidMilestone> = {}): TransactionInstruction {
    return sdk.voidMilestone({ ...this.planAct(), milestone, ...override });
  }

  /** Where a milestone of the plan hangs. */
  place(milestone: PublicKey): sdk.MilestonePlace {
    const { plan, grant, metric } = this.milestoneState(milestone);
    return { plan, grant, metric, milestone };
  }

  settleMilestone(milestone: PublicKey, override: Partial<sdk.MilestonePlace> = {}): TransactionInstruction {
    return sdk.settleMilestone({ ...this.place(milestone), ...override });
  }

  claimMilestone(
    milestone: PublicKey,
    { claimant, destination, tokens, plan, grant }: ClaimBy & { grant?: PublicKey } = {},
  ): TransactionInstruction {
    return sdk.claimMilestone({
      claimant: claimant ?? beneficiary.publicKey,
      plan: plan ?? this.plan.address,
      planState: { ...this.plan, ...tokens },
      grant: grant ?? this.milestoneState(milestone).grant,
      milestone,
      destination: destination ?? this.wallet,
    });
  }

  closeMilestone(milestone: PublicKey, override: Partial<sdk.CloseMilestone> = {}): TransactionInstruction {
    const accounts = { signer: beneficiary.publicKey, rentRecipient: this.plan.rentRecipient };
    return sdk.closeMilestone({ ...this.place(milestone), ...accounts, ...override });
  }

  milestoneState(milestone: PublicKey): sdk.Milestone {
    return sdk.decodeMilestone(milestone, this.world.chain.account(milestone));
  }

  /** Two attestors report a value, at the second at which the metric is due or now if that is later. */
  attested(value: bigint, metric = this.mmlu): void {
    const { dueTs } = this.metricState(metric);
    if (dueTs > this.now()) this.world.chain.setTime(dueTs);
    this.report(metric, value, value);
  }

  /** Two attestors report a value, and it becomes final. */
  final(value: bigint, metric = this.mmlu): void {
    this.attested(value, metric);
    this.conclude(metric);
  }

  /** A milestone on a metric that is final at a value, settled; both in the same second. */
  met(value: bigint, override: Partial<sdk.IssueMilestone> = {}): PublicKey {
    const milestone = this.milestone(override);
    this.final(value);
    this.run(this.settleMilestone(milestone));
    return milestone;
  }

  /** The beneficiary claims a milestone; what arrived, 0 where there was nothing. */
  collectMilestone(milestone: PublicKey): bigint {
    const before = this.paid();
    const { grant, ...state } = this.milestoneState(milestone);
    const { claimable } = sdk.milestoneClaimableAt(this.planState(), this.grantState(grant), state, this.now());
    if (claimable === 0n) this.refuse(this.claimMilestone(milestone), 'NothingToClaim', beneficiary);
    else this.run(this.claimMilestone(milestone), beneficiary);
    return this.paid() - before;
  }

  /** Moves the clock to so many seconds after a milestone was met. */
  afterMet(milestone: PublicKey, secs: number): void {
    const { metTs } = this.milestoneState(milestone);
    if (metTs === null) throw new Error('the milestone is not met');
    this.world.chain.setTime(metTs + secs);
  }

  /** Announces the end of the grant; in a plan without notice it stops in this second. */
  stop(grant = this.grant): void {
    this.run(this.terminate(grant), authority);
  }
}

/** A test in a world of its own, after which the promises must hold in every plan of it. */
export function scenario(title: string, body: (test: MilestoneScenario) => void, options: PlanOptions = {}): void {
  it(title, () => {
    const test = new MilestoneScenario(options);
    body(test);
    expectPromises(test.world);
  });
}
