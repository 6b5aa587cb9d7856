import type { SignatureStatus } from '@solana/web3.js';
import { TenureError } from '@tenure/sdk';
import { expect } from 'chai';
import { EngineError, sendAndConfirm, TransactionSender } from '../src';
import type { Look, SendRpc } from '../src/send-and-confirm';

const SIGNED = { signature: 'sig', bytes: new Uint8Array([1, 2, 3]), lastValidBlockHeight: 10 };

/** A network in memory: a height, the statuses it tells, and what was sent to it. */
class Memory implements SendRpc {
  height = 1;
  readonly sent: Uint8Array[] = [];
  /** Whether each look searched the whole ledger. */
  readonly looks: boolean[] = [];
  /** By signature; `null` for one that it knows nothing of. */
  readonly statuses = new Map<string, SignatureStatus | null>();
  status: SignatureStatus | null = null;
  /** Which calls fail, and how. */
  failing: 'none' | 'all' | 'statuses' | 'heights' = 'none';
  failure: Error = new TypeError('fetch failed');

  private answer<T>(value: T, call?: 'statuses' | 'heights'): Promise<T> {
    const fails = this.failing === 'all' || this.failing === call;
    return fails ? Promise.reject(this.failure) : Promise.resolve(value);
  }

  sendRawTransaction(bytes: Uint8Array): Promise<string> {
    this.sent.push(bytes);
    return this.answer('sig');
  }

  getSignatureStatuses(signatures: string[], config: { searchTransactionHistory: boolean }) {
    this.looks.push(config.searchTransactionHistory);
    const value = signatures.map((signature) => this.statuses.get(signature) ?? this.status);
    return this.answer({ value }, 'statuses');
  }

  getBlockHeight(): Promise<number> {
    return this.answer(this.height, 'heights');
  }
}

function status(
  confirmationStatus: 'processed' | 'confirmed' | 'finalized',
  err: SignatureStatus['err'] = null,
): SignatureStatus {
  return { slot: 7, confirmations: 0, err, confirmationStatus };
}

const OPTIONS = { commitment: 'confirmed', timeoutMs: 2_000, pollMs: 5, resendMs: 20 } as const;
const CONFIRMED = { kind: 'confirmed', signature: 'sig', slot: 7 };

describe('transactions: sending and confirming', () => {
  const send = (network: SendRpc, options = {}) =>
    new TransactionSender(network, { ...OPTIONS, ...options }).sendAndConfirm(SIGNED);

  it('sends the same bytes again until the status is certain enough', async () => {
    const network = new Memory();
    const outcome = send(network);
    await until(() => network.sent.length >= 3);
    network.status = status('processed');
    const before = network.looks.length;
    await until(() => network.looks.length > before + 3);
    network.status = status('confirmed');
    expect(await outcome).to.deep.equal(CONFIRMED);
    expect(new Set(network.sent)).to.deep.equal(new Set([SIGNED.bytes]));
  });

  it('waits for the level that was asked for', async () => {
    const network = new Memory();
    network.status = status('confirmed');
    const outcome = send(network, { commitment: 'finalized' });
    await until(() => network.looks.length > 10);
    network.status = status('finalized');
    expect(await outcome).to.deep.equal(CONFIRMED);
  });

  it('sends once where it is taken and decided soon', async () => {
    const network = new Memory();
    network.status = status('confirmed');
    await send(network, { resendMs: 2_000 });
    expect(network.sent).to.have.length(1);
  });

  it('tells a failure on the chain as such, decoded', async () => {
    const network = new Memory();
    network.status = status('confirmed', { InstructionError: [2, { Custom: 6_201 }] });
    const outcome = await send(network);
    expect(outcome).to.deep.include({ kind: 'failed', signature: 'sig', slot: 7 });
    const error = outcome.kind === 'failed' ? outcome.error : undefined;
    expect(error).to.be.instanceOf(TenureError).and.to.include({ code: 6_201, instructionIndex: 2 });
  });

  it('says expired only after the last block, by the whole ledger', async () => {
    const network = new Memory();
    network.height = SIGNED.lastValidBlockHeight;
    const outcome = send(network);
    let known: string | undefined;
    void outcome.then(({ kind }) => (known = kind));
    await until(() => network.looks.length > 20);
    expect(known).to.equal(undefined);
    expect(network.looks).not.to.include(true);
    network.height += 1;
    expect(await outcome).to.deep.equal({ kind: 'expired', signature: 'sig' });
    expect(network.looks.at(-1)).to.equal(true);
  });

  it('never takes an expired blockhash for the end of what is processed already', async () => {
    const network = new Memory();
    network.height = 99;
    network.status = status('processed');
    const outcome = send(network);
    await until(() => network.looks.length > 10);
    network.status = status('confirmed');
    expect(await outcome).to.deep.equal(CONFIRMED);
  });

  it('goes on after the server did not answer for a while', async () => {
    const network = new Memory();
    network.failing = 'statuses';
    network.status = status('confirmed');
    const told: boolean[] = [];
    const onLook = ({ answering }: Look) => {
      told.push(answering);
      if (told.length === 2) network.failing = 'none';
    };
    expect(await send(network, { onLook })).to.deep.equal(CONFIRMED);
    expect(told).to.deep.equal([false, false, true]);
  });

  for (const failing of ['all', 'statuses', 'heights'] as const) {
    it(`leaves the end open where the server does not answer: ${failing}`, async () => {
      const network = new Memory();
      network.failing = failing;
      const outcome = await send(network, { timeoutMs: 60 });
      expect(outcome).to.include({ kind: 'unknown', signature: 'sig' });
      const error = outcome.kind === 'unknown' ? outcome.error : undefined;
      expect(error).to.be.instanceOf(EngineError).with.property('name', 'ClusterUnreachable');
    });
  }

  it('leaves the end open at once where asking again would not help', async () => {
    const network = new Memory();
    network.failing = 'statuses';
    network.failure = Object.assign(new Error('Method not found'), { code: -32_601 });
    const outcome = await send(network);
    expect(outcome).to.include({ kind: 'unknown', signature: 'sig' });
    const error = outcome.kind === 'unknown' ? outcome.error : undefined;
    expect(error).to.have.property('message').that.contains('Method not found');
    expect(network.looks).to.have.length(1);
  });

  it('follows several at once, each to its own end', async () => {
    const network = new Memory();
    network.height = 5;
    network.statuses.set('a', status('confirmed'));
    network.statuses.set('b', status('confirmed', { InstructionError: [0, { Custom: 6_201 }] }));
    const transactions = ['a', 'b', 'c'].map((signature) => ({
      ...SIGNED,
      signature,
      lastValidBlockHeight: signature === 'c' ? 4 : 10,
    }));
    const outcomes = await sendAndConfirm(network, transactions, OPTIONS);
    expect(outcomes.map(({ signature, kind }) => [signature, kind])).to.deep.equal([
      ['a', 'confirmed'],
      ['b', 'failed'],
      ['c', 'expired'],
    ]);
  });

  it('tells whoever sends the same transaction twice the same end', async () => {
    const network = new Memory();
    network.status = status('confirmed');
    const outcomes = await sendAndConfirm(network, [SIGNED, SIGNED], OPTIONS);
    expect(outcomes).to.deep.equal([CONFIRMED, CONFIRMED]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
