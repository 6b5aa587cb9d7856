/**
 * Getting signed transactions into blocks. While a blockhash lives the same bytes are sent again, so that a
 * transaction can't happen twice; that it has expired is said only when a status read after the last block in
 * which it could be knows nothing of it.
 */
import type { SignatureStatus } from '@solana/web3.js';
import { clusterUnreachable, isTransient, sleep } from '@tenure/transactions';
import type { Certainty } from '../session';
import { COMMITMENTS } from '../session';
import type { Signed } from './message';

/** What became of a transaction. */
export type Verdict =
  | { readonly kind: 'landed'; readonly slot: number }
  /** It is in a block and failed there: nothing but the fee changed. */
  | { readonly kind: 'failed'; readonly slot: number; readonly error: unknown }
  /** It is in no block and never will be. */
  | { readonly kind: 'expired' };

/** What is needed of a web3.js `Connection`. */
export interface Network {
  sendRawTransaction(
    bytes: Uint8Array,
    options: { skipPreflight: boolean; maxRetries: number },
  ): Promise<string>;
  getSignatureStatuses(
    signatures: string[],
    config: { searchTransactionHistory: boolean },
  ): Promise<{ value: (SignatureStatus | null)[] }>;
  getBlockHeight(commitment: Certainty): Promise<number>;
}

export interface DeliveryOptions {
  readonly commitment: Certainty;
  /** Gives up when no call succeeded for so long. */
  readonly timeoutMs: number;
  /** Between two looks at the statuses; the first come sooner after each other. */
  readonly pollMs?: number | undefined;
  /** Between two sendings of the same bytes. */
  readonly resendMs?: number | undefined;
}

interface Pending {
  readonly signed: Signed;
  sentAt: number;
  /** How often it was not taken. */
  refusals: number;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (reason: unknown) => void;
}

const POLL_MS = 300;
const FIRST_POLL_MS = 25;
const RESEND_MS = 2_000;
/** The same where it was not taken, for the first time; then twice as long each time. */
const RETRY_MS = 250;
const HEIGHT_EVERY_MS = 1_000;
/** The most signatures of one `getSignatureStatuses` call. */
const PAGE = 256;

function reached(status: SignatureStatus, commitment: Certainty): boolean {
  const level = status.confirmationStatus ?? (status.confirmations === null ? 'finalized' : 'processed');
  return COMMITMENTS.indexOf(level) >= COMMITMENTS.indexOf(commitment);
}

/** Follows any number of transactions at once with one look at all of them. */
export class Delivery {
  private readonly pending = new Map<string, Pending>();
  private running = false;
  private lastAnswerAt = 0;
  private height = { value: 0, at: 0 };

  constructor(
    private readonly network: Network,
    private readonly options: DeliveryOptions,
  ) {}

  /** Sends a transaction until it is decided. Fails only when the cluster doesn't answer for too long. */
  deliver(signed: Signed): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      this.pending.set(signed.signature, { signed, sentAt: 0, refusals: 0, resolve, reject });
      if (this.running) return;
      this.running = true;
      this.lastAnswerAt = Date.now();
      void this.run();
    });
  }

  private async run(): Promise<void> {
    const { pollMs = POLL_MS } = this.options;
    let pauseMs = Math.min(FIRST_POLL_MS, pollMs);
    try {
      while (this.pending.size > 0) {
        await Promise.all([this.resend(), this.look()]);
        if (Date.now() - this.lastAnswerAt > this.options.timeoutMs) throw this.tooLong();
        if (this.pending.size > 0) await sleep(pauseMs);
        pauseMs = Math.min(2 * pauseMs, pollMs);
      }
      this.running = false;
    } catch (failure) {
      this.running = false;
      const all = [...this.pending.values()];
      this.pending.clear();
      for (const { reject } of all) reject(failure);
    }
  }

  private lastFailure: unknown;

  private tooLong(): Error {
    return clusterUnreachable(this.lastFailure, this.options.timeoutMs);
  }

  /** Sends what is due; an answer is only a hint, the status decides. */
  private async resend(): Promise<void> {
    const { resendMs = RESEND_MS } = this.options;
    const now = Date.now();
    const due = [...this.pending.values()].filter(({ sentAt }) => now - sentAt >= resendMs);
    for (const item of due) {
      item.sentAt = now;
      // Not awaited: one answer that is late must not keep the others.
      void this.network
        .sendRawTransaction(item.signed.bytes, { skipPreflight: true, maxRetries: 0 })
        .then(() => this.answered())
        .catch((failure: unknown) => {
          this.lastFailure = failure;
          const sooner = Math.max(0, resendMs - RETRY_MS * 2 ** item.refusals);
          item.refusals += 1;
          item.sentAt -= sooner;
        });
    }
    return Promise.resolve();
  }

  private answered(): void {
    this.lastAnswerAt = Date.now();
  }

  private async look(): Promise<void> {
    const before = await this.heightNow();
    const items = [...this.pending.values()].filter(({ sentAt }) => sentAt > 0);
    const over = items.filter(({ signed }) => before > signed.lastValidBlockHeight);
    const live = items.filter((item) => !over.includes(item));
    await Promise.all([...this.pages(live, false), ...this.pages(over, true)]);
  }

  /** Block height, read anew at most once a second. A height that is too old only delays what it decides. */
  private async heightNow(): Promise<number> {
    if (Date.now() - this.height.at < HEIGHT_EVERY_MS) return this.height.value;
    const value = await this.tried(() => this.network.getBlockHeight(this.options.commitment));
    if (value !== undefined) this.height = { value, at: Date.now() };
    return this.height.value;
  }

  /** Looks at statuses; `over` are those whose blockhash had expired before this look. */
  private pages(items: readonly Pending[], over: boolean): Promise<void>[] {
    const pages: Promise<void>[] = [];
    for (let from = 0; from < items.length; from += PAGE)
      pages.push(this.page(items.slice(from, from + PAGE), over));
    return pages;
  }

  private async page(items: readonly Pending[], over: boolean): Promise<void> {
    const signatures = items.map(({ signed }) => signed.signature);
    // Recent statuses are enough while the blockhash lives; the last word is taken from the whole ledger.
    const config = { searchTransactionHistory: over };
    const found = await this.tried(() => this.network.getSignatureStatuses(signatures, config));
    if (found === undefined || found.value.length !== items.length) return;
    for (const [index, item] of items.entries()) this.judge(item, found.value[index] ?? null, over);
  }

  private judge(item: Pending, status: SignatureStatus | null, over: boolean): void {
    if (status === null) {
      if (over) this.settle(item, { kind: 'expired' });
      return;
    }
    if (!reached(status, this.options.commitment)) return;
    const { slot, err } = status;
    this.settle(item, err === null ? { kind: 'landed', slot } : { kind: 'failed', slot, error: { err } });
  }

  private settle(item: Pending, verdict: Verdict): void {
    this.pending.delete(item.signed.signature);
    item.resolve(verdict);
  }

  private async tried<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await call();
      this.answered();
      return answer;
    } catch (failure) {
      if (!isTransient(failure)) throw failure;
      this.lastFailure = failure;
      return undefined;
    }
  }
}
