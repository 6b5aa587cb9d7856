import {
  type GetProgramAccountsFilter,
  type Keypair,
  PublicKey,
  type Signer,
  SystemProgram,
  TransactionMessage,
  type TransactionInstruction,
  VersionedTransaction,
} from '@solana/web3.js';
import bs58 from 'bs58';
// What LiteSVM's own entry wraps: there addresses are base58 text, and half of a test's time goes into spelling them.
import {
  Account as StoredAccount,
  FailedTransactionMetadata,
  LiteSvm,
  type TransactionMetadata,
} from 'litesvm/dist/internal';
import type { Account } from './lite';
import { type TransactionError, transactionError } from './transaction-error';

/** What became of a transaction. A failed one changed nothing but the payer's fee. */
export type Outcome = {
  /** Base58 signature; repeats where signatures are not verified. */
  signature: Uint8Array;
  logs: string[];
  computeUnits: number;
  /** Bytes of the serialized transaction; 1,232 at most reach a real cluster. */
  size: number;
  /** Absent on success. */
  error?: TransactionError;
};

/** Who pays and signs. */
export type SendOptions = { payer: Keypair; signers?: readonly Signer[] };

const LAMPORTS_PER_SOL = 1_000_000_000n;
/** A real cluster's limit. */
const MAX_TRANSACTION_BYTES = 1_232;

/**
 * One in-process Solana chain with web3.js types: LiteSVM, whose clock stands still unless it is moved. Reading it has
 * the methods of a web3.js `Connection` that the SDK reads with.
 */
export class Chain {
  private readonly svm = new LiteSvm();

  /** `verifySignatures: false` saves the signing, for tests with very many transactions. */
  constructor(private readonly options: { verifySignatures: boolean } = { verifySignatures: true }) {
    this.svm.setTransactionHistory(0n);
    this.svm.setSigverify(options.verifySignatures);
  }

  /** Deploys a program at an address. */
  addProgram(programId: PublicKey, elf: Uint8Array): void {
    this.svm.addProgram(programId.toBytes(), elf);
  }

  /** The chain's time, unix seconds. */
  now(): number {
    return Number(this.svm.getClock().unixTimestamp);
  }

  /** Sets the chain's time, unix seconds. */
  setTime(ts: number): void {
    const clock = this.svm.getClock();
    clock.unixTimestamp = BigInt(ts);
    this.svm.setClock(clock);
  }

  /** Moves the chain's time forward. */
  advance(secs: number): void {
    this.setTime(this.now() + secs);
  }

  /** Lets slots pass; the chain's time stands still. */
  advanceSlots(slots: bigint): void {
    const clock = this.svm.getClock();
    clock.slot += slots;
    this.svm.setClock(clock);
  }

  /** Gives lamports out of nothing. */
  airdrop(to: PublicKey, lamports: bigint = 100n * LAMPORTS_PER_SOL): void {
    const present = this.svm.getAccount(to.toBytes());
    const owner = present?.owner() ?? SystemProgram.programId.toBytes();
    const all = (present?.lamports() ?? 0n) + lamports;
    this.svm.setAccount(to.toBytes(), new StoredAccount(all, present?.data() ?? new Uint8Array(), owner, false, 0n));
  }

  /** Rent-exempt minimum of an account with `size` bytes of data, lamports. */
  rent(size: number): bigint {
    return this.svm.minimumBalanceForRentExemption(BigInt(size));
  }

  /** Lamports of an account, 0 where there is none. */
  balance(of: PublicKey): bigint {
    return this.svm.getBalance(of.toBytes()) ?? 0n;
  }

  /** Sends one transaction and tells what became of it. */
  send(instructions: readonly TransactionInstruction[], { payer, signers = [] }: SendOptions): Outcome {
    this.svm.expireBlockhash();
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: this.svm.latestBlockhash(),
      instructions: [...instructions],
    }).compileToLegacyMessage();
    const transaction = new VersionedTransaction(message);
    if (this.options.verifySignatures) transaction.sign([payer, ...signers]);
    const bytes = transaction.serialize();
    const size = bytes.length;
    if (size > MAX_TRANSACTION_BYTES) throw new RangeError(`transaction of ${size} bytes, at most 1,232 fit`);
    return outcome(this.svm.sendLegacyTransaction(bytes), size);
  }

  /** Every byte of an account, or null. */
  account(of: PublicKey): Account | null {
    const account = this.svm.getAccount(of.toBytes());
    return account && webAccount(account);
  }

  /** Puts an account into the chain past every rule: for hostile states that no transaction makes. */
  setAccount(at: PublicKey, account: Account): void {
    const { lamports, data, owner, executable } = account;
    const stored = new StoredAccount(BigInt(lamports), data, owner.toBytes(), executable, 0n);
    this.svm.setAccount(at.toBytes(), stored);
  }

  /** Addresses of all accounts that a program owns. */
  ownedBy(programId: PublicKey): PublicKey[] {
    return this.svm.getProgramAccounts(programId.toBytes()).map((entry) => new PublicKey(entry.address));
  }

  /** As `Connection.getAccountInfo`. */
  getAccountInfo(of: PublicKey): Promise<Account | null> {
    return Promise.resolve(this.account(of));
  }

  /** As `Connection.getMultipleAccountsInfo`. */
  getMultipleAccountsInfo(of: PublicKey[]): Promise<(Account | null)[]> {
    return Promise.resolve(of.map((key) => this.account(key)));
  }

  /** As `Connection.getProgramAccounts`, with `filters` and `dataSlice`. */
  getProgramAccounts(
    programId: PublicKey,
    config: { filters?: GetProgramAccountsFilter[]; dataSlice?: { offset: number; length: number } } = {},
  ): Promise<{ pubkey: PublicKey; account: Account }[]> {
    const { filters = [], dataSlice } = config;
    const found = this.svm.getProgramAccounts(programId.toBytes()).flatMap((entry) => {
      const account = webAccount(entry.account());
      if (!filters.every((filter) => matches(account.data, filter))) return [];
      const data = dataSlice
        ? account.data.subarray(dataSlice.offset, dataSlice.offset + dataSlice.length)
        : account.data;
      return [{ pubkey: new PublicKey(entry.address), account: { ...account, data } }];
    });
    return Promise.resolve(found);
  }
}

function webAccount(account: StoredAccount): Account {
  return {
    data: Buffer.from(account.data()),
    executable: account.executable(),
    lamports: Number(account.lamports()),
    owner: new PublicKey(account.owner()),
    rentEpoch: 0,
  };
}

function outcome(result: TransactionMetadata | FailedTransactionMetadata, size: number): Outcome {
  const failed = result instanceof FailedTransactionMetadata;
  const meta = failed ? result.meta() : result;
  return {
    signature: meta.signature(),
    logs: meta.logs(),
    computeUnits: Number(meta.computeUnitsConsumed()),
    size,
    ...(failed ? { error: transactionError(result) } : {}),
  };
}

function matches(data: Buffer, filter: GetProgramAccountsFilter): boolean {
  if ('dataSize' in filter) return data.length === filter.dataSize;
  const { offset, bytes, encoding } = filter.memcmp;
  const wanted = encoding === 'base64' ? Buffer.from(bytes, 'base64') : bs58.decode(bytes);
  return data.subarray(offset, offset + wanted.length).equals(wanted);
}
