/** What fast-check draws: small numbers, which a sequence resolves against whatever exists when it gets there. */
import * as fc from 'fast-check';
import type { InstructionName } from './calls';
import type { ExternalEvent } from './external-events';
import type { Together } from './together';

export type Kind = InstructionName | ExternalEvent['event'] | 'replay' | Together;

/** One command. Zero everywhere is the plainest; numbers count modulo what there is to choose from. */
export interface Draw {
  readonly kind: Kind;
  /** How time moves before it: see `moveTime`. */
  readonly wait: number;
  /** Which plan, grant or transfer. */
  readonly which: number;
  /** Who, or what else. */
  readonly who: number;
  readonly amount: number;
  /** Which hostile variant, if any. */
  readonly mutation: number;
  readonly detail: number;
}

/** How a sequence's world begins. */
export interface Setting {
  readonly start: number;
  /** One for each plan that stands at the beginning. */
  readonly policies: readonly number[];
  readonly funding: number;
  /** What is measured at the beginning, if anything. */
  readonly metrics: number;
  /** How members vote from the beginning, if they do. */
  readonly votes: number;
}

export interface Sequence {
  readonly setting: Setting;
  readonly draws: readonly Draw[];
}

const WEIGHTS: Record<Kind, number> = {
  claim: 13,
  issueGrants: 12,
  fundPlan: 3,
  accelerateGrant: 3,
  acceleratePlan: 6,
  terminateGrant: 5,
  withdrawTermination: 5,
  settleTermination: 10,
  pauseGrant: 4,
  resumeGrant: 6,
  proposeTransfer: 4,
  acceptTransfer: 7,
  rejectTransfer: 2,
  voidGrant: 8,
  setAutoClaim: 2,
  setWithholding: 3,
  collectWithheld: 6,
  withdrawSurplus: 3,
  setRole: 2,
  proposeAuthority: 2,
  acceptAuthority: 3,
  pauseClaims: 5,
  resumeClaims: 4,
  sealPlan: 4,
  closeGrant: 8,
  sweepTombstone: 12,
  closePlan: 5,
  createPlan: 2,
  donate: 1,
  harvest: 2,
  setFee: 2,
  openAccount: 2,
  sendLamports: 1,
  replay: 2,
  createOracleSet: 2,
  proposeOracleSet: 2,
  applyOracleSet: 3,
  closeOracleSet: 4,
  createMetric: 4,
  attestMetric: 6,
  attestTogether: 6,
  rotate: 3,
  oust: 2,
  quarrel: 2,
  outlast: 4,
  leave: 4,
  escape: 3,
  doubt: 3,
  plant: 3,
  backdate: 3,
  hurry: 4,
  disputeMetric: 5,
  finalizeMetric: 6,
  closeMetric: 3,
  issueMilestone: 9,
  voidMilestone: 7,
  settleMilestone: 7,
  claimMilestone: 11,
  closeMilestone: 4,
  createGovernance: 3,
  depositVotes: 6,
  withdrawVotes: 4,
  openProposal: 5,
  castVote: 7,
  voteTogether: 6,
  withdrawProposal: 3,
  executeProposal: 7,
  closeProposal: 4,
  closeVoteRecord: 4,
  closeVoterRecord: 3,
  closeGovernance: 3,
  disband: 2,
  decide: 6,
  exhaust: 1,
  recover: 3,
  handOver: 1,
  standStill: 2,
  appoint: 2,
  raise: 3,
};

/** Large enough to choose evenly from any list modulo its length. */
const ANY = fc.nat({ max: 9_999 });

function draw(kind: Kind): fc.Arbitrary<Draw> {
  return fc.record({
    kind: fc.constant(kind),
    wait: ANY,
    which: ANY,
    who: ANY,
    amount: ANY,
    mutation: ANY,
    detail: ANY,
  });
}

const KINDS = Object.entries(WEIGHTS).map(([kind, weight]) => ({ weight, kind }));

function isKind(kind: string): kind is Kind {
  return kind in WEIGHTS;
}

const DRAW = fc.oneof(
  ...KINDS.flatMap(({ kind, weight }) => (isKind(kind) ? [{ weight, arbitrary: draw(kind) }] : [])),
);

const SETTING: fc.Arbitrary<Setting> = fc.record({
  start: ANY,
  policies: fc.array(ANY, { minLength: 1, maxLength: 3, size: 'max' }),
  funding: ANY,
  metrics: ANY,
  votes: ANY,
});

/** Arrays that are generated at full length and yet shrink to nothing. */
class FullLength<T> extends fc.Arbitrary<T[]> {
  private readonly full: fc.Arbitrary<T[]>;
  private readonly shrinking: fc.Arbitrary<T[]>;

  constructor(item: fc.Arbitrary<T>, length: number) {
    super();
    this.full = fc.array(item, { minLength: length, maxLength: length });
    this.shrinking = fc.array(item, { maxLength: length, size: 'max' });
  }
  override generate(random: fc.Random): fc.Value<T[]> {
    // Without bias towards small numbers: they are choices here.
    return this.full.generate(random, undefined);
  }
  override canShrinkWithoutContext(value: unknown): value is T[] {
    return this.shrinking.canShrinkWithoutContext(value);
  }
  override shrink(value: T[], context: unknown): fc.Stream<fc.Value<T[]>> {
    return this.shrinking.shrink(value, context);
  }
}

/** Sequences of so many commands. */
export function sequences(length: number): fc.Arbitrary<Sequence> {
  return fc.record({ setting: SETTING, draws: new FullLength(DRAW, length) });
}
