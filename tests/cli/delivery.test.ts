import type { SignatureStatus } from '@solana/web3.js';
import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Delivery, type Network } from '../../packages/cli/src';
import { Journal, journalPath, parseJournal } from '../../packages/cli/src/import/journal';
import { EngineError } from '@tenure/transactions';
import { Refusal } from '../../packages/cli/src/refusal';

const SIGNED = { signature: 'sig', bytes: new Uint8Array([1, 2, 3]), lastValidBlockHeight: 10 };

/** A network in memory: a height, the statuses it tells, and what was sent to it. */
class Memory implements Network {
  height = 1;
  readonly sent: Uint8Array[] = [];
  /** Whether each look searched the whole ledger. */
  readonly looks: boolean[] = [];
  status: SignatureStatus | null = null;
  failing = false;

  private answer<T>(value: T): Promise<T> {
    return this.failing ? Promise.reject(new TypeError('fetch failed')) : Promise.resolve(value);
  }

  sendRawTransaction(bytes: Uint8Array): Promise<string> {
    this.sent.push(bytes);
    return this.answer('sig');
  }

  getSignatureStatuses(signatures: string[], config: { searchTransactionHistory: boolean }) {
    this.looks.push(config.searchTransactionHistory);
    return this.answer({ value: signatures.map(() => this.status) });
  }

  getBlockHeight(): Promise<number> {
    return this.answer(this.height);
  }
}

function status(
  confirmationStatus: 'processed' | 'confirmed',
  err: SignatureStatus['err'] = null,
): SignatureStatus {
  return { slot: 7, confirmations: 0, err, confirmationStatus };
}

const OPTIONS = { commitment: 'confirmed', timeoutMs: 2_000, pollMs: 5, resendMs: 20 } as const;

describe('CLI: delivery', () => {
  it('sends the same bytes again until the status is certain enough', async () => {
    const network = new Memory();
    const verdict = new Delivery(network, OPTIONS).deliver(SIGNED);
    await until(() => network.sent.length >= 3);
    network.status = status('processed');
    const before = network.looks.length;
    await until(() => network.looks.length > before + 3);
    network.status = status('confirmed');
    expect(await verdict).to.deep.equal({ kind: 'landed', slot: 7 });
    expect(new Set(network.sent)).to.deep.equal(new Set([SIGNED.bytes]));
  });

  it('tells a failure on the chain as such', async () => {
    const network = new Memory();
    network.status = status('confirmed', { InstructionError: [2, { Custom: 6_000 }] });
    const verdict = await new Delivery(network, OPTIONS).deliver(SIGNED);
    expect(verdict).to.deep.include({ kind: 'failed', slot: 7 });
  });

  it('says expired only after the last block, by the whole ledger', async () => {
    const network = new Memory();
    network.height = SIGNED.lastValidBlockHeight;
    const verdict = new Delivery(network, OPTIONS).deliver(SIGNED);
    let known: string | undefined;
    void verdict.then(({ kind }) => (known = kind));
    await until(() => network.looks.length > 20);
    expect(known).to.equal(undefined);
    expect(network.looks).not.to.include(true);
    network.height += 1;
    expect(await verdict).to.deep.equal({ kind: 'expired' });
    expect(network.looks.at(-1)).to.equal(true);
  });

  it('never takes an expired blockhash for the end of what is processed already', async () => {
    const network = new Memory();
    network.height = 99;
    network.status = status('processed');
    const verdict = new Delivery(network, OPTIONS).deliver(SIGNED);
    await until(() => network.looks.length > 10);
    network.status = status('confirmed');
    expect(await verdict).to.deep.equal({ kind: 'landed', slot: 7 });
  });

  it('gives up when nothing answers, and says nothing about the transaction', async () => {
    const network = new Memory();
    network.failing = true;
    const delivery = new Delivery(network, { ...OPTIONS, timeoutMs: 60 });
    const failure = await delivery.deliver(SIGNED).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(EngineError).with.property('name', 'ClusterUnreachable');
  });
});

describe('CLI: journal', () => {
  const key = { plan: 'plan', genesisHash: 'genesis', fileSha256: 'hash' };
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenure-journal-'));
    path = journalPath(join(folder, 'file.csv'), key);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is found by file, plan and cluster', () => {
    expect(path).to.match(/file\.csv\.[0-9a-f]{16}\.journal\.jsonl$/);
    expect(journalPath('f', key)).not.to.equal(journalPath('f', { ...key, genesisHash: 'other' }));
  });

  it('remembers what has no end, with the bytes to send again', async () => {
    const journal = await Journal.open(path, key);
    const all = Array.from({ length: 50 }, (_, index) => ({ ...SIGNED, signature: `sig ${index}` }));
    await Promise.all(all.map((signed) => journal.signed(signed, ['1', '2'])));
    await Promise.all(all.slice(1, 48).map(({ signature }) => journal.landed(signature, 5)));
    await journal.expired('sig 48');
    await journal.failed('sig 49', 6, 'PlanNotFunded');
    await journal.close();
    const again = await Journal.open(path, key);
    expect(again.left.map(({ signature, grants, bytes }) => [signature, grants, [...bytes]])).to.deep.equal([
      ['sig 0', ['1', '2'], [1, 2, 3]],
    ]);
    await again.close();
  });

  it('leaves out half a line, goes on behind it, and refuses damage', async () => {
    const journal = await Journal.open(path, key);
    await journal.signed(SIGNED, ['1']);
    await journal.close();
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"kind":"landed","signa`);
    const again = await Journal.open(path, key);
    expect(again.left.length).to.equal(1);
    await again.landed('sig', 9);
    await again.close();
    expect(parseJournal(readFileSync(path, 'utf8')).open).to.deep.equal([]);
    expect(() => parseJournal('{"kind":"signed"}\n'))
      .to.throw(Refusal)
      .with.property('name', 'JournalDamaged');
  });

  it('belongs to one process and one import', async () => {
    const journal = await Journal.open(path, key);
    const second = await Journal.open(path, key).catch((error: unknown) => error);
    expect(second).to.be.instanceOf(Refusal).with.property('name', 'ImportRunning');
    await journal.close();
    const other = await Journal.open(path, { ...key, plan: 'another' }).catch((error: unknown) => error);
    expect(other).to.be.instanceOf(Refusal).with.property('name', 'JournalOfAnother');
    // A process that is gone leaves its lock.
    writeFileSync(`${path}.lock`, '999999999');
    await (await Journal.open(path, key)).close();
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
