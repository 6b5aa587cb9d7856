/** Getting the transactions of one deployment into blocks. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { CliError, type Session } from '@tenure/cli';
import {
  executeTransaction,
  feeOf,
  keypairSigner,
  latestBlockhashes,
  latestPriorityFees,
  packTransaction,
  TransactionSender,
  type Blockhashes,
  type PriorityFees,
} from '@tenure/transactions';

/** How often one operation may be signed, each time after its transaction is known to be in no block for good. */
const MOST_SIGNINGS = 10;
const SLOT_POLL_MS = 100;

/** A transaction in a block. */
export interface ConfirmedTransaction {
  /** Base58. */
  readonly signature: string;
  readonly slot: number;
}

/** Signs with the session's key pairs, and counts what was spent. */
export class Sender {
  private readonly sender: TransactionSender;
  private readonly blockhashes: Blockhashes;
  private readonly prices: PriorityFees;
  transactions = 0;
  feeLamports = 0n;

  constructor(
    readonly session: Session,
    readonly payer: PublicKey,
    /** Keys that sign beside the session's. */
    private readonly more: readonly Keypair[] = [],
  ) {
    const { rpc, commitment, maxPriorityFee } = session;
    this.sender = new TransactionSender(rpc, session);
    this.blockhashes = latestBlockhashes(rpc, commitment);
    this.prices = latestPriorityFees(rpc, [payer], maxPriorityFee);
  }

  /** Simulates first. Errors: that of the simulation, with its logs; those of `send`. */
  async execute(instructions: readonly TransactionInstruction[]): Promise<ConfirmedTransaction> {
    return this.send(instructions, await this.units(instructions));
  }

  /** The compute units to ask for. Errors: that of the simulation, with its logs. */
  async units(instructions: readonly TransactionInstruction[]): Promise<number> {
    const { rpc, commitment } = this.session;
    const group = { label: 'deploy', instructions };
    // Without the accounts: among them are whole programs.
    const options = { commitment, maxPriorityFee: 0n, withChanges: false };
    const { units, simulation } = await packTransaction(rpc, group, this.payer, options);
    if (simulation.error === undefined) return units;
    const { name, message, remedy, logs } = simulation.error;
    throw new CliError(name, message, remedy, logs);
  }

  /**
   * Sends until it is in a block, signed anew whenever it can't get into one any more: for what comes to
   * the same when it happens twice. Errors: the transaction's own, NotDelivered, MissingKey,
   * ClusterUnreachable.
   */
  async send(instructions: readonly TransactionInstruction[], units: number): Promise<ConfirmedTransaction> {
    const { payer, sender, blockhashes } = this;
    const pack = async () => ({ instructions, payer, units, price: await this.prices.get() });
    const signer = keypairSigner([...this.session.keyring(), ...this.more]);
    const options = { sender, signer, blockhashes, maxSignings: MOST_SIGNINGS };
    const { transaction, outcome } = await executeTransaction(pack, options);
    const { signature } = outcome;
    if (outcome.kind === 'unknown') throw outcome.error;
    if (outcome.kind === 'expired') {
      throw new CliError('NotDelivered', 'A transaction got into no block', 'Run the same command again later.');
    }
    this.transactions += 1;
    this.feeLamports += feeOf(transaction);
    if (outcome.kind === 'confirmed') return { signature, slot: outcome.slot };
    const { name, message, remedy } = outcome.error;
    throw new CliError(name, message, remedy, [`in transaction ${signature}`]);
  }

  /** Waits until the chain is past a slot: the loader changes a program once in a slot. */
  async after(slot: number): Promise<void> {
    const { session } = this;
    while ((await session.ask((connection) => connection.getSlot(session.commitment))) <= slot) {
      await sleep(SLOT_POLL_MS);
    }
  }
}
