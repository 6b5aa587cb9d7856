import { fetchMetric } from '@tenure/sdk';
import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { key, Fixture, type Person } from '../cli/commands/fixture';
import { entryOf, jsonSource, OracleFolder, runOracle } from './evidence';
import { challenge, DAY, decide, says, withMetric, type Measured } from './metric-fixture';

describe('CLI: oracle run', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  let folders = 0;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  function newFolder(): OracleFolder {
    return new OracleFolder(join(fixture.cluster.folder, `oracle ${(folders += 1)}`));
  }

  const run = (config: string, who: Person = 'colleague', ...flags: string[]) =>
    runOracle(fixture, config, who, ...flags);
  const read = ({ metric }: Measured) => fetchMetric(fixture.cluster.connection, metric);

  it("attests what the source says, at the chain's time, with the evidence kept by its hash", async () => {
    const measured = await withMetric(fixture);
    const folder = newFolder();
    const text = JSON.stringify({ value: 0.81239 });
    folder.write('value.json', text);
    const ran = await run(folder.config([entryOf(measured, jsonSource('value.json'))]));
    expect([ran.code, ran.err]).to.deep.equal([0, '']);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const observedTs = fixture.cluster.now();
    expect(ran.attested).to.have.length(1);
    // Rounded down at the metric's exponent.
    expect(ran.attested[0]).to.include({
      name: 'mmlu',
      value: '8123',
      number: '0.8123',
      evidenceSha256: sha256,
    });
    const [said] = (await read(measured)).attestations;
    expect(said).to.include({ value: 8_123n, observedTs, attestedTs: observedTs });
    expect(said?.attestor.equals(key('colleague'))).to.equal(true);
    expect(Buffer.from(said?.evidenceSha256 ?? []).toString('hex')).to.equal(sha256);
    expect(readFileSync(join(folder.evidence, sha256), 'utf8')).to.equal(text);
    const receipts = readdirSync(folder.evidence).filter((name) => name.endsWith('.receipt.json'));
    expect(receipts).to.have.length(1);
  });

  it('in a dry run says what it would attest, keeps nothing and sends nothing', async () => {
    const measured = await withMetric(fixture);
    const folder = newFolder();
    folder.write('value.json', '{"value": 0.5}');
    const ran = await run(folder.config([entryOf(measured, jsonSource('value.json'))]), 'colleague', '--dry-run');
    expect([ran.code, ran.err]).to.deep.equal([0, '']);
    expect(ran.attested[0]).to.include({ number: '0.5', signature: null });
    expect(existsSync(folder.evidence)).to.equal(false);
    expect((await read(measured)).attestations).to.deep.equal([]);
  });

  it('asks before it signs, once for all', async () => {
    const folder = newFolder();
    folder.write('value.json', '{"value": 0.5}');
    const config = folder.config([entryOf(await withMetric(fixture), jsonSource('value.json'))]);
    const ran = await fixture.cluster.tenure('colleague', ['oracle', 'run', config]);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.contain('NotConfirmed');
  });

  describe('leaves a metric out, and says why', () => {
    /** Runs with a source that has something; it must be left out for a reason. */
    async function leftOut(measured: Measured, reason: RegExp, source: object = jsonSource('value.json')) {
      const folder = newFolder();
      folder.write('value.json', JSON.stringify({ value: 0.5, at: fixture.cluster.now() }));
      const before = await read(measured);
      const ran = await run(folder.config([entryOf(measured, source)]));
      expect([ran.code, ran.err], ran.out).to.deep.equal([0, '']);
      expect([ran.attested, ran.failed]).to.deep.equal([[], []]);
      expect(String(ran.skipped[0]?.reason)).to.match(reason);
      expect(ran.skipped[0]?.name).to.equal('mmlu');
      expect(existsSync(folder.evidence)).to.equal(false);
      expect(await read(measured)).to.deep.equal(before);
    }

    it('when nothing is newer than what it attested', async () => {
      const measured = await withMetric(fixture);
      await says(fixture, measured, 'colleague', 8_000n);
      await leftOut(measured, /^nothing newer than what was attested/);
    });

    it('before the metric opens', async () => {
      const opensTs = fixture.cluster.now() + DAY;
      await leftOut(await withMetric(fixture, { opensTs, dueTs: opensTs }), /^observations count from 20/);
    });

    it('when the source is from before the metric opened', async () => {
      const source = { kind: 'json', document: 'value.json', path: '$.value', observed: 'modified' };
      const measured = await withMetric(fixture);
      const folder = newFolder();
      utimesSync(folder.write('value.json', '{"value": 1}'), 1_700_000_000, 1_700_000_000);
      const ran = await run(folder.config([entryOf(measured, source)]));
      expect(ran.code, ran.err).to.equal(0);
      expect(String(ran.skipped[0]?.reason)).to.match(/^the observation is of 2023-11-14 .*, and they count from 20/);
    });

    it("when the chain's clock is a little behind the source's", async () => {
      const observed = { path: '$.at', format: 'seconds' };
      const measured = await withMetric(fixture);
      const folder = newFolder();
      folder.write('value.json', JSON.stringify({ value: 1, at: fixture.cluster.now() + 30 }));
      const config = folder.config([entryOf(measured, { ...jsonSource('value.json'), observed })]);
      const early = await run(config);
      expect(early.code, early.err).to.equal(0);
      expect(String(early.skipped[0]?.reason)).to.match(/^the chain's clock has not come to 20/);
      fixture.cluster.later(30);
      expect((await run(config)).attested).to.have.length(1);
    });

    it('when it is counted in a result already', async () => {
      const measured = await withMetric(fixture);
      await challenge(fixture, measured);
      fixture.cluster.later(60);
      await leftOut(measured, /^what this oracle said is counted in the result/);
    });

    it('when the time for disputes is over', async () => {
      const measured = await withMetric(fixture);
      await challenge(fixture, measured);
      fixture.cluster.later(3 * DAY);
      await leftOut(measured, /^the time for disputes is over: it only has to be made final$/);
    });

    it('when it is final', async () => {
      const measured = await withMetric(fixture);
      await decide(fixture, measured);
      await leftOut(measured, /^it is final$/);
    });
  });

  it('attests nothing for which the evidence can not be kept', async () => {
    const measured = await withMetric(fixture);
    const folder = newFolder();
    folder.write('value.json', '{"value": 0.5}');
    folder.write('evidence', 'a file where the folder is to be');
    const ran = await run(folder.config([entryOf(measured, jsonSource('value.json'))]));
    expect(ran.code).to.equal(1);
    expect(ran.failed[0]).to.have.nested.property('error.name', 'EvidenceUnwritable');
    expect((await read(measured)).attestations).to.deep.equal([]);
  });

  it('gives up where the cluster does not answer', async () => {
    const folder = newFolder();
    const config = folder.config([{ metric: key('worker').toBase58(), source: jsonSource('value.json') }]);
    const ran = await fixture.cluster.tenure(
      'colleague',
      ['oracle', 'run', config, '--json', '--timeout', '1s'],
      undefined,
      'http://127.0.0.1:1',
    );
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain('ClusterUnreachable');
  });

  it('does nothing with a configuration that has a problem, or that can not be read', async () => {
    const folder = newFolder();
    for (const [config, name] of [
      [folder.config([{ metric: 'nonsense', source: jsonSource('value.json') }]), 'ConfigInvalid'],
      [folder.write('broken.json', '{'), 'JsonInvalid'],
      [join(folder.path, 'none.json'), 'FileUnreadable'],
    ] as const) {
      const ran = await run(config);
      expect([ran.code, ran.out]).to.deep.equal([1, '']);
      expect(JSON.parse(ran.err)).to.have.nested.property('error.name', name);
    }
  });

  it('is called wrongly with two intervals, with none at all, and where somebody else signs', async () => {
    const folder = newFolder();
    const config = folder.config([{ metric: key('worker').toBase58(), source: jsonSource('value.json') }]);
    for (const flags of [['--once', '--every', '1h'], ['--every', '0s'], ['--every', '1'], ['--export']]) {
      const ran = await run(config, 'colleague', ...flags);
      expect([ran.code, ran.out], flags.join(' ')).to.deep.equal([2, '']);
    }
  });

  it('needs no more than one of the keys of a plan: the fee may be paid by another', async () => {
    const measured = await withMetric(fixture);
    const folder = newFolder();
    folder.write('value.json', '{"value": 0.5}');
    const config = folder.config([entryOf(measured, jsonSource('value.json'))]);
    const balance = await fixture.cluster.connection.getBalance(key('colleague'));
    const ran = await run(config, 'colleague', '--fee-payer', fixture.keyFile('sponsor'));
    expect(ran.attested).to.have.length(1);
    expect(await fixture.cluster.connection.getBalance(key('colleague'))).to.equal(balance);
  });
});
