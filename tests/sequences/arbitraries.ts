/** What fast-check draws: small numbers, which a sequence resolves against whatever exists when it gets there. */
import * as fc from 'fast-check';
import type { InstructionName } from './calls';
import type { ExternalEvent } from './external-events';
import { INSTRUCTION_NAMES, INSTRUCTIONS } from './instructions';
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

/** Weights of commands that are no single instruction, and the instruction behind which they stand in the list of all. */
const OTHERS: Record<Exclude<Kind, InstructionName>, readonly [weight: number, behind: InstructionName]> = {
  donate: [1, 'createPlan'],
  harvest: [2, 'createPlan'],
  setFee: [2, 'createPlan'],
  openAccount: [2, 'createPlan'],
  sendLamports: [1, 'createPlan'],
  replay: [2, 'createPlan'],
  attestTogether: [6, 'attestMetric'],
  rotate: [3, 'attestMetric'],
  oust: [2, 'attestMetric'],
  quarrel: [2, 'attestMetric'],
  outlast: [4, 'attestMetric'],
  leave: [4, 'attestMetric'],
  escape: [3, 'attestMetric'],
  doubt: [3, 'attestMetric'],
  plant: [3, 'attestMetric'],
  backdate: [3, 'attestMetric'],
  hurry: [4, 'attestMetric'],
  voteTogether: [6, 'castVote'],
  disband: [2, 'closeGovernance'],
  decide: [6, 'closeGovernance'],
  exhaust: [1, 'closeGovernance'],
  recover: [3, 'closeGovernance'],
  handOver: [1, 'closeGovernance'],
  standStill: [2, 'closeGovernance'],
  appoint: [2, 'closeGovernance'],
  raise: [3, 'closeGovernance'],
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

function isOther(kind: string): kind is keyof typeof OTHERS {
  return kind in OTHERS;
}

function othersBehind(instruction: InstructionName): fc.WeightedArbitrary<Draw>[] {
  return Object.entries(OTHERS).flatMap(([kind, [weight, behind]]) =>
    behind === instruction && isOther(kind) ? [{ weight, arbitrary: draw(kind) }] : [],
  );
}

const DRAW = fc.oneof(
  ...INSTRUCTION_NAMES.flatMap((name) => [
    { weight: INSTRUCTIONS[name].weight, arbitrary: draw(name) },
    ...othersBehind(name),
  ]),
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
