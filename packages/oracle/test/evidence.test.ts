import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReceipts, recompute, storeEvidence, verifyEvidence, type Observation } from '../src';
import { exampleRepository } from './fixture/repository';
import { observed, refused, useFolder } from './fixture/observation';

const mmlu = {
  kind: 'lm-eval',
  file: 'lm-eval/results_2026-11-18T15-53-21.125034.json',
  task: 'mmlu',
  metric: 'acc',
};
const SOURCES = [
  mmlu,
  { kind: 'helm', run: 'helm/mmlu-anatomy', stat: 'exact_match', split: 'test', observed: 'now' },
  { kind: 'csv', file: 'csv/api-usage.csv', value: 'p50', column: 'latency_ms', observed: 'now' },
  { kind: 'json', document: 'json/model.json', path: '$.downloads', observed: { path: '$.lastModified' } },
];

describe('oracle: evidence', () => {
  const folder = useFolder();

  async function stored(source: object = mmlu, exponent = -4): Promise<Observation> {
    const observation = await observed(source, exponent);
    await storeEvidence(folder().path, observation);
    return observation;
  }

  it('is kept by its hash, with receipts from which the value can be computed again', async () => {
    const repository = exampleRepository(join(folder().path, 'repository'));
    const git = {
      kind: 'git',
      repository: repository.path,
      revision: 'main',
      count: 'merges',
      observed: 'head',
    };
    for (const source of [...SOURCES, git]) {
      const { sha256, evidence, value, receipt } = await stored(source);
      expect(Buffer.from(await verifyEvidence(folder().path, sha256)), source.kind).to.deep.equal(
        Buffer.from(evidence),
      );
      const receipts = await readReceipts(folder().path, sha256);
      expect(receipts).to.deep.equal([receipt]);
      for (const { source: settings, exponent, number } of receipts)
        expect(recompute(settings, exponent, evidence)).to.include({ value, number });
    }
  });

  it('is written once, however often and at once it is stored', async () => {
    const observation = await stored();
    const before = readdirSync(folder().path);
    expect(before).to.have.length(2);
    await Promise.all(Array.from({ length: 20 }, () => storeEvidence(folder().path, observation)));
    expect(readdirSync(folder().path)).to.deep.equal(before);
  });

  it('can serve several metrics, with a receipt for each', async () => {
    const first = await stored();
    const second = await stored({ ...mmlu, task: 'mmlu_stem' });
    expect(second.sha256).to.equal(first.sha256);
    const receipts = await readReceipts(folder().path, first.sha256);
    expect(receipts.map(({ number }) => number)).to.have.members([first.receipt.number, second.receipt.number]);
  });

  it('makes its folder, and leaves nothing half done in it', async () => {
    const observation = await observed(mmlu);
    const directory = join(folder().path, 'new', 'folder');
    await storeEvidence(directory, observation);
    expect(readdirSync(directory).filter((name) => !name.startsWith(observation.sha256))).to.deep.equal([]);
    expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).to.deep.equal([]);
  });

  it('is never overwritten where other bytes have its name, and these are noticed', async () => {
    const observation = await stored();
    const path = join(folder().path, observation.sha256);
    for (const content of [Buffer.alloc(0), Buffer.from(observation.evidence).subarray(1), Buffer.from('other')]) {
      writeFileSync(path, content);
      expect(await refused(() => verifyEvidence(folder().path, observation.sha256))).to.equal('EvidenceDamaged');
      expect(await refused(() => storeEvidence(folder().path, observation))).to.equal('EvidenceDamaged');
      expect(readFileSync(path)).to.deep.equal(content);
    }
  });

  it('has receipts that nobody can change unnoticed', async () => {
    const { sha256 } = await stored();
    const name = readdirSync(folder().path).find((entry) => entry.endsWith('.receipt.json')) ?? '';
    const path = join(folder().path, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"6123"', '"9999"'));
    expect(await refused(() => readReceipts(folder().path, sha256))).to.equal('EvidenceDamaged');
  });

  it('is missed where it is not there, and asked for by hashes alone', async () => {
    for (const name of ['0'.repeat(64), '../evidence', '', 'A'.repeat(64), `${'0'.repeat(64)}/../x`])
      expect(await refused(() => verifyEvidence(folder().path, name)), name).to.equal('EvidenceMissing');
    expect(await readReceipts(folder().path, '0'.repeat(64))).to.deep.equal([]);
    expect(await readReceipts(join(folder().path, 'none'), '0'.repeat(64))).to.deep.equal([]);
  });

  it('that can not be written is an error', async () => {
    const observation = await observed(mmlu);
    const file = folder().write('file', '');
    expect(await refused(() => storeEvidence(file, observation))).to.equal('EvidenceUnwritable');
    expect(await refused(() => storeEvidence(join(file, 'below'), observation))).to.equal('EvidenceUnwritable');
  });

  it('is not there where there is no value', async () => {
    const directory = join(folder().path, 'evidence');
    const source = { ...mmlu, task: 'none' };
    expect(await refused(async () => storeEvidence(directory, await observed(source)))).to.equal('TaskMissing');
    expect(existsSync(directory)).to.equal(false);
  });
});
