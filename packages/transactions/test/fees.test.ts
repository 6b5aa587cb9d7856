import { Keypair, type PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { Cached } from '../src/cached';
import { computeLimit } from '../src/compute-limit';
import { priorityFee, priorityPrice } from '../src/priority-fee';

describe('transactions: what priority and computing cost', () => {
  it('prices priority by the upper quartile, never above the cap', () => {
    expect(priorityPrice([], 100n)).to.equal(0n);
    expect(priorityPrice([0n, 0n, 0n, 8n], 100n)).to.equal(8n);
    expect(priorityPrice([8n, 0n, 0n, 0n], 100n)).to.equal(8n);
    expect(priorityPrice([0n, 0n, 0n, 800n], 100n)).to.equal(100n);
  });

  it('asks about the accounts that are written to, and goes without priority where nobody answers', async () => {
    const accounts = [Keypair.generate().publicKey];
    const asked: PublicKey[][] = [];
    const rpc = {
      getRecentPrioritizationFees: ({ lockedWritableAccounts }: { lockedWritableAccounts: PublicKey[] }) => {
        asked.push(lockedWritableAccounts);
        return Promise.resolve([{ prioritizationFee: 70 }]);
      },
    };
    expect(await priorityFee(rpc, accounts, 100n)).to.equal(70n);
    expect(await priorityFee(rpc, accounts, 0n)).to.equal(0n);
    expect(asked).to.deep.equal([accounts]);
    const silent = { getRecentPrioritizationFees: () => Promise.reject(new Error('Method not found')) };
    expect(await priorityFee(silent, accounts, 100n)).to.equal(0n);
  });

  it('is limited above what a simulation used, within what the network allows', () => {
    expect(computeLimit(10_001)).to.equal(13_002);
    expect(computeLimit(1_400_000)).to.equal(1_400_000);
  });
});

describe('transactions: what is looked up for a while', () => {
  /** Gives 1, 2, 3 ... */
  function counter(): () => Promise<number> {
    let calls = 0;
    return () => Promise.resolve((calls += 1));
  }

  it('is asked for once, until it is dropped', async () => {
    const cached = new Cached(counter(), 60_000);
    expect(await Promise.all([cached.get(), cached.get()])).to.deep.equal([1, 1]);
    cached.drop();
    expect(await cached.get()).to.equal(2);
  });

  it('is asked for each time where it may not be kept', async () => {
    const cached = new Cached(counter(), 0);
    expect([await cached.get(), await cached.get()]).to.deep.equal([1, 2]);
  });

  it('keeps no failure', async () => {
    let fails = true;
    const cached = new Cached(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve(1)), 60_000);
    expect(await cached.get().catch(() => 'failed')).to.equal('failed');
    fails = false;
    expect(await cached.get()).to.equal(1);
  });
});
