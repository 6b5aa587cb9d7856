/** The frame of operations of one instruction on a plan as a whole. */
import type { Plan } from '@tenure/sdk';
import { instructionOperation, type InstructionOperation } from '../instruction-operation';
import type { Effect, Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planAfter } from './plan-effects';

/** What differs between them; the effects are told from the plan as the simulation leaves it. */
type PlanInstruction = Omit<InstructionOperation, 'effects'> & {
  readonly effects: (after: Plan) => readonly Effect[];
};

/** The operation that sends one instruction on a plan. */
export function planOperation(
  context: OperationContext,
  plan: Plan,
  { effects, ...operation }: PlanInstruction,
): Operation {
  return instructionOperation({ ...operation, effects: (changes) => effects(planAfter(context, plan, changes)) });
}
