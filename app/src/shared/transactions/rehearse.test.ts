import { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { describe, expect, it } from 'vitest';
import type { Errand } from './act';
import { lamportCost, packed, toSign, type Rehearsal } from './rehearse';

const payer = Keypair.generate().publicKey;

function errand(bytes: number, keys = 1): Errand {
  const metas = Array.from({ length: keys }, () => ({
    pubkey: Keypair.generate().publicKey,
    isSigner: false,
    isWritable: true,
  }));
  const data = new Uint8Array(bytes);
  const instruction = new TransactionInstruction({ programId: PublicKey.default, keys: metas, data: Buffer.from(data) });
  return { says: 'something', instructions: [instruction] };
}

function rehearsal(changes: Rehearsal['changes']): Rehearsal {
  return { errands: [], units: 10_000, price: 0n, feeLamports: 5_000n, changes, error: undefined };
}

describe('errands', () => {
  it('share transactions while they fit', () => {
    expect(packed([errand(100), errand(100), errand(100)], payer)).toHaveLength(1);
    expect(packed([errand(500), errand(500), errand(500)], payer)).toHaveLength(3);
    expect(packed([], payer)).toEqual([]);
  });

  it('keep their order', () => {
    const all = Array.from({ length: 9 }, () => errand(300));
    expect(packed(all, payer).flat()).toEqual(all);
  });

  it('that are too large alone are refused in words', () => {
    const large = { ...rehearsal([]), errands: [errand(1_200, 3)] };
    expect(() => toSign(large, payer, PublicKey.default.toBase58())).toThrow(/only 1232 fit/);
  });
});

describe('the cost', () => {
  const owner = PublicKey.default;
  const account = (lamports: bigint) => ({ owner, data: new Uint8Array(), lamports });

  it('is the fees, and the rent of accounts that are opened, each counted once', () => {
    const opened = { address: Keypair.generate().publicKey, before: null, after: account(2_039_280n) };
    const paid = { address: payer, before: account(10n ** 9n), after: account(10n ** 9n - 2_044_280n) };
    const cost = lamportCost([rehearsal([opened, paid]), rehearsal([opened, paid])], payer);
    expect(cost).toEqual({ fee: 10_000n, rent: 2_039_280n });
  });

  it('shows rent that comes back as negative', () => {
    const closed = { address: Keypair.generate().publicKey, before: account(1_000n), after: null };
    expect(lamportCost([rehearsal([closed])], payer).rent).toBe(-1_000n);
  });
});
