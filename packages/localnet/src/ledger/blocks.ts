/** A closed block, or the open one, whose blockhash nobody may use yet. */
export type Block = {
  readonly slot: number;
  readonly parentSlot: number;
  readonly height: number;
  readonly blockhash: string;
  readonly previousBlockhash: string;
  /** Unix seconds. */
  readonly time: number;
  readonly signatures: string[];
};

/** A blockhash and the last height at which a transaction may name it. */
export type ValidBlockhash = { readonly blockhash: string; readonly lastValidBlockHeight: number };

/** A transaction may name a blockhash for so many blocks after the one that it closed. */
const MAX_PROCESSING_AGE = 150;
/** Closed blocks kept, a little over an hour of them; those with transactions are kept for good. */
const EMPTY_BLOCKS_KEPT = 10_000;

/** The blocks of the chain: closed ones in order, and the open one that transactions go into. */
export class Blocks {
  private readonly closed = new Map<number, Block>();
  /** Slots of closed blocks without a transaction, oldest first. */
  private readonly empty: number[] = [];
  /** Blockhash to the height of the block that it closed. */
  private readonly recent = new Map<string, number>();

  constructor(
    closed: readonly Block[],
    public open: Block,
  ) {
    for (const block of closed) this.keep(block);
  }

  /** The newest closed block. */
  get latest(): Block {
    const block = this.closed.get(this.open.parentSlot);
    if (!block) throw new Error('the chain has no closed block');
    return block;
  }

  at(slot: number): Block | undefined {
    return this.closed.get(slot);
  }

  /** Closed blocks, oldest first. */
  all(): IterableIterator<Block> {
    return this.closed.values();
  }

  get firstSlot(): number {
    const first = this.closed.keys().next();
    return first.done ? this.open.slot : first.value;
  }

  /** Closes the open block and opens the next one. */
  advance(next: { slot: number; blockhash: string; time: number }): Block {
    const closing = this.open;
    this.keep(closing);
    this.open = {
      slot: next.slot,
      parentSlot: closing.slot,
      height: closing.height + 1,
      blockhash: next.blockhash,
      previousBlockhash: closing.blockhash,
      time: next.time,
      signatures: [],
    };
    return closing;
  }

  /** The last height at which the blockhash is good, or undefined when it is not now. */
  lastValidHeight(blockhash: string): number | undefined {
    const height = this.recent.get(blockhash);
    if (height === undefined) return undefined;
    const last = height + MAX_PROCESSING_AGE;
    return this.open.height <= last ? last : undefined;
  }

  latestBlockhash(): ValidBlockhash {
    const { blockhash, height } = this.latest;
    return { blockhash, lastValidBlockHeight: height + MAX_PROCESSING_AGE };
  }

  private keep(block: Block): void {
    this.closed.set(block.slot, block);
    this.recent.set(block.blockhash, block.height);
    for (const [blockhash, height] of this.recent) {
      if (height + MAX_PROCESSING_AGE >= block.height) break;
      this.recent.delete(blockhash);
    }
    if (block.signatures.length === 0) this.empty.push(block.slot);
    if (this.empty.length > EMPTY_BLOCKS_KEPT) {
      const oldest = this.empty.shift();
      if (oldest !== undefined) this.closed.delete(oldest);
    }
  }
}
