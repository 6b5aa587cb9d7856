/** LiteSVM for many short lives: one chain, set back after each, no signatures to verify, and accounts read once. */
import type { Chain } from '@tenure/localnet';
import type { RawAccount } from '@tenure/sdk';
import { PublicKey, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import { Account, FailedTransactionMetadata, LiteSvm } from 'litesvm/dist/internal';
import { failureName } from '../support/failure-name';

interface Stored {
  readonly lamports: bigint;
  readonly owner: Uint8Array;
  readonly data: Uint8Array;
}

/** A key as the index of a map: shorter to make than base58. */
function idOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** Deriving an address takes longer than a transaction, and all lives use the same; returns what ends the remembering. */
export function rememberAddresses(): () => void {
  const derive = PublicKey.findProgramAddressSync.bind(PublicKey);
  const known = new Map<string, [PublicKey, number]>();
  PublicKey.findProgramAddressSync = (seeds, programId) => {
    const id = [...seeds, programId.toBytes()].map(idOf).join('/');
    const found = known.get(id) ?? derive(seeds, programId);
    known.set(id, found);
    return found;
  };
  return () => {
    PublicKey.findProgramAddressSync = derive;
  };
}

export class LifeChain {
  private readonly svm = new LiteSvm();
  private readonly base = new Map<string, Stored>();
  /** What transactions could have changed since the last reset. */
  private readonly touched = new Map<string, Uint8Array>();
  private readonly versions = new Map<string, number>();
  private time = 0;
  /** Transactions so far, of all lives. */
  transactions = 0;

  constructor(
    programId: PublicKey,
    elf: Uint8Array,
    private readonly payer: PublicKey,
  ) {
    this.svm.setTransactionHistory(0n);
    this.svm.setSigverify(false);
    this.svm.setBlockhashCheck(false);
    this.svm.addProgram(programId.toBytes(), elf);
  }

  /** Takes an account over from another chain; every life begins with it. */
  adopt(from: Chain, key: PublicKey): void {
    const account = from.account(key);
    if (account === null) throw new Error(`There is no account ${key.toBase58()}.`);
    const { lamports, owner, data } = account;
    const stored = { lamports: BigInt(lamports), owner: owner.toBytes(), data };
    this.base.set(idOf(key.toBytes()), stored);
    this.write(key.toBytes(), stored);
  }

  /** Takes back everything that was done since the accounts were adopted. */
  reset(): void {
    for (const [id, bytes] of this.touched) {
      this.write(bytes, this.base.get(id));
      this.change(id);
    }
    this.touched.clear();
  }

  private write(bytes: Uint8Array, stored: Stored | undefined): void {
    const { lamports, owner, data } = stored ?? {
      lamports: 0n,
      owner: SystemProgram.programId.toBytes(),
      data: new Uint8Array(),
    };
    this.svm.setAccount(bytes, new Account(lamports, data, owner, false, 0n));
  }

  private change(id: string): void {
    this.versions.set(id, this.version(id) + 1);
  }

  private version(id: string): number {
    return this.versions.get(id) ?? 0;
  }

  /** Unix seconds. */
  get now(): number {
    return this.time;
  }

  setTime(ts: number): void {
    this.time = ts;
    const clock = this.svm.getClock();
    clock.unixTimestamp = BigInt(ts);
    this.svm.setClock(clock);
  }

  account(key: PublicKey): RawAccount | null {
    const account = this.svm.getAccount(key.toBytes());
    if (account === null || account.lamports() === 0n) return null;
    return { owner: new PublicKey(account.owner()), data: Buffer.from(account.data()) };
  }

  /** What makes something of an account, and makes it anew only when a transaction could have changed it. */
  reader<T>(make: (key: PublicKey, account: RawAccount | null) => T): (key: PublicKey) => T {
    const known = new Map<string, { readonly version: number; readonly value: T }>();
    return (key) => {
      const id = idOf(key.toBytes());
      const version = this.version(id);
      const before = known.get(id);
      if (before?.version === version) return before.value;
      const value = make(key, this.account(key));
      known.set(id, { version, value });
      return value;
    };
  }

  /** Sends one transaction. Returns the name of its error, or undefined when it went through. */
  send(instructions: readonly TransactionInstruction[]): string | undefined {
    this.transactions += 1;
    const result = this.svm.sendLegacyTransaction(serialize(this.payer, instructions));
    for (const { pubkey } of [
      ...instructions.flatMap(({ keys }) => keys.filter((meta) => meta.isWritable)),
      { pubkey: this.payer },
    ]) {
      const bytes = pubkey.toBytes();
      const id = idOf(bytes);
      this.touched.set(id, bytes);
      this.change(id);
    }
    return result instanceof FailedTransactionMetadata ? failureName(result) : undefined;
  }
}

/** A legacy transaction with empty signatures and no blockhash. */
function serialize(payer: PublicKey, instructions: readonly TransactionInstruction[]): Uint8Array {
  const metas = [
    { pubkey: payer, isSigner: true, isWritable: true },
    ...instructions.flatMap(({ keys }) => keys),
    ...instructions.map(({ programId }) => ({ pubkey: programId, isSigner: false, isWritable: false })),
  ];
  const merged = new Map<string, { bytes: Uint8Array; rank: number }>();
  for (const { pubkey, isSigner, isWritable } of metas) {
    const bytes = pubkey.toBytes();
    const id = idOf(bytes);
    const known = merged.get(id);
    const rank =
      (isSigner || (known !== undefined && known.rank < 2) ? 0 : 2) +
      (isWritable || (known !== undefined && known.rank % 2 === 0) ? 0 : 1);
    if (known === undefined) merged.set(id, { bytes, rank });
    else known.rank = rank;
  }
  // Sorting is stable, so the fee payer stays first.
  const sorted = [...merged].sort(([, a], [, b]) => a.rank - b.rank);
  const index = new Map(sorted.map(([id], position) => [id, position]));
  const at = (key: PublicKey): number => index.get(idOf(key.toBytes())) ?? 0;
  const count = (wanted: number): number => sorted.filter(([, { rank }]) => rank === wanted).length;
  const signatures = count(0) + count(1);
  const bodies = instructions.map(({ programId, keys, data }) =>
    Buffer.concat([
      Buffer.from([
        at(programId),
        ...compact(keys.length),
        ...keys.map(({ pubkey }) => at(pubkey)),
        ...compact(data.length),
      ]),
      data,
    ]),
  );
  return Buffer.concat([
    Buffer.from([signatures, ...new Uint8Array(64 * signatures), signatures, count(1), count(3), sorted.length]),
    ...sorted.map(([, { bytes }]) => bytes),
    new Uint8Array(32),
    Buffer.from([instructions.length]),
    ...bodies,
  ]);
}

/** Solana's length encoding, for lengths below 16,384. */
function compact(length: number): number[] {
  return length < 128 ? [length] : [(length & 127) | 128, length >> 7];
}
