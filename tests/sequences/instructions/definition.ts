/** What each instruction's file says. */
import type { Draw } from '../arbitraries';
import type { Call, CallWith, InstructionName } from '../calls';
import type { Run } from '../run';
import type { Plan, World } from '../state';
import type { Writer } from '../writer';

/** The arguments of an instruction that has none. */
export type NoArguments = Record<never, never>;

/** What is particular to one instruction; `A` are its arguments. */
export interface InstructionDefinition<A> {
  /** How often it is drawn, against the weights of all others. */
  readonly weight: number;
  /** Of a hundred calls so many go through at least; about half of what is usual. */
  readonly leastAccepted: number;
  /** Whether the last second at which it may run stands behind its arguments or before them; it never expires unless given. */
  readonly expires?: 'first' | 'last';
  /** Writes its arguments, without that second. */
  readonly encode: (writer: Writer, args: A) => void;
  /** What it does to the model. Throws a `Refusal` before it has changed anything. */
  readonly rule: (world: World, call: CallWith<A>) => void;
  /** The well-meant call of a draw; undefined where nothing exists that it could be about. */
  readonly intent: (world: World, draw: Draw) => Call | undefined;
  /** What is done before it in the same second, where it has nothing to act on. */
  readonly before?: InstructionName;
  /** What is done instead of it, where it still has nothing to act on, so that it will have: the first that is possible. */
  readonly requires?: readonly InstructionName[];
  /** What it acts on: where nothing was reported or nobody has voted, somebody does first. */
  readonly needs?: 'result' | 'votes';
  /** When it next has something to do, unix seconds from now on; undefined if waiting does not help. */
  readonly dueTs?: (world: World, choice: number) => number | undefined;
  /** All its calls on a plan that have to work at the end of a sequence, in their turn of `../teardown`. */
  readonly teardown?: (run: Run, plan: Plan) => void;
}
