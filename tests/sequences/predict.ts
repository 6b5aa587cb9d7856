/** What a call does to the world, or why it is refused. */
import type { Call, CallOf, InstructionName } from './calls';
import { INSTRUCTIONS } from './instructions';
import { Refusal } from './rules/checks';
import type { World } from './state';

/** Applies a call to the model. Returns the predicted error, in which case nothing changed. */
export function predict(world: World, call: Call): string | undefined {
  try {
    apply(world, call);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

function apply<N extends InstructionName>(world: World, call: CallOf<N>): void {
  INSTRUCTIONS[call.instruction].rule(world, call);
}
