import { Keypair, SystemProgram, type SignatureStatus, type VersionedTransaction } from '@solana/web3.js';
import { encodeBase58 } from '@tenure/sdk';
import { expect } from 'chai';
import {
  executeTransaction,
  executeTransactions,
  keypairSigner,
  latestBlockhashes,
  TransactionSender,
  type ExecuteProgress,
  type PackedTransaction,
  type TransactionSigner,
} from '../src';

const payer = Keypair.generate();
const OPTIONS = { commitment: 'confirmed', timeoutMs: 2_000, pollMs: 1, resendMs: 20 } as const;

/** A transfer of so many lamports. */
function transfer(lamports: number, price = 0n): PackedTransaction {
  const { publicKey } = payer;
  const instructions = [SystemProgram.transfer({ fromPubkey: publicKey, toPubkey: publicKey, lamports })];
  return { instructions, payer: publicKey, units: 1_000, price };
}

const confirmed: SignatureStatus = { slot: 7, confirmations: 1, err: null, confirmationStatus: 'confirmed' };
const failed: SignatureStatus = { ...confirmed, err: { InstructionError: [2, { Custom: 6_000 }] } };

/** A cluster that gives a new blockhash each time, and tells of the n-th transaction that it sees what `ends` says. */
class Cluster {
  height = 1;
  readonly sent: string[] = [];
  blockhashes = 0;

  constructor(private readonly ends: (number: number) => SignatureStatus | null | 'silent') {}

  getLatestBlockhash() {
    this.blockhashes += 1;
    const blockhash = encodeBase58(new Uint8Array(32).fill(this.blockhashes));
    return Promise.resolve({ blockhash, lastValidBlockHeight: this.height });
  }

  sendRawTransaction(bytes: Uint8Array) {
    const signature = encodeBase58(bytes.slice(1, 65));
    if (!this.sent.includes(signature)) this.sent.push(signature);
    return Promise.resolve(signature);
  }

  getBlockHeight() {
    return Promise.resolve(this.height);
  }

  getSignatureStatuses(signatures: string[]) {
    const numbers = signatures.map((signature) => this.sent.indexOf(signature));
    const found = numbers.map((number) => (number < 0 ? null : this.ends(number)));
    if (found.includes('silent')) return Promise.reject(new TypeError('fetch failed'));
    return Promise.resolve({ value: found.map((each) => (each === 'silent' ? null : each)) });
  }
}

/** A wallet that signs what it is given, and keeps count of how many at once; it refuses from one time on. */
function wallet(refusesAt = Number.POSITIVE_INFINITY): { signer: TransactionSigner; asked: number[] } {
  const asked: number[] = [];
  const signTransactions = (transactions: readonly VersionedTransaction[]) => {
    asked.push(transactions.length);
    if (asked.length >= refusesAt) return Promise.reject(new Error('User rejected the request.'));
    return keypairSigner([payer]).signTransactions(transactions);
  };
  return { signer: { signTransactions }, asked };
}

describe('transactions: carrying out one', () => {
  const options = (cluster: Cluster) => ({
    sender: new TransactionSender(cluster, OPTIONS),
    signer: keypairSigner([payer]),
    blockhashes: latestBlockhashes(cluster, 'confirmed', 60_000),
  });

  it('signs it once, and tells whoever keeps a journal before anything is sent', async () => {
    const cluster = new Cluster(() => confirmed);
    const noted: [string, number][] = [];
    const { transaction, outcome } = await executeTransaction(() => Promise.resolve(transfer(1)), {
      ...options(cluster),
      beforeSend: ({ signature }) => {
        noted.push([signature, cluster.sent.length]);
        return Promise.resolve();
      },
    });
    expect(outcome).to.deep.equal({ kind: 'confirmed', signature: cluster.sent[0], slot: 7 });
    expect(noted).to.deep.equal([[cluster.sent[0], 0]]);
    expect(transaction.instructions).to.have.length(1);
  });

  it('sends nothing that could not be noted', async () => {
    const cluster = new Cluster(() => confirmed);
    const beforeSend = () => Promise.reject(new Error('disk full'));
    const failure = await executeTransaction(() => Promise.resolve(transfer(1)), {
      ...options(cluster),
      beforeSend,
    }).catch((error: unknown) => error);
    expect(failure).to.have.property('message', 'disk full');
    expect(cluster.sent).to.deep.equal([]);
  });

  it('signs anew only after the one before has expired, with another blockhash and at the price of then', async () => {
    const cluster = new Cluster((number) => (number < 2 ? null : confirmed));
    let packs = 0n;
    const pack = () => {
      packs += 1n;
      cluster.height += 1;
      return Promise.resolve(transfer(1, packs));
    };
    const pastTheLast = () => {
      cluster.height += 1;
      return Promise.resolve();
    };
    const each = { ...options(cluster), maxSignings: 5, beforeSend: pastTheLast };
    const { transaction, outcome } = await executeTransaction(pack, each);
    expect(outcome).to.deep.equal({ kind: 'confirmed', signature: cluster.sent[2], slot: 7 });
    expect([transaction.price, cluster.sent.length, cluster.blockhashes]).to.deep.equal([3n, 3, 3]);
  });

  it('signs it as often as it may and no more', async () => {
    const cluster = new Cluster(() => null);
    const beforeSend = () => {
      cluster.height += 1;
      return Promise.resolve();
    };
    const each = { ...options(cluster), maxSignings: 2, beforeSend };
    const { outcome } = await executeTransaction(() => Promise.resolve(transfer(1)), each);
    expect(outcome).to.deep.equal({ kind: 'expired', signature: cluster.sent[1] });
    expect(cluster.sent).to.have.length(2);
  });

  for (const [what, end] of [
    ['failed', failed],
    ['unknown', 'silent'],
  ] as const) {
    it(`never signs anew what is ${what}`, async () => {
      const cluster = new Cluster(() => end);
      const sender = new TransactionSender(cluster, { ...OPTIONS, timeoutMs: 30 });
      const each = { ...options(cluster), sender, maxSignings: 5 };
      const { outcome } = await executeTransaction(() => Promise.resolve(transfer(1)), each);
      expect([outcome.kind, cluster.sent.length]).to.deep.equal([what, 1]);
    });
  }
});

describe('transactions: carrying out several by hand', () => {
  const five = [1, 2, 3, 4, 5].map((lamports) => transfer(lamports));

  it('puts some before the wallet together, and tells how far it has come', async () => {
    const cluster = new Cluster(() => confirmed);
    const { signer, asked } = wallet();
    const told: ExecuteProgress[] = [];
    const onProgress = (progress: ExecuteProgress) => told.push(progress);
    const results = await executeTransactions(cluster, five, { ...OPTIONS, signer, atOnce: 3, onProgress });
    expect(asked).to.deep.equal([3, 2]);
    expect(results.map(({ transaction, outcome: { kind } }) => [transaction, kind])).to.deep.equal(
      five.map((each) => [each, 'confirmed']),
    );
    expect(results.map(({ signed }) => signed?.signature)).to.deep.equal(cluster.sent);
    const stages = told.map((each) => (each.stage === 'signing' ? 'signing' : each.decided));
    expect(stages).to.deep.equal(['signing', 0, 3, 'signing', 3, 5]);
  });

  it('signs nothing behind one that is not confirmed', async () => {
    const cluster = new Cluster((number) => (number === 1 ? failed : confirmed));
    const { signer, asked } = wallet();
    const results = await executeTransactions(cluster, five, { ...OPTIONS, signer, atOnce: 2 });
    expect(results.map(({ outcome: { kind } }) => kind)).to.deep.equal([
      ...['confirmed', 'failed'],
      ...['unsigned', 'unsigned', 'unsigned'],
    ]);
    expect(asked).to.deep.equal([2]);
  });

  it('fails where the first is not signed, as nothing was sent', async () => {
    const cluster = new Cluster(() => confirmed);
    const failure = await executeTransactions(cluster, five, { ...OPTIONS, signer: wallet(1).signer }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.have.property('message', 'User rejected the request.');
    expect(cluster.sent).to.deep.equal([]);
  });

  it('tells what is done and what is not where a later one is not signed', async () => {
    const cluster = new Cluster(() => confirmed);
    const options = { ...OPTIONS, signer: wallet(2).signer, atOnce: 2 };
    const results = await executeTransactions(cluster, five, options);
    expect(results.map(({ outcome: { kind }, signed }) => [kind, signed !== null])).to.deep.equal([
      ['confirmed', true],
      ['confirmed', true],
      ['unsigned', false],
      ['unsigned', false],
      ['unsigned', false],
    ]);
  });

  it('sends nothing of what is signed after somebody left', async () => {
    const cluster = new Cluster(() => confirmed);
    const left = new AbortController();
    const signer: TransactionSigner = {
      signTransactions: (transactions) => {
        left.abort();
        return keypairSigner([payer]).signTransactions(transactions);
      },
    };
    const results = await executeTransactions(cluster, five, { ...OPTIONS, signer, signal: left.signal });
    expect(results.map(({ outcome: { kind } }) => kind)).to.deep.equal(five.map(() => 'unsigned'));
    expect(cluster.sent).to.deep.equal([]);
  });
});
