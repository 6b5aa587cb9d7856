import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, journalPath, parseJournal } from '../src/import/journal';
import { CliError } from '../src/cli-error';

const SIGNED = { signature: 'sig', bytes: new Uint8Array([1, 2, 3]), lastValidBlockHeight: 10 };

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
      .to.throw(CliError)
      .with.property('name', 'JournalDamaged');
  });

  it('belongs to one process and one import', async () => {
    const journal = await Journal.open(path, key);
    const second = await Journal.open(path, key).catch((error: unknown) => error);
    expect(second).to.be.instanceOf(CliError).with.property('name', 'ImportRunning');
    await journal.close();
    const other = await Journal.open(path, { ...key, plan: 'another' }).catch((error: unknown) => error);
    expect(other).to.be.instanceOf(CliError).with.property('name', 'JournalOfAnother');
    // A process that is gone leaves its lock.
    writeFileSync(`${path}.lock`, '999999999');
    await (await Journal.open(path, key)).close();
  });
});
