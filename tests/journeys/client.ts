import {
  ComputeBudgetProgram,
  Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  type PublicKey,
  SYSVAR_CLOCK_PUBKEY,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import { type TenureErrorName, type TenureEvent, decodeError, decodeEvents } from '@tenure/sdk';
import { expect } from 'chai';

/** What came of a transaction. */
export type Receipt = {
  readonly signature: string;
  /** The time of its block, unix seconds: what the program's clock showed. */
  readonly ts: number;
  readonly events: readonly TenureEvent[];
};

/** Between two looks at a cluster. */
const LOOK_MS = 200;
/** web3.js closes an idle socket after half a second; one whose server went away first, it opens for ever. */
const SOCKET_IDLE_MS = 1_000;
/** Compute units, more than any transaction of a journey uses. */
const UNITS = 400_000;
/** Unix time in the Clock sysvar: after slot, start of the epoch, epoch and the leader schedule's epoch. */
const CLOCK_TIME_OFFSET = 32;

/** A cluster as users reach it: web3.js and the SDK over an RPC URL. Time is the chain's; nobody moves it. */
export class Client {
  readonly connection: Connection;
  private sent = 0;

  /** `bank` has the SOL that new people get. */
  constructor(
    readonly url: string,
    private readonly bank: Keypair,
  ) {
    this.connection = new Connection(url, 'confirmed');
  }

  /** The chain's time, unix seconds. */
  async now(): Promise<number> {
    const clock = await this.connection.getAccountInfo(SYSVAR_CLOCK_PUBKEY);
    if (clock === null) throw new Error(`no clock at ${this.url}`);
    return Number(clock.data.readBigInt64LE(CLOCK_TIME_OFFSET));
  }

  /** Waits for the chain's clock to show a time, unix seconds. */
  async until(ts: number): Promise<void> {
    while ((await this.now()) < ts) await sleep(LOOK_MS);
  }

  /** Waits for the chain's clock to go on by so many seconds. */
  async pass(secs: number): Promise<void> {
    await this.until((await this.now()) + secs);
  }

  /** A new wallet with some SOL. */
  async person(sol = 0.02): Promise<Keypair> {
    const person = Keypair.generate();
    const lamports = sol * LAMPORTS_PER_SOL;
    const { publicKey: fromPubkey } = this.bank;
    await this.send(SystemProgram.transfer({ fromPubkey, toPubkey: person.publicKey, lamports }), this.bank);
    return person;
  }

  /** Sends and waits until it is confirmed; the first signer pays. */
  async send(
    instructions: TransactionInstruction | readonly TransactionInstruction[],
    ...signers: Keypair[]
  ): Promise<Receipt> {
    return this.receipt(await this.deliver([instructions].flat(), signers));
  }

  /** Signs as a wallet does, sends, and waits for the cluster's word; fails if that is an error. */
  private async deliver(
    instructions: readonly TransactionInstruction[],
    signers: readonly Keypair[],
    skipPreflight = false,
  ): Promise<string> {
    const [payer] = signers;
    if (payer === undefined) throw new Error('nobody pays');
    // No two transactions are alike: with one blockhash the second would be taken for the first.
    this.sent += 1;
    const budget = ComputeBudgetProgram.setComputeUnitLimit({ units: UNITS - this.sent });
    const lifetime = await this.connection.getLatestBlockhash();
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: lifetime.blockhash,
      instructions: [budget, ...instructions],
    });
    const transaction = new VersionedTransaction(message.compileToV0Message());
    transaction.sign([...signers]);
    const signature = await this.connection.sendTransaction(transaction, { skipPreflight });
    const { value } = await this.connection.confirmTransaction({ signature, ...lifetime });
    if (value.err !== null) throw decodeError(value);
    return signature;
  }

  /** What a confirmed transaction did, as the cluster tells it. */
  async receipt(signature: string): Promise<Receipt> {
    const config = { commitment: 'confirmed', maxSupportedTransactionVersion: 0 } as const;
    for (;;) {
      const found = await this.connection.getTransaction(signature, config);
      // A validator writes it down a little after it has confirmed it.
      const ts = found?.blockTime;
      if (found && typeof ts === 'number') {
        return { signature, ts, events: decodeEvents(found.meta?.logMessages ?? []) };
      }
      await sleep(LOOK_MS);
    }
  }

  /**
   * Sends what must fail by name, in preflight and then in a block, and expects that it changes no account
   * but the first signer's, who pays the fee.
   */
  async refuse(
    error: TenureErrorName,
    instructions: TransactionInstruction | readonly TransactionInstruction[],
    ...signers: Keypair[]
  ): Promise<void> {
    const all = [instructions].flat();
    const keys = all.flatMap((instruction) => instruction.keys.map(({ pubkey }) => pubkey));
    const touched = keys.filter((key) => signers[0]?.publicKey.equals(key) !== true);
    const before = await this.connection.getMultipleAccountsInfo(touched);
    for (const skipPreflight of [false, true]) {
      const delivered = this.deliver(all, signers, skipPreflight);
      const failure: unknown = await delivered.catch((reason: unknown) => reason);
      const { name, message } = decodeError(failure);
      expect(name, `${skipPreflight ? 'in a block' : 'in preflight'}: ${message}`).to.equal(error);
    }
    const after = await this.connection.getMultipleAccountsInfo(touched);
    expect(after, `${error} changes nothing`).to.deep.equal(before);
  }

  /** Tokens in an account, base units; 0 where there is none. */
  async tokens(account: PublicKey): Promise<bigint> {
    if ((await this.connection.getAccountInfo(account)) === null) return 0n;
    return BigInt((await this.connection.getTokenAccountBalance(account)).value.amount);
  }

  /** To be called before the cluster goes away. */
  close(): Promise<void> {
    return sleep(SOCKET_IDLE_MS);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
