import type { StoredAccount } from './account';
import type { Block } from './blocks';
import type { Receipt } from './receipt';

/** An account after a change; null where it is gone. */
export type ChangedAccount = readonly [address: string, account: StoredAccount | null];

/** Who is told of what happens on the chain, as it happens. */
export type Listener = {
  accounts(slot: number, changed: readonly ChangedAccount[]): void;
  transaction(receipt: Receipt): void;
  block(closed: Block, open: Block): void;
  /** A transaction has arrived, before it runs. */
  received(signature: string): void;
};

/** Passes what happens on to every listener. */
export class Announcer implements Listener {
  private readonly listeners = new Set<Listener>();

  add(listener: Listener): void {
    this.listeners.add(listener);
  }

  accounts(slot: number, changed: readonly ChangedAccount[]): void {
    for (const listener of this.listeners) listener.accounts(slot, changed);
  }

  transaction(receipt: Receipt): void {
    for (const listener of this.listeners) listener.transaction(receipt);
  }

  block(closed: Block, open: Block): void {
    for (const listener of this.listeners) listener.block(closed, open);
  }

  received(signature: string): void {
    for (const listener of this.listeners) listener.received(signature);
  }
}
