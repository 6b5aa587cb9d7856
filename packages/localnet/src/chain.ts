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
import { FailedTransactionMetadata, LiteSVM, type TransactionMetadata } from 'litesvm';
import { type Account, type AccountValues, address, lite, liteAccount, webAccount } from './lite';
import { type TransactionError, transactionError } from './transaction-error';

/** What became of a transaction. A failed one changed nothing but the payer's fee. */
export type Outcome = {
  /** Base58 signature; repeats where signatures are not verified. */
  signature: Uint8Array;
  logs: string[];
  computeUnits: number;
  /** Bytes of the serialised transaction; 1,232 at most reach a real cluster. */
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
  private readonly svm: LiteSVM;

  /** `verifySignatures: false` saves the signing, for tests with very many transactions. */
  constructor(private readonly options: { verifySignatures: boolean } = { verifySignatures: true }) {
    this.svm = new LiteSVM().withTransactionHistory(0n).withSigverify(options.verifySignatures);
  }

  /** Deploys a program at an address. */
  addProgram(programId: PublicKey, elf: Uint8Array): void {
    this.svm.addProgram(address(programId), elf);
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
    const account = this.svm.getAccount(address(to));
    const present = account.exists ? account.lamports : 0n;
    const data = account.exists ? account.data : new Uint8Array();
    const programAddress = account.exists ? account.programAddress : address(SystemProgram.programId);
    this.setLiteAccount(to, { lamports: present + lamports, data, programAddress, executable: false });
  }

  /** Rent-exempt minimum of an account with `size` bytes of data, lamports. */
  rent(size: number): bigint {
    return this.svm.minimumBalanceForRentExemption(BigInt(size));
  }

  /** Lamports of an account, 0 where there is none. */
  balance(of: PublicKey): bigint {
    return this.svm.getBalance(address(of)) ?? 0n;
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
    const size = transaction.serialize().length;
    if (size > MAX_TRANSACTION_BYTES) throw new RangeError(`transaction of ${size} bytes, at most 1,232 fit`);
    if (this.options.verifySignatures) transaction.sign([payer, ...signers]);
    return outcome(this.svm.sendTransaction(lite(transaction)), size);
  }

  /** Every byte of an account, or null. */
  account(of: PublicKey): Account | null {
    const account = this.svm.getAccount(address(of));
    return account.exists ? webAccount(account) : null;
  }

  /** Puts an account into the chain past every rule: for hostile states that no transaction makes. */
  setAccount(at: PublicKey, account: Account): void {
    this.setLiteAccount(at, {
      lamports: BigInt(account.lamports),
      data: new Uint8Array(account.data),
      programAddress: address(account.owner),
      executable: account.executable,
    });
  }

  /** Addresses of all accounts that a program owns. */
  ownedBy(programId: PublicKey): PublicKey[] {
    return this.svm.getProgramAccounts(address(programId)).map((entry) => new PublicKey(entry.address));
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
    const found = this.svm.getProgramAccounts(address(programId)).flatMap((entry) => {
      const account = webAccount(entry);
      if (!filters.every((filter) => matches(account.data, filter))) return [];
      const data = dataSlice
        ? account.data.subarray(dataSlice.offset, dataSlice.offset + dataSlice.length)
        : account.data;
      return [{ pubkey: new PublicKey(entry.address), account: { ...account, data } }];
    });
    return Promise.resolve(found);
  }

  private setLiteAccount(at: PublicKey, values: AccountValues): void {
    this.svm.setAccount(liteAccount(address(at), values));
  }
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
