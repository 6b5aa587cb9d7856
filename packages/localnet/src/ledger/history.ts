import type { Receipt } from './receipt';

/** Transactions kept; older ones are forgotten, as a node's ledger is purged. */
const RECEIPTS_KEPT = 200_000;

/** Which transactions to list, newest first. */
export type HistoryRange = { readonly limit: number; readonly before?: string; readonly until?: string };

/** The recorded transactions by signature, and by each address that they name. */
export class History {
  private readonly bySignature = new Map<string, Receipt>();
  /** Signatures by address, oldest first. */
  private readonly byAddress = new Map<string, string[]>();

  constructor(receipts: readonly Receipt[] = []) {
    for (const receipt of receipts) this.add(receipt);
  }

  add(receipt: Receipt): void {
    this.bySignature.set(receipt.signature, receipt);
    for (const key of receipt.keys) {
      const list = this.byAddress.get(key);
      if (list) list.push(receipt.signature);
      else this.byAddress.set(key, [receipt.signature]);
    }
    if (this.bySignature.size > RECEIPTS_KEPT) this.forgetOldest();
  }

  get(signature: string): Receipt | undefined {
    return this.bySignature.get(signature);
  }

  get size(): number {
    return this.bySignature.size;
  }

  /** Oldest first. */
  all(): IterableIterator<Receipt> {
    return this.bySignature.values();
  }

  /** Newest first. A `before` that is unknown lists nothing, an `until` that is unknown ends nowhere. */
  forAddress(address: string, { limit, before, until }: HistoryRange): Receipt[] {
    const signatures = this.byAddress.get(address) ?? [];
    const beforePosition = before === undefined ? null : this.position(before);
    if (beforePosition === undefined) return [];
    const untilPosition = until === undefined ? undefined : this.position(until);
    const found: Receipt[] = [];
    for (let i = signatures.length - 1; i >= 0 && found.length < limit; i -= 1) {
      const receipt = this.bySignature.get(signatures[i] ?? '');
      if (!receipt) break;
      if (beforePosition && !precedes(receipt, beforePosition)) continue;
      if (untilPosition && !precedes(untilPosition, receipt)) break;
      found.push(receipt);
    }
    return found;
  }

  private position(signature: string): Position | undefined {
    return this.bySignature.get(signature);
  }

  private forgetOldest(): void {
    const oldest = this.bySignature.values().next();
    if (oldest.done) return;
    this.bySignature.delete(oldest.value.signature);
    for (const key of oldest.value.keys) {
      const list = this.byAddress.get(key);
      if (!list) continue;
      list.shift();
      if (list.length === 0) this.byAddress.delete(key);
    }
  }
}

type Position = { readonly slot: number; readonly index: number };

function precedes(a: Position, b: Position): boolean {
  return a.slot < b.slot || (a.slot === b.slot && a.index < b.index);
}
