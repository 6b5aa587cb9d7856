import { EpochSchedule, FailedTransactionMetadata, LiteSVM, type TransactionMetadata } from 'litesvm';
import bs58 from 'bs58';
import { type LiteAccount, type LiteTransaction, address, liteAccount } from '../lite';
import { type TransactionError, transactionError } from '../transaction-error';
import { SYSVAR_OWNER, type KeyedAccount, type StoredAccount } from './account';
import type { InnerCalls } from './receipt';

/** Slots of an epoch, as solana-test-validator has them. */
export const SLOTS_PER_EPOCH = 432_000;
const RECENT_BLOCKHASHES = 'SysvarRecentB1ockHashes11111111111111111111';
const RECENT_BLOCKHASHES_BYTES = 6_008;

/** What LiteSVM tells about a run. */
export type Run = {
  readonly err: TransactionError | null;
  readonly logs: readonly string[];
  readonly inner: readonly InnerCalls[];
  readonly computeUnits: number;
  readonly returnData: { readonly programId: string; readonly data: Uint8Array } | null;
};

/** Accounts as a simulated run left them. */
export type SimulatedRun = Run & { readonly after: ReadonlyMap<string, StoredAccount> };

/** What the clock sysvar says. */
export type ClockValues = {
  readonly slot: number;
  readonly epochStart: number;
  readonly unixTimestamp: number;
};

/** LiteSVM. What a node checks before it runs a transaction is left to the ledger. */
export class Machine {
  /** What programs own, by owner and address, once asked for: LiteSVM takes half a second to list ten thousand. */
  private readonly owned = new Map<string, Map<string, StoredAccount>>();

  private constructor(private readonly svm: LiteSVM) {
    svm.withTransactionHistory(0n).withSigverify(false).withBlockhashCheck(false);
  }

  static create(): Machine {
    const svm = new LiteSVM();
    svm.setEpochSchedule(new EpochSchedule(BigInt(SLOTS_PER_EPOCH), BigInt(SLOTS_PER_EPOCH), false, 0n, 0n));
    return new Machine(svm.withNativeMints());
  }

  static open(bytes: Uint8Array): Machine {
    return new Machine(LiteSVM.fromBytes(bytes));
  }

  save(): Uint8Array {
    return this.svm.toBytes();
  }

  /** Null for an account without lamports: it does not exist. */
  account(at: string): StoredAccount | null {
    const found = this.svm.getAccount(address(at));
    if (!found.exists || found.lamports === 0n) return null;
    const account = stored(found);
    if (account.owner !== SYSVAR_OWNER) return account;
    // LiteSVM gives sysvars one lamport and no padding; on a cluster they have their size and its rent.
    const data = at === RECENT_BLOCKHASHES ? Buffer.concat([account.data], RECENT_BLOCKHASHES_BYTES) : account.data;
    return { ...account, data, lamports: this.rent(data.length) };
  }

  ownedBy(program: string): readonly KeyedAccount[] {
    const kept = this.owned.get(program);
    if (kept !== undefined) return [...kept];
    const listed = this.svm
      .getProgramAccounts(address(program))
      .flatMap((found): KeyedAccount[] => (found.lamports === 0n ? [] : [[found.address, stored(found)]]));
    // Sysvars change with every block.
    if (program !== SYSVAR_OWNER) this.owned.set(program, new Map(listed));
    return listed;
  }

  setAccount(at: string, { lamports, data, owner, executable }: StoredAccount): void {
    this.svm.setAccount(liteAccount(address(at), { lamports, data, programAddress: address(owner), executable }));
    this.keep(at);
  }

  addProgram(id: string, elf: Uint8Array): void {
    this.svm.addProgram(address(id), elf);
    this.keep(id);
    // Listed while it owns little, so that nobody waits for it later.
    this.ownedBy(id);
  }

  rent(size: number): bigint {
    return this.svm.minimumBalanceForRentExemption(BigInt(size));
  }

  setClock({ slot, epochStart, unixTimestamp }: ClockValues): void {
    const clock = this.svm.getClock();
    const epoch = Math.floor(slot / SLOTS_PER_EPOCH);
    clock.slot = BigInt(slot);
    clock.epoch = BigInt(epoch);
    clock.leaderScheduleEpoch = BigInt(epoch + 1);
    clock.epochStartTimestamp = BigInt(epochStart);
    clock.unixTimestamp = BigInt(unixTimestamp);
    this.svm.setClock(clock);
  }

  /** Blockhashes of past slots, newest first: lookup tables are made with them. */
  setSlotHashes(hashes: readonly { readonly slot: number; readonly blockhash: string }[]): void {
    // Typed as a class, but the native side reads the two fields of any object.
    const plain: Parameters<LiteSVM['setSlotHashes']>[0] = hashes.map(({ slot, blockhash }) => ({
      slot: BigInt(slot),
      hash: blockhash,
    }));
    this.svm.setSlotHashes(plain);
  }

  /** Gives LiteSVM's own blockhash a new value, which durable nonces take theirs from. */
  renewNonceSource(): void {
    this.svm.expireBlockhash();
  }

  /** `keys` are all the accounts that the transaction names: nothing else changes. */
  run(transaction: LiteTransaction, keys: readonly string[]): Run {
    const run = read(this.svm.sendTransaction(transaction));
    for (const at of keys) this.keep(at);
    return run;
  }

  simulate(transaction: LiteTransaction): SimulatedRun {
    const result = this.svm.simulateTransaction(transaction);
    if (result instanceof FailedTransactionMetadata) return { ...read(result), after: new Map() };
    const after = result.postAccounts().map((found): KeyedAccount => [found.address, stored(found)]);
    return { ...read(result.meta()), after: new Map(after) };
  }

  /** Brings an account's place among what programs own up to date. */
  private keep(at: string): void {
    if (this.owned.size === 0) return;
    const found = this.svm.getAccount(address(at));
    for (const [owner, accounts] of this.owned) {
      if (found.exists && found.lamports > 0n && found.programAddress === owner) {
        accounts.set(at, stored(found));
      } else {
        accounts.delete(at);
      }
    }
  }
}

function stored(found: Omit<LiteAccount, 'address'>): StoredAccount {
  return {
    lamports: BigInt(found.lamports),
    owner: found.programAddress,
    data: Buffer.from(found.data),
    executable: found.executable,
  };
}

function read(result: TransactionMetadata | FailedTransactionMetadata): Run {
  const failed = result instanceof FailedTransactionMetadata;
  const meta = failed ? result.meta() : result;
  const returned = meta.returnData();
  const data = returned.data();
  const inner = meta.innerInstructions().flatMap((calls, index): InnerCalls[] => {
    if (calls.length === 0) return [];
    const list = calls.map((call) => {
      const instruction = call.instruction();
      return {
        programIdIndex: instruction.programIdIndex(),
        accounts: [...instruction.accounts()],
        data: instruction.data(),
        stackHeight: call.stackHeight(),
      };
    });
    return [{ index, calls: list }];
  });
  return {
    err: failed ? transactionError(result) : null,
    logs: meta.logs(),
    inner,
    computeUnits: Number(meta.computeUnitsConsumed()),
    returnData: data.length > 0 ? { programId: bs58.encode(returned.programId()), data } : null,
  };
}
