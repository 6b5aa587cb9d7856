/** Simulating transactions: what they change, what they cost, and why they would fail. */
import { TransactionMessage, VersionedTransaction, type PublicKey, type TransactionInstruction } from '@solana/web3.js';
import {
  computeBudget,
  MAX_COMPUTE_UNITS,
  MAX_TRANSACTION_BYTES,
  priorityPrice,
  transactionFee,
  transactionSize,
  type TenureError,
} from '@tenure/sdk';
import { ANY_BLOCKHASH, type AccountChange, simulate } from '@tenure/transactions';
import type { Chain } from '@/shared/chain';
import type { Errand } from './act';

/** The most that is paid for priority, millionths of a lamport for each compute unit. */
const MAX_PRICE = 1_000_000n;
/** Nodes keep less than 10,000 bytes of a transaction's logs, and cut events off after that. */
const MAX_LOG_BYTES = 9_500;

/** A transaction that was simulated. */
export interface Rehearsal {
  readonly errands: readonly Errand[];
  /** Compute limit to ask for: what the simulation used, and a margin. */
  readonly units: number;
  /** For each compute unit, millionths of a lamport. */
  readonly price: bigint;
  readonly feeLamports: bigint;
  readonly changes: readonly AccountChange[];
  /** Why it would fail; then there are no changes. */
  readonly error: TenureError | undefined;
}

/** The transaction without signatures, compute budget first. Errors: RangeError where it is too large. */
export function unsigned(
  instructions: readonly TransactionInstruction[],
  { units, price }: Pick<Rehearsal, 'units' | 'price'>,
  payerKey: PublicKey,
  recentBlockhash: string,
): VersionedTransaction {
  const all = [...computeBudget(units, price), ...instructions];
  const size = transactionSize(all, payerKey);
  if (size > MAX_TRANSACTION_BYTES) {
    throw new RangeError(`The transaction has ${size} bytes, and only ${MAX_TRANSACTION_BYTES} fit.`);
  }
  return new VersionedTransaction(
    new TransactionMessage({ payerKey, recentBlockhash, instructions: all }).compileToLegacyMessage(),
  );
}

function instructionsOf(errands: readonly Errand[]): TransactionInstruction[] {
  return errands.flatMap(({ instructions }) => [...instructions]);
}

/** Bytes that the compute budget adds to a transaction are counted with it. */
function fits(errands: readonly Errand[], payer: PublicKey): boolean {
  const all = [...computeBudget(MAX_COMPUTE_UNITS, MAX_PRICE), ...instructionsOf(errands)];
  return transactionSize(all, payer) <= MAX_TRANSACTION_BYTES;
}

/** Errands in as few transactions as hold them, in their order. One that is too large alone stays alone. */
export function packed(errands: readonly Errand[], payer: PublicKey): Errand[][] {
  const groups: Errand[][] = [];
  for (const errand of errands) {
    const open = groups.at(-1);
    if (open !== undefined && fits([...open, errand], payer)) open.push(errand);
    else groups.push([errand]);
  }
  return groups;
}

/** What priority costs at present: the upper quartile of recent slots, capped. Servers without the method answer 0. */
async function priceNow({ connection }: Chain): Promise<bigint> {
  const recent = await connection.getRecentPrioritizationFees().catch(() => []);
  return priorityPrice(recent.map(({ prioritizationFee }) => BigInt(prioritizationFee)), MAX_PRICE);
}

/** Simulates one transaction, and measures its logs. */
async function rehearseOne({ connection, programId }: Chain, errands: readonly Errand[], payer: PublicKey, price: bigint) {
  const budget = { units: MAX_COMPUTE_UNITS, price: 0n };
  const transaction = unsigned(instructionsOf(errands), budget, payer, ANY_BLOCKHASH);
  const { units, logs, changes, error } = await simulate(connection, transaction, { programId });
  const feeLamports = transactionFee(transaction.message.header.numRequiredSignatures, units, price);
  const rehearsal: Rehearsal = { errands, units, price, feeLamports, changes, error };
  return { rehearsal, logBytes: logs.reduce((sum, line) => sum + line.length, 0) };
}

/**
 * Simulates errands in as few transactions as they fit by size and by the logs that nodes keep. Where a simulation
 * fails it is halved, so that an errand that would fail stands alone and keeps none of the others back.
 */
export async function rehearse(chain: Chain, errands: readonly Errand[], payer: PublicKey): Promise<Rehearsal[]> {
  const price = await priceNow(chain);
  const done: Rehearsal[] = [];
  const queue = packed(errands, payer);
  for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
    const { rehearsal, logBytes } = await rehearseOne(chain, group, payer, price);
    if (group.length > 1 && (rehearsal.error !== undefined || logBytes > MAX_LOG_BYTES)) {
      const half = Math.ceil(group.length / 2);
      queue.unshift(group.slice(0, half), group.slice(half));
    } else done.push(rehearsal);
  }
  return done;
}

/** Lamports that a wallet pays: fees, and what it puts down as rent of new accounts; rent that comes back is negative. */
export function lamportCost(rehearsals: readonly Rehearsal[], payer: PublicKey): { fee: bigint; rent: bigint } {
  const fee = rehearsals.reduce((sum, { feeLamports }) => sum + feeLamports, 0n);
  const opened = new Map<string, bigint>();
  for (const { address, before, after } of rehearsals.flatMap(({ changes }) => changes)) {
    if (address.equals(payer)) continue;
    const rent = (after?.lamports ?? 0n) - (before?.lamports ?? 0n);
    if (rent !== 0n) opened.set(address.toBase58(), rent);
  }
  return { fee, rent: [...opened.values()].reduce((sum, each) => sum + each, 0n) };
}

/** The instructions of a rehearsed transaction as it is signed. */
export function toSign(rehearsal: Rehearsal, payer: PublicKey, blockhash: string): VersionedTransaction {
  return unsigned(instructionsOf(rehearsal.errands), rehearsal, payer, blockhash);
}
