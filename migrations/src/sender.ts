/** Getting the transactions of one deployment into blocks. */
import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import {
  Delivery,
  priorityFee,
  Refusal,
  sign,
  unsigned,
  type Blockhash,
  type Session,
} from '@tenure/cli';
import { computeBudget, computeLimit, decodeError, MAX_COMPUTE_UNITS, transactionFee } from '@tenure/sdk';
import { ANY_BLOCKHASH, sleep } from '@tenure/transactions';

/** A blockhash is good for about a minute: one is used for this long. */
const BLOCKHASH_MS = 10_000;
/** How often one act may be signed, each time after its transaction is known to be in no block for good. */
const MOST_ATTEMPTS = 10;
const SLOT_POLL_MS = 100;

/** A transaction in a block. */
export interface Landed {
  /** Base58. */
  readonly signature: string;
  readonly slot: number;
}

/** Signs with the session's key pairs, and counts what was spent. */
export class Sender {
  private readonly delivery: Delivery;
  private hash: { value: Promise<Blockhash>; at: number } | undefined;
  private price = 0n;
  transactions = 0;
  feeLamports = 0n;

  constructor(
    readonly session: Session,
    readonly payer: PublicKey,
    /** Keys that sign beside the session's. */
    private readonly more: readonly Keypair[] = [],
  ) {
    this.delivery = new Delivery(session.connection, session);
  }

  /** Simulates first. Errors: that of the simulation, with its logs; those of `send`. */
  async act(instructions: readonly TransactionInstruction[]): Promise<Landed> {
    return this.send(instructions, await this.units(instructions));
  }

  /** The compute units to ask for. Errors: that of the simulation, with its logs. */
  async units(instructions: readonly TransactionInstruction[]): Promise<number> {
    const all = [...computeBudget(MAX_COMPUTE_UNITS, 0n), ...instructions];
    const transaction = unsigned(all, this.payer, ANY_BLOCKHASH);
    const { commitment } = this.session;
    const { value } = await this.session.ask((connection) =>
      connection.simulateTransaction(transaction, {
        sigVerify: false,
        replaceRecentBlockhash: true,
        commitment,
      }),
    );
    if (value.err !== null) {
      const { name, message, remedy, logs } = decodeError(value);
      throw new Refusal(name, message, remedy, logs);
    }
    return computeLimit(value.unitsConsumed ?? MAX_COMPUTE_UNITS);
  }

  /**
   * Sends until it is in a block, signed anew whenever it can't get into one any more: for acts that come to
   * the same when they happen twice. Errors: the transaction's own, NotDelivered, MissingKey,
   * ClusterUnreachable.
   */
  async send(instructions: readonly TransactionInstruction[], units: number): Promise<Landed> {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const blockhash = await this.blockhash();
      const all = [...computeBudget(units, this.price), ...instructions];
      const signed = sign(all, this.payer, blockhash, [...this.session.keyring(), ...this.more]);
      const { signature } = signed;
      const verdict = await this.delivery.deliver(signed);
      if (verdict.kind === 'expired') continue;
      this.transactions += 1;
      this.feeLamports += transactionFee(signersIn(instructions, this.payer), units, this.price);
      if (verdict.kind === 'landed') return { signature, slot: verdict.slot };
      const { name, message, remedy } = decodeError(verdict.error);
      throw new Refusal(name, message, remedy, [`in transaction ${signature}`]);
    }
    throw new Refusal('NotDelivered', 'A transaction got into no block', 'Run the same command again later.');
  }

  /** Waits until the chain is past a slot: the loader changes a program once in a slot. */
  async after(slot: number): Promise<void> {
    const { session } = this;
    while ((await session.ask((connection) => connection.getSlot(session.commitment))) <= slot) {
      await sleep(SLOT_POLL_MS);
    }
  }

  /** A recent blockhash; the price of priority is looked up with each. */
  private blockhash(): Promise<Blockhash> {
    const { session, payer } = this;
    if (this.hash === undefined || Date.now() - this.hash.at > BLOCKHASH_MS) {
      const value = priorityFee(session, [payer]).then((price) => {
        this.price = price;
        return session.ask((connection) => connection.getLatestBlockhash(session.commitment));
      });
      this.hash = { value, at: Date.now() };
      // A failure is met by whoever waits for it, and not kept.
      value.catch(() => (this.hash = undefined));
    }
    return this.hash.value;
  }
}

/** How many signatures a transaction of these instructions has. */
function signersIn(instructions: readonly TransactionInstruction[], payer: PublicKey): number {
  const signers = instructions.flatMap(({ keys }) => keys.filter(({ isSigner }) => isSigner));
  return new Set([payer, ...signers.map(({ pubkey }) => pubkey)].map((key) => key.toBase58())).size;
}
