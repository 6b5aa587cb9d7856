/** A thin, fast way into LiteSVM: accounts by name, messages without a compiler, and one chain for all sequences. */
import { Account, FailedTransactionMetadata, LiteSvm } from 'litesvm/dist/internal';
import { failureName } from '../support/failure-name';
import { addressOf, FEE_PAYER } from './addresses';
import type { Name } from './state';

export interface Meta {
  readonly name: Name;
  readonly signer: boolean;
  readonly writable: boolean;
}

export interface Instruction {
  readonly program: Name;
  readonly accounts: readonly Meta[];
  readonly data: Uint8Array;
}

/** An account as the chain has it; null where there is none. */
export type Stored = { readonly lamports: bigint; readonly owner: Uint8Array; readonly data: Buffer } | null;

export interface Outcome {
  /** Name of the error; undefined on success. */
  readonly error: string | undefined;
  readonly signatures: number;
  logs(): string[];
}

export class FastChain {
  private readonly svm = new LiteSvm();
  private readonly base = new Map<Name, Stored>();
  /** What every account held when it was last looked at. */
  readonly seen = new Map<Name, Stored>();
  /** What a transaction could have changed since the last reset. */
  private readonly touched = new Set<Name>();

  constructor(programId: Uint8Array, elf: Uint8Array) {
    this.svm.setTransactionHistory(0n);
    this.svm.setSigverify(false);
    this.svm.setBlockhashCheck(false);
    this.svm.addProgram(programId, elf);
  }

  /** Puts an account into the world that every sequence starts from. */
  addGenesisAccount(name: Name, stored: Exclude<Stored, null>): void {
    this.base.set(name, stored);
    this.seen.set(name, stored);
    this.write(name, stored);
  }

  /** Takes back all that the last sequence did. */
  reset(): void {
    for (const name of this.touched) {
      const base = this.base.get(name) ?? null;
      this.write(name, base);
      this.seen.set(name, base);
    }
    this.touched.clear();
  }

  private write(name: Name, stored: Stored): void {
    const owner = stored?.owner ?? new Uint8Array(32);
    // An account without lamports is none.
    const account = new Account(stored?.lamports ?? 0n, stored?.data ?? new Uint8Array(), owner, false, 0n);
    this.svm.setAccount(addressOf(name).bytes, account);
  }

  setClock(now: number, epoch: number): void {
    const clock = this.svm.getClock();
    clock.unixTimestamp = BigInt(now);
    clock.epoch = BigInt(epoch);
    this.svm.setClock(clock);
  }

  rent(size: number): bigint {
    return this.svm.minimumBalanceForRentExemption(BigInt(size));
  }

  /** Reads an account anew. */
  look(name: Name): Stored {
    const account = this.svm.getAccount(addressOf(name).bytes);
    if (account === null) return null;
    return { lamports: account.lamports(), owner: account.owner(), data: Buffer.from(account.data()) };
  }

  send(instruction: Instruction): Outcome {
    const { bytes, signatures } = serialize(instruction);
    const result = this.svm.sendLegacyTransaction(bytes);
    this.touched.add(FEE_PAYER);
    for (const { name, writable } of instruction.accounts) if (writable) this.touched.add(name);
    const failed = result instanceof FailedTransactionMetadata;
    return {
      error: failed ? failureName(result) : undefined,
      signatures,
      logs: () => (failed ? result.meta() : result).logs(),
    };
  }
}

export function sameStored(a: Stored, b: Stored): boolean {
  if (a === null || b === null) return a === b;
  return a.lamports === b.lamports && a.data.equals(b.data) && Buffer.compare(a.owner, b.owner) === 0;
}

/** A legacy transaction of one instruction, with empty signatures and no blockhash. */
function serialize({ program, accounts, data }: Instruction): { bytes: Uint8Array; signatures: number } {
  const merged = new Map<Name, { signer: boolean; writable: boolean }>([[FEE_PAYER, { signer: true, writable: true }]]);
  for (const { name, signer, writable } of [...accounts, { name: program, signer: false, writable: false }]) {
    const known = merged.get(name);
    merged.set(name, { signer: signer || known?.signer === true, writable: writable || known?.writable === true });
  }
  const rank = (flags: { signer: boolean; writable: boolean }): number =>
    (flags.signer ? 0 : 2) + (flags.writable ? 0 : 1);
  // Sorting is stable, so the fee payer stays first.
  const sorted = [...merged].sort(([, a], [, b]) => rank(a) - rank(b));
  const index = new Map(sorted.map(([name], position) => [name, position]));
  const count = (wanted: number): number => sorted.filter(([, flags]) => rank(flags) === wanted).length;
  const signatures = count(0) + count(1);
  const head = [signatures, ...new Uint8Array(64 * signatures), signatures, count(1), count(3), sorted.length];
  const indices = accounts.map(({ name }) => index.get(name) ?? 0);
  const body = [1, index.get(program) ?? 0, ...compact(indices.length), ...indices, ...compact(data.length)];
  const keys = sorted.map(([name]) => addressOf(name).bytes);
  const bytes = Buffer.concat([Buffer.from(head), ...keys, new Uint8Array(32), Buffer.from(body), data]);
  return { bytes, signatures };
}

/** Solana's length encoding, for lengths below 16,384. */
function compact(length: number): number[] {
  return length < 128 ? [length] : [(length & 127) | 128, length >> 7];
}
