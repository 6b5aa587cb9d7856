/**
 * Getting signed transactions into blocks. While a blockhash lives the same bytes are sent again, so that nothing can
 * happen twice; that one has expired is said only when a status read after its last block knows nothing of it.
 */
import type { SignatureStatus } from '@solana/web3.js';

/** A signed transaction. */
export interface Signed {
  /** Base58; also the transaction's id. */
  readonly signature: string;
  readonly bytes: Uint8Array;
  /** After this block height it can't get in any more. */
  readonly lastValidBlockHeight: number;
}

/** What became of a transaction. */
export type Verdict =
  | { readonly kind: 'landed' }
  /** It is in a block and failed there: nothing but the fee changed. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** It is in no block and never will be. */
  | { readonly kind: 'expired' }
  /** The server stopped answering: it may still get in. */
  | { readonly kind: 'unknown' };

/** What is needed of a web3.js `Connection`. */
export interface Network {
  sendRawTransaction(bytes: Uint8Array, options: { skipPreflight: boolean; maxRetries: number }): Promise<string>;
  getSignatureStatuses(
    signatures: string[],
    config: { searchTransactionHistory: boolean },
  ): Promise<{ value: (SignatureStatus | null)[] }>;
  getBlockHeight(): Promise<number>;
}

/** What is told while transactions are on their way. */
export interface News {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** False while the server does not answer. */
  readonly answering: boolean;
}

export interface DeliveryOptions {
  readonly onNews: (news: News) => void;
  /** Gives up when nothing was answered for so long. */
  readonly patienceMs?: number;
  /** Between two looks. */
  readonly pollMs?: number;
}

const POLL_MS = 500;
const RESEND_MS = 2_000;
const PATIENCE_MS = 60_000;
/** The most signatures of one `getSignatureStatuses` call. */
const PAGE = 256;

function isDecided({ confirmationStatus, confirmations }: SignatureStatus): boolean {
  return confirmationStatus === undefined ? confirmations === null : confirmationStatus !== 'processed';
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Sends transactions until each is decided, or the server has not answered for too long. Never signs anything anew. */
export async function deliver(
  network: Network,
  transactions: readonly Signed[],
  { onNews, patienceMs = PATIENCE_MS, pollMs = POLL_MS }: DeliveryOptions,
): Promise<ReadonlyMap<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  let pending = [...transactions];
  let sentAt = -RESEND_MS;
  let answeredAt = performance.now();
  while (pending.length > 0) {
    const begun = performance.now();
    if (begun - sentAt >= RESEND_MS) {
      sentAt = begun;
      for (const { bytes } of pending) {
        // The answer is only a hint: the status decides.
        void network.sendRawTransaction(bytes, { skipPreflight: true, maxRetries: 0 }).catch(() => undefined);
      }
    }
    const found = await look(network, pending).catch(() => undefined);
    const now = performance.now();
    if (found !== undefined) {
      answeredAt = now;
      for (const [signature, verdict] of found) verdicts.set(signature, verdict);
      pending = pending.filter(({ signature }) => !verdicts.has(signature));
    }
    if (now - answeredAt > patienceMs) break;
    onNews({ verdicts: new Map(verdicts), answering: found !== undefined });
    if (pending.length > 0) await sleep(pollMs);
  }
  for (const { signature } of pending) verdicts.set(signature, { kind: 'unknown' });
  return verdicts;
}

/** The height is read before the statuses: what they don't know after its last block never got in. */
async function look(network: Network, pending: readonly Signed[]): Promise<Map<string, Verdict>> {
  const height = await network.getBlockHeight();
  const found = new Map<string, Verdict>();
  const isOver = ({ lastValidBlockHeight }: Signed): boolean => height > lastValidBlockHeight;
  for (const over of [false, true]) {
    const some = pending.filter((each) => isOver(each) === over);
    for (let from = 0; from < some.length; from += PAGE) {
      const page = some.slice(from, from + PAGE);
      const signatures = page.map(({ signature }) => signature);
      const { value } = await network.getSignatureStatuses(signatures, { searchTransactionHistory: over });
      for (const [index, { signature }] of page.entries()) {
        const verdict = judge(value[index] ?? null, over);
        if (verdict !== undefined) found.set(signature, verdict);
      }
    }
  }
  return found;
}

function judge(status: SignatureStatus | null, over: boolean): Verdict | undefined {
  if (status === null) return over ? { kind: 'expired' } : undefined;
  if (!isDecided(status)) return undefined;
  return status.err === null ? { kind: 'landed' } : { kind: 'failed', error: { err: status.err } };
}
