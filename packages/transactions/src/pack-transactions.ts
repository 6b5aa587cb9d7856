/** From instruction groups to transactions: as few as hold them, each simulated. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { MAX_COMPUTE_UNITS, PROGRAM_ID, type TenureError } from '@tenure/sdk';
import { buildTransaction } from './build-transaction';
import { Cached } from './cached';
import type { InstructionGroup, InstructionPlan } from './instruction-plan';
import { fewerByLogs, logsFit } from './log-limit';
import { budgeted, fitsTransaction, type PackedTransaction } from './packed-transaction';
import { PRICE_MS, priorityFee, type PriorityFeeRpc } from './priority-fee';
import { ANY_BLOCKHASH, simulate, type SimulateOptions, type Simulation, type SimulationRpc } from './simulate';

/** Instructions of the compute budget, which stand before all others. */
const BUDGET_INSTRUCTIONS = 2;

/** A packed transaction, what went into it, and what simulating it found. */
export interface SimulatedTransaction<G extends InstructionGroup = InstructionGroup> extends PackedTransaction {
  readonly groups: readonly G[];
  /** With an error: it would fail; then it is of one group. */
  readonly simulation: Simulation;
}

export interface PackOptions extends SimulateOptions {
  /** The most to pay for priority, millionths of a lamport a compute unit; 0 for none. */
  readonly maxPriorityFee: bigint;
}

/**
 * Puts groups into transactions, in their order: as many of one form as fit by size, by compute units, and by the
 * logs that nodes keep. A group that would fail stands alone, with its error, and keeps none of the others back.
 * Each transaction is simulated when it is asked for, so after what came before it was sent. Errors:
 * TransactionTooLarge, where one group is more than fits; those of the calls.
 */
export async function* packTransactions<G extends InstructionGroup>(
  rpc: SimulationRpc & PriorityFeeRpc,
  { groups, payer }: InstructionPlan<G>,
  options: PackOptions,
): AsyncGenerator<SimulatedTransaction<G>, void, undefined> {
  const { maxPriorityFee, programId = PROGRAM_ID } = options;
  /** How many go into one, by their form. */
  const widest = new Map<string, number>();
  let from = 0;
  let count = 0;
  const writable = () => writableIn(instructionsOf(groups.slice(from, from + count)));
  const prices = new Cached(() => priorityFee(rpc, writable(), maxPriorityFee), PRICE_MS);
  for (; from < groups.length; from += count) {
    count = fitting(groups, from, payer, widest);
    for (;;) {
      const some = groups.slice(from, from + count);
      const instructions = instructionsOf(some);
      const price = await prices.get();
      const simulation = await simulateAll(rpc, instructions, payer, options);
      const { units, error, logs } = simulation;
      const good = error === undefined ? loggedWhole(some, logs, programId) : goodBefore(some, error);
      if (good === count) {
        yield { groups: some, instructions, payer, units, price, simulation };
        break;
      }
      if (good === 0) {
        // Nothing ran before the first: it would fail in the same way alone.
        const alone = some.slice(0, 1);
        yield { groups: alone, instructions: instructionsOf(alone), payer, units, price, simulation };
        count = 1;
        break;
      }
      const form = some[0]?.form;
      if (error === undefined && form !== undefined) widest.set(form, good);
      count = good;
    }
  }
}

/** Simulates one group as a transaction of its own. That it would fail is in the simulation. Errors: as above. */
export async function packTransaction<G extends InstructionGroup>(
  rpc: SimulationRpc & PriorityFeeRpc,
  group: G,
  payer: PublicKey,
  options: PackOptions,
): Promise<SimulatedTransaction<G>> {
  const { instructions } = group;
  const price = await priorityFee(rpc, writableIn(instructions), options.maxPriorityFee);
  const simulation = await simulateAll(rpc, instructions, payer, options);
  return { groups: [group], instructions, payer, units: simulation.units, price, simulation };
}

/** Simulates instructions as a transaction that may compute as much as any. */
function simulateAll(
  rpc: SimulationRpc,
  instructions: readonly TransactionInstruction[],
  payer: PublicKey,
  options: SimulateOptions,
): Promise<Simulation> {
  const budget = budgeted({ instructions, payer, units: MAX_COMPUTE_UNITS, price: 0n });
  return simulate(rpc, buildTransaction(budget, payer, ANY_BLOCKHASH), options);
}

function instructionsOf(groups: readonly InstructionGroup[]): TransactionInstruction[] {
  return groups.flatMap(({ instructions }) => [...instructions]);
}

function writableIn(instructions: readonly TransactionInstruction[]): PublicKey[] {
  return instructions.flatMap(({ keys }) => keys.filter(({ isWritable }) => isWritable)).map(({ pubkey }) => pubkey);
}

/** How many groups from one on are of its form and fit together, at least that one. */
function fitting(
  groups: readonly InstructionGroup[],
  from: number,
  payer: PublicKey,
  widest: ReadonlyMap<string, number>,
): number {
  const form = groups[from]?.form;
  const most = (form === undefined ? undefined : widest.get(form)) ?? groups.length;
  let count = 1;
  while (count < most && from + count < groups.length && groups[from + count]?.form === form) {
    if (!fitsTransaction(instructionsOf(groups.slice(from, from + count + 1)), payer)) break;
    count += 1;
  }
  return count;
}

/** How many of them one transaction logs without a loss. */
function loggedWhole(groups: readonly InstructionGroup[], logs: readonly string[], programId: PublicKey): number {
  if (groups.length === 1 || logsFit(logs)) return groups.length;
  return fewerByLogs(groups.length, logs, programId);
}

/** How many of them run before the one that fails; half where the failure doesn't say which one it is. */
function goodBefore(groups: readonly InstructionGroup[], { instructionIndex }: TenureError): number {
  if (instructionIndex === undefined) return Math.floor(groups.length / 2);
  let end = BUDGET_INSTRUCTIONS;
  const failed = groups.findIndex(({ instructions }) => {
    end += instructions.length;
    return instructionIndex < end;
  });
  return Math.max(0, failed);
}
