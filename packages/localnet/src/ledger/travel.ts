import type { Ledger } from './ledger';
import { SLOTS_PER_EPOCH } from './machine';

/** Where in time to go: one of the three. */
export type Destination = { readonly timestampMs: number } | { readonly slot: number } | { readonly epoch: number };

/**
 * Moves the chain forward in time. The slots between are skipped, as when no leader made a block: block
 * height and the age of blockhashes grow by one, so what was signed before can still be sent.
 */
export function travel(ledger: Ledger, to: Destination): void {
  const now = ledger.clock.now();
  if ('timestampMs' in to) {
    if (to.timestampMs < now)
      throw new RangeError(`Cannot travel to past timestamp: target=${to.timestampMs}, current=${now}`);
    const slots = Math.floor((to.timestampMs - now) / ledger.slotMs);
    ledger.clock.set(to.timestampMs);
    ledger.tick(ledger.slot + Math.max(slots, 1));
    return;
  }
  const slot = 'slot' in to ? to.slot : to.epoch * SLOTS_PER_EPOCH;
  if (slot <= ledger.slot) throw new RangeError(`Cannot travel to past slot: target=${slot}, current=${ledger.slot}`);
  ledger.clock.set(now + (slot - ledger.slot) * ledger.slotMs);
  ledger.tick(slot);
}
