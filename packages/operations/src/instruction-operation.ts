import type { TransactionInstruction } from '@solana/web3.js';
import type { Operation, Terms } from './operation';

/** An operation of one instruction, which bears its title. */
export type InstructionOperation = Omit<Operation, 'groups'> & {
  readonly instruction: (terms: Terms) => TransactionInstruction;
};

/** The operation that sends one instruction. */
export function instructionOperation({ instruction, ...operation }: InstructionOperation): Operation {
  return {
    ...operation,
    groups: (terms) => Promise.resolve([{ label: operation.title, instructions: [instruction(terms)] }]),
  };
}
