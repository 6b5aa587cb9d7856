import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { key, Fixture } from '../cli/commands/fixture';
import { attestedFrom } from './evidence';
import { withMetric, type Measured } from './metric-fixture';

describe('CLI: oracle check', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  let folders = 0;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  const newFolder = () => join(fixture.cluster.folder, `checked ${(folders += 1)}`);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  async function check(measured: Measured, folder: string, ...flags: string[]) {
    const words = ['oracle', 'check', measured.name, '--evidence-dir', folder, ...flags];
    const ran = await fixture.cluster.tenure('worker', [...words, '--json']);
    const { checked } = ran.json();
    const verdicts = Array.isArray(checked) ? checked.map(({ verdict }: Record<string, unknown>) => verdict) : [];
    return { ...ran, verdicts, text: await fixture.cluster.tenure('worker', words) };
  }

  /** By hand, whatever the evidence says. */
  async function byHand(measured: Measured, who: 'pay' | 'rel', value: string, hash: string, ...more: string[]) {
    const words = ['metric', 'attest', measured.name, '--value', value, '--evidence-sha256', hash, ...more, '--yes'];
    const ran = await fixture.cluster.tenure(who, words);
    expect(ran.code, ran.err).to.equal(0);
  }

  /** What an honest oracle attested, and the folder of its evidence. */
  async function honest(): Promise<{ measured: Measured; folder: string; hash: string }> {
    const measured = await withMetric(fixture);
    const folder = await attestedFrom(fixture, measured, 'colleague', newFolder(), 0.8123);
    return { measured, folder, hash: sha256('{"value":0.8123}') };
  }

  it('finds the same value in the evidence of an honest oracle', async () => {
    const { measured, folder } = await honest();
    const { code, verdicts, text } = await check(measured, folder);
    expect([code, verdicts]).to.deep.equal([0, ['same']]);
    expect(text.out).to.contain('computed 0.8123').and.to.contain('"path":"$.value"');
  });

  it('finds out who attests what its evidence does not say', async () => {
    const { measured, folder, hash } = await honest();
    await byHand(measured, 'pay', '0.99', hash);
    const { code, verdicts, err, text } = await check(measured, folder);
    expect([code, verdicts]).to.deep.equal([1, ['same', 'OtherValue']]);
    expect(JSON.parse(err)).to.have.nested.property('error.name', 'AttestationsUnproven');
    expect(text.out)
      .to.match(/│ 2 +│ 0\.99 .*│ OtherValue │/)
      .and.to.contain(key('pay').toBase58());
    expect((await check(measured, folder, '--attestor', key('colleague').toBase58())).code).to.equal(0);
  });

  it('says what of the evidence is missing, and what was changed', async () => {
    const { measured, folder, hash } = await honest();
    await byHand(measured, 'rel', '0.8', sha256('kept elsewhere'));
    expect((await check(measured, folder)).verdicts).to.deep.equal(['same', 'EvidenceMissing']);
    for (const name of readdirSync(folder)) if (name.endsWith('.receipt.json')) rmSync(join(folder, name));
    expect((await check(measured, folder)).verdicts).to.deep.equal(['ReceiptMissing', 'EvidenceMissing']);
    writeFileSync(join(folder, hash), '{"value": 0.5}');
    expect((await check(measured, folder)).verdicts).to.deep.equal(['EvidenceDamaged', 'EvidenceMissing']);
  });

  it('does not take a receipt of another metric for this one', async () => {
    const { measured, folder, hash } = await honest();
    const other = await withMetric(fixture);
    await byHand(other, 'pay', '0.8123', hash);
    expect((await check(other, folder)).verdicts).to.deep.equal(['ReceiptMissing']);
    expect((await check(measured, folder)).verdicts).to.deep.equal(['same']);
  });

  it('takes the evidence of several oracles from one folder', async () => {
    const { measured, folder } = await honest();
    const second = await attestedFrom(fixture, measured, 'rel', newFolder(), 0.8);
    cpSync(second, folder, { recursive: true });
    expect((await check(measured, folder)).verdicts).to.deep.equal(['same', 'same']);
  });

  it('has nothing to check where nothing counts', async () => {
    const measured = await withMetric(fixture);
    const words = ['oracle', 'check', measured.name, '--evidence-dir', newFolder()];
    const ran = await fixture.cluster.tenure('worker', words);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.contain('NothingToCheck');
  });
});
