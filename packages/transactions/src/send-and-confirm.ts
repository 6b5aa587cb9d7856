/**
 * Getting signed transactions into blocks. While a blockhash lives the same bytes are sent again, so that a
 * transaction can't happen twice; that it has expired is said only when a status that was read after the last
 * block in which it could be knows nothing of it.
 */
import type { Commitment, PublicKey, SignatureStatus, TransactionConfirmationStatus } from '@solana/web3.js';
import { decodeError, PROGRAM_ID } from '@tenure/sdk';
import { EngineError } from './engine-error';
import { clusterUnreachable, isTransient, sleep } from './retry';
import type { SignedTransaction } from './sign-transactions';
import type { TransactionOutcome } from './transaction-outcome';

/** The levels that a status can have, from weak to strong. */
export const COMMITMENTS = ['processed', 'confirmed', 'finalized'] as const;

/** What is needed of a web3.js `Connection`. */
export interface SendRpc {
  sendRawTransaction(bytes: Uint8Array, options: { skipPreflight: boolean; maxRetries: number }): Promise<string>;
  getSignatureStatuses(
    signatures: string[],
    config: { searchTransactionHistory: boolean },
  ): Promise<{ value: (SignatureStatus | null)[] }>;
  getBlockHeight(commitment: Commitment): Promise<number>;
}

export interface SendOptions {
  /** How certain a status must be. */
  readonly commitment: TransactionConfirmationStatus;
  /** Milliseconds without an answer about statuses after which the end is left open. */
  readonly timeoutMs: number;
  /** Whose errors are decoded; the vesting program's released address unless given. */
  readonly programId?: PublicKey | undefined;
  /** Milliseconds between two looks at the statuses; the first come sooner after each other. */
  readonly pollMs?: number | undefined;
  /** Milliseconds between two sendings of the same bytes. */
  readonly resendMs?: number | undefined;
  /** Called after each look, and before whoever waits for a transaction that it decided. */
  readonly onLook?: ((look: Look) => void) | undefined;
}

/** How far transactions have come that are on their way. */
export interface Look {
  /** How many of them are still undecided. */
  readonly pending: number;
  /** False while the server does not answer. */
  readonly answering: boolean;
}

interface Pending {
  readonly signed: SignedTransaction;
  sentAt: number;
  /** How often it was not taken. */
  refusals: number;
  readonly outcome: Promise<TransactionOutcome>;
  readonly resolve: (outcome: TransactionOutcome) => void;
}

const POLL_MS = 300;
const FIRST_POLL_MS = 25;
const RESEND_MS = 2_000;
/** The same where it was not taken, for the first time; then twice as long each time. */
const REFUSED_MS = 250;
const HEIGHT_EVERY_MS = 1_000;
/** The most signatures of one `getSignatureStatuses` call. */
const PAGE = 256;

function reached(status: SignatureStatus, commitment: TransactionConfirmationStatus): boolean {
  const level = status.confirmationStatus ?? (status.confirmations === null ? 'finalized' : 'processed');
  return COMMITMENTS.indexOf(level) >= COMMITMENTS.indexOf(commitment);
}

/** Follows any number of transactions at once with one look at all of them. */
export class TransactionSender {
  private readonly pending = new Map<string, Pending>();
  private running = false;
  /** When a look was last answered in full. */
  private answeredAt = 0;
  private height = { value: 0, at: Number.NEGATIVE_INFINITY };
  private lastFailure: unknown;

  constructor(
    private readonly rpc: SendRpc,
    private readonly options: SendOptions,
  ) {}

  /** Sends a transaction until it is decided, or the server has not answered for too long. Never fails. */
  sendAndConfirm(signed: SignedTransaction): Promise<TransactionOutcome> {
    const { signature } = signed;
    const known = this.pending.get(signature);
    if (known !== undefined) return known.outcome;
    let resolve: Pending['resolve'] = () => undefined;
    const outcome = new Promise<TransactionOutcome>((settle) => (resolve = settle));
    this.pending.set(signature, { signed, sentAt: Number.NEGATIVE_INFINITY, refusals: 0, outcome, resolve });
    if (!this.running) {
      this.running = true;
      this.answeredAt = performance.now();
      // A moment later, so that what is given together is sent together.
      queueMicrotask(() => void this.run());
    }
    return outcome;
  }

  private async run(): Promise<void> {
    const { pollMs = POLL_MS, timeoutMs, onLook } = this.options;
    let pauseMs = Math.min(FIRST_POLL_MS, pollMs);
    try {
      while (this.pending.size > 0) {
        this.resend();
        const answering = await this.look();
        const now = performance.now();
        if (answering) this.answeredAt = now;
        else if (now - this.answeredAt > timeoutMs) throw clusterUnreachable(this.lastFailure, timeoutMs);
        if (this.pending.size > 0) {
          onLook?.({ pending: this.pending.size, answering });
          await sleep(pauseMs);
        }
        pauseMs = Math.min(2 * pauseMs, pollMs);
      }
    } catch (failure) {
      const error = failure instanceof EngineError ? failure : clusterUnreachable(failure);
      const left = [...this.pending.values()];
      this.pending.clear();
      for (const { signed, resolve } of left) resolve({ kind: 'unknown', signature: signed.signature, error });
    }
    this.running = false;
  }

  /** Sends what is due; an answer is only a hint, the status decides. */
  private resend(): void {
    const { resendMs = RESEND_MS } = this.options;
    const now = performance.now();
    for (const item of this.pending.values()) {
      if (now - item.sentAt < resendMs) continue;
      item.sentAt = now;
      // Not awaited: one answer that is late must not keep the others.
      this.rpc
        .sendRawTransaction(item.signed.bytes, { skipPreflight: true, maxRetries: 0 })
        .catch((failure: unknown) => {
          this.lastFailure = failure;
          item.sentAt -= Math.max(0, resendMs - REFUSED_MS * 2 ** item.refusals);
          item.refusals += 1;
        });
    }
  }

  /** Looks at all of them. False where an answer is missing. Fails where asking again would not help. */
  private async look(): Promise<boolean> {
    // Read before the statuses: what they don't know after its last block never got in.
    const isCurrent = await this.readHeight();
    const height = this.height.value;
    const items = [...this.pending.values()];
    const isOver = ({ signed }: Pending) => height > signed.lastValidBlockHeight;
    const live = items.filter((item) => !isOver(item));
    const pages = [...this.pages(live, false), ...this.pages(items.filter(isOver), true)];
    return (await Promise.all(pages)).every(Boolean) && isCurrent;
  }

  /** Reads the block height, at most once a second: one that is too old only delays what it decides. */
  private async readHeight(): Promise<boolean> {
    if (performance.now() - this.height.at < HEIGHT_EVERY_MS) return true;
    const value = await this.tried(() => this.rpc.getBlockHeight(this.options.commitment));
    if (value === undefined) return false;
    this.height = { value, at: performance.now() };
    return true;
  }

  /** Looks at statuses; `over`: their blockhash had expired before this look. */
  private pages(items: readonly Pending[], over: boolean): Promise<boolean>[] {
    const pages: Promise<boolean>[] = [];
    for (let from = 0; from < items.length; from += PAGE) {
      pages.push(this.page(items.slice(from, from + PAGE), over));
    }
    return pages;
  }

  private async page(items: readonly Pending[], over: boolean): Promise<boolean> {
    const signatures = items.map(({ signed }) => signed.signature);
    // Recent statuses are enough while the blockhash lives; the last word is taken from the whole ledger.
    const config = { searchTransactionHistory: over };
    const found = await this.tried(() => this.rpc.getSignatureStatuses(signatures, config));
    if (found === undefined || found.value.length !== items.length) return false;
    const decided = items.flatMap((item, index) => {
      const outcome = this.outcomeOf(item.signed, found.value[index] ?? null, over);
      return outcome === undefined ? [] : [{ item, outcome }];
    });
    for (const { item } of decided) this.pending.delete(item.signed.signature);
    // Before anybody goes on: what is told of a transaction never comes after its end.
    if (decided.length > 0) this.options.onLook?.({ pending: this.pending.size, answering: true });
    for (const { item, outcome } of decided) item.resolve(outcome);
    return true;
  }

  /** What a status says; undefined while it decides nothing. */
  private outcomeOf(
    { signature }: SignedTransaction,
    status: SignatureStatus | null,
    over: boolean,
  ): TransactionOutcome | undefined {
    if (status === null) return over ? { kind: 'expired', signature } : undefined;
    const { commitment, programId = PROGRAM_ID } = this.options;
    if (!reached(status, commitment)) return undefined;
    const { slot, err } = status;
    if (err === null) return { kind: 'confirmed', signature, slot };
    return { kind: 'failed', signature, slot, error: decodeError({ err }, programId) };
  }

  /** What a call gives; undefined where it fails in a way that another try may mend. */
  private async tried<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (failure) {
      this.lastFailure = failure;
      if (isTransient(failure)) return undefined;
      throw failure;
    }
  }
}

/** Sends transactions until each is decided or left open, in their order. Signs nothing anew. Never fails. */
export function sendAndConfirm(
  rpc: SendRpc,
  transactions: readonly SignedTransaction[],
  options: SendOptions,
): Promise<TransactionOutcome[]> {
  const sender = new TransactionSender(rpc, options);
  return Promise.all(transactions.map((signed) => sender.sendAndConfirm(signed)));
}
