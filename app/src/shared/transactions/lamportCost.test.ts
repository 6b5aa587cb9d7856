import { Keypair, PublicKey } from '@solana/web3.js';
import type { AccountChange, SimulatedTransaction } from '@tenure/transactions';
import { describe, expect, it } from 'vitest';
import { lamportCost } from './lamportCost';

const payer = Keypair.generate().publicKey;

function transaction(changes: readonly AccountChange[]): SimulatedTransaction {
  const simulation = { unitsConsumed: 10_000, units: 10_000, logs: [], changes, error: undefined };
  return { groups: [], instructions: [], payer, units: 10_000, price: 0n, simulation };
}

describe('the cost', () => {
  const owner = PublicKey.default;
  const account = (lamports: bigint) => ({ owner, data: new Uint8Array(), lamports });

  it('is the fees, and the rent of accounts that are opened, each counted once', () => {
    const opened = { address: Keypair.generate().publicKey, before: null, after: account(2_039_280n) };
    const paid = { address: payer, before: account(10n ** 9n), after: account(10n ** 9n - 2_044_280n) };
    const cost = lamportCost([transaction([opened, paid]), transaction([opened, paid])], payer);
    expect(cost).toEqual({ fee: 10_000n, rent: 2_039_280n });
  });

  it('shows rent that comes back as negative', () => {
    const closed = { address: Keypair.generate().publicKey, before: account(1_000n), after: null };
    expect(lamportCost([transaction([closed])], payer).rent).toBe(-1_000n);
  });
});
