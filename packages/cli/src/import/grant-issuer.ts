/**
 * Issuing many grants: batches, a bounded number of them in flight. A batch is signed anew only when its
 * transaction is known to be in no block for good, and then only for the grants that the chain doesn't have;
 * that an id can be issued once is the program's rule, so no order of events can issue a grant twice.
 */
import type { PublicKey } from '@solana/web3.js';
import { grantBatches, type GrantBatchGroup } from '@tenure/operations';
import { decodeError, type ImportRow, type Plan } from '@tenure/sdk';
import {
  executeTransaction,
  feeOf,
  keypairSigner,
  latestBlockhashes,
  latestPriorityFees,
  type Blockhashes,
  type PriorityFees,
  type TransactionOutcome,
  type TransactionSender,
} from '@tenure/transactions';
import { CliError } from '../cli-error';
import type { Session } from '../session';
import type { Journal } from './journal';
import { conflictLines, sortRows } from './row-status';
import { maxUnits, UnitLimits } from './unit-limits';

/** Who imports into what. */
export interface ImportContext {
  readonly session: Session;
  readonly plan: Plan;
  readonly issuer: PublicKey;
  readonly payer: PublicKey;
}

export interface GrantIssuerOptions {
  readonly journal: Journal;
  readonly sender: TransactionSender;
  /** The most transactions on their way at one time. */
  readonly inFlight: number;
  /** Called with the number of grants that are known to be issued, whenever there are more. */
  readonly onProgress?: ((issued: number) => void) | undefined;
}

/** What was done. */
export interface ImportResult {
  readonly grants: number;
  /** Transactions in blocks, failed ones included. */
  readonly transactions: number;
  readonly feeLamports: bigint;
  /** Transactions that were signed anew. */
  readonly signedAgain: number;
  /** Slot of the last; reads after it must not be older. */
  readonly slot: number;
  /** What ended it before the last row. */
  readonly error: Error | undefined;
}

/** How often one batch may be signed. */
const MOST_ATTEMPTS = 12;
/** An instruction must not expire while its transaction is under way: its end is moved when so little is left. */
const LEAST_LEFT_SECS = 180;

/** Failures after which the same grants may be tried again, and what they call for. */
const RETRIED: Readonly<Record<string, 'again' | 'roomier'>> = {
  GrantAlreadyExists: 'again',
  InstructionExpired: 'again',
  BlockhashNotFound: 'again',
  AccountInUse: 'again',
  ComputationalBudgetExceeded: 'roomier',
  ProgramFailedToComplete: 'roomier',
};

/** An end of which there is no doubt. */
type KnownOutcome = Exclude<TransactionOutcome, { kind: 'unknown' }>;

/** A batch and until when its instructions are good, unix seconds. */
interface DatedBatch {
  readonly batch: GrantBatchGroup;
  readonly expiresTs: number;
  readonly madeTs: number;
}

/** Builds batches that are good until a time, unix seconds. */
export function batchesOf(
  { session, plan, issuer, payer }: ImportContext,
  rows: readonly ImportRow[],
  expiresTs: number,
): GrantBatchGroup[] {
  return grantBatches(session, plan, rows, { issuer, payer, expiresTs });
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : decodeError(failure);
}

/** Issues the grants of one import. */
export class GrantIssuer {
  private readonly limits: UnitLimits;
  private readonly done = { grants: 0, transactions: 0, feeLamports: 0n, signedAgain: 0, slot: 0 };
  private error: Error | undefined;
  private readonly blockhashes: Blockhashes;
  private readonly prices: PriorityFees;
  /** The chain's time when it was read last, and this machine's then. */
  private clock = { ts: 0, readAt: 0 };

  constructor(
    private readonly context: ImportContext,
    private readonly options: GrantIssuerOptions,
  ) {
    const { session, plan, payer } = context;
    const { rpc, commitment, maxPriorityFee } = session;
    this.limits = new UnitLimits(session, payer);
    this.blockhashes = latestBlockhashes(rpc, commitment);
    this.prices = latestPriorityFees(rpc, [plan.address, payer], maxPriorityFee);
  }

  /** Waits for the end of what an earlier run signed, so that nothing of it can still happen afterwards. */
  async settle(): Promise<void> {
    await Promise.all(
      this.options.journal.left.map(async (left) => {
        await this.noteOutcome(await this.options.sender.sendAndConfirm(left));
      }),
    );
  }

  /** Issues the rows, all of which were missing. Never fails: what ended it is in the result. */
  async run(rows: readonly ImportRow[]): Promise<ImportResult> {
    try {
      const queue = await this.dated(rows);
      let next = 0;
      const worker = async (): Promise<void> => {
        while (this.error === undefined) {
          const dated = queue[next];
          if (dated === undefined) return;
          next += 1;
          await this.issueBatch(dated);
        }
      };
      await Promise.all(
        Array.from({ length: Math.min(this.options.inFlight, queue.length) }, () => this.stopAllOnFailure(worker)),
      );
    } catch (error) {
      this.error ??= asError(error);
    }
    return { ...this.done, error: this.error };
  }

  /** The first failure stops all others at the end of their batch. */
  private async stopAllOnFailure(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.error ??= asError(error);
    }
  }

  /** Gets one batch into a block, or finds why that can't be. */
  private async issueBatch(first: DatedBatch): Promise<void> {
    let batches = await this.fresh(first);
    let generous = false;
    for (let attempt = 1; batches.length > 0; attempt += 1) {
      if (attempt > MOST_ATTEMPTS) {
        const lines = first.batch.rows.map(({ line }) => line).join(', ');
        throw new CliError(
          'NotDelivered',
          `The grants of lines ${lines} got into no block`,
          'Run the import again later.',
        );
      }
      if (attempt > 1) this.done.signedAgain += 1;
      const [dated, ...others] = batches;
      if (dated === undefined) return;
      const { batch } = dated;
      const outcome = await this.sendBatch(batch, generous);
      if (outcome.kind === 'confirmed') {
        this.done.grants += batch.rows.length;
        this.options.onProgress?.(this.done.grants);
        batches = others;
        continue;
      }
      if (outcome.kind === 'failed') {
        const how = RETRIED[outcome.error.name];
        if (how === undefined || (how === 'roomier' && generous)) throw outcome.error;
        generous ||= how === 'roomier';
      }
      const slot = outcome.kind === 'failed' ? outcome.slot : undefined;
      batches = [...(await this.remaining(batch.rows, slot)), ...others];
    }
  }

  /** Signs, notes, sends until the end is known. Errors: ClusterUnreachable, where it stays open. */
  private async sendBatch(batch: GrantBatchGroup, generous: boolean): Promise<KnownOutcome> {
    const { session, payer } = this.context;
    const units = generous ? maxUnits(batch.rows.length) : await this.limits.units(batch);
    const { instructions } = batch;
    const pack = async () => ({ instructions, payer, units, price: await this.prices.get() });
    const { transaction, outcome } = await executeTransaction(pack, {
      sender: this.options.sender,
      signer: keypairSigner(session.keyring()),
      blockhashes: this.blockhashes,
      beforeSend: (signed) =>
        this.options.journal.signed(
          signed,
          batch.rows.map(({ grantId }) => `${grantId}`),
        ),
    });
    const known = await this.noteOutcome(outcome);
    if (known.kind !== 'expired') {
      this.done.transactions += 1;
      this.done.feeLamports += feeOf(transaction);
      this.done.slot = Math.max(this.done.slot, known.slot);
    }
    return known;
  }

  /** Writes an end into the journal; where it is not known, nothing. Errors: ClusterUnreachable. */
  private async noteOutcome(outcome: TransactionOutcome): Promise<KnownOutcome> {
    const { journal } = this.options;
    switch (outcome.kind) {
      case 'confirmed':
        await journal.landed(outcome.signature, outcome.slot);
        return outcome;
      case 'failed':
        await journal.failed(outcome.signature, outcome.slot, outcome.error.name);
        return outcome;
      case 'expired':
        await journal.expired(outcome.signature);
        return outcome;
      case 'unknown':
        throw outcome.error;
    }
  }

  /** Batches of those rows that the chain doesn't have. */
  private async remaining(rows: readonly ImportRow[], slot: number | undefined): Promise<DatedBatch[]> {
    const { session, plan } = this.context;
    const sorted = await sortRows(session, plan, rows, slot);
    const { missing, present, conflicts } = sorted;
    if (conflicts.length > 0) {
      throw new CliError(
        'GrantAlreadyExists',
        'Somebody issued grants of this file with other terms',
        'See below.',
        conflictLines(sorted, plan.decimals),
      );
    }
    this.done.grants += present.length;
    if (present.length > 0) this.options.onProgress?.(this.done.grants);
    return missing.length === 0 ? [] : this.dated(missing);
  }

  /** Builds batches that are good for the usual time. */
  private async dated(rows: readonly ImportRow[]): Promise<DatedBatch[]> {
    const { session } = this.context;
    const now = await session.now();
    const expiresTs = session.expiryFrom(now);
    this.clock = { ts: now, readAt: Date.now() };
    return batchesOf(this.context, rows, expiresTs).map((batch) => ({ batch, expiresTs, madeTs: now }));
  }

  /** The batch itself, or one that expires later where too little time is left. */
  private async fresh(dated: DatedBatch): Promise<DatedBatch[]> {
    const now = this.clock.ts + (Date.now() - this.clock.readAt) / 1_000;
    const least = Math.min(LEAST_LEFT_SECS, (dated.expiresTs - dated.madeTs) / 2);
    return dated.expiresTs - now > least ? [dated] : this.dated(dated.batch.rows);
  }
}
