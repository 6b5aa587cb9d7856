import { fetchMetric } from '@tenure/sdk';
import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { key, Fixture } from '../cli/commands/fixture';
import { entryOf, jsonSource, OracleFolder, runOracle } from './evidence';
import { DAY, metricOf, withMetric, withOracles, type Measured } from './metric-fixture';

describe('CLI: oracle run names what is wrong, and goes on with the other metrics', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  let folders = 0;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  const newFolder = () => new OracleFolder(join(fixture.cluster.folder, `oracle ${(folders += 1)}`));
  const read = ({ metric }: Measured) => fetchMetric(fixture.cluster.connection, metric);

  /** Runs with a metric that fails between two that don't. */
  async function fails(
    name: string,
    broken: (folder: OracleFolder, measured: Measured) => object,
    definition: object = {},
  ) {
    const subject = await withOracles(fixture);
    const first = await metricOf(fixture, subject, { key: 'first' });
    const bad = await metricOf(fixture, subject, { key: 'bad', ...definition });
    const last = await metricOf(fixture, subject, { key: 'last' });
    const folder = newFolder();
    folder.write('value.json', '{"value": 0.5}');
    const good = jsonSource('value.json');
    const config = folder.config([entryOf(first, good), broken(folder, bad), entryOf(last, good)]);
    const ran = await runOracle(fixture, config);
    expect(ran.code).to.equal(1);
    expect(JSON.parse(ran.err)).to.have.nested.property('error.name', 'NotAllAttested');
    expect(ran.attested.map(({ name: key }) => key)).to.deep.equal(['first', 'last']);
    expect(ran.failed).to.have.length(1);
    expect(ran.failed[0]).to.have.nested.property('error.name', name);
    expect(ran.failed[0]).to.have.nested.property('error.remedy').that.is.a('string').and.is.not.equal('');
    expect((await read(bad)).attestations).to.deep.equal([]);
    // In words too, and on standard error only that something failed.
    const text = await fixture.cluster.tenure('colleague', ['oracle', 'run', config, '--yes']);
    expect(text.code).to.equal(1);
    expect(text.out).to.contain(`: ${name}: `).and.to.contain('0 attested, 2 left out, 1 failed');
    expect(text.err).to.contain('NotAllAttested');
  }

  const harness = (file: string, rest: object = {}) => ({
    ...{ kind: 'lm-eval', file, task: 'mmlu', metric: 'acc', observed: 'now' },
    ...rest,
  });

  const results = JSON.stringify({
    results: { mmlu: { 'acc,none': 0.61, alias: 'mmlu' } },
    date: 1_795_016_537.4,
  });

  it('a file that is not there', () => fails('FileUnreadable', (_, bad) => entryOf(bad, jsonSource('nowhere.json'))));
  it('a file of another kind', () =>
    fails('WrongFormat', (folder, bad) => {
      folder.write('other.json', '{"value": 1}');
      return entryOf(bad, harness('other.json'));
    }));
  it('a task that is not in it', () =>
    fails('TaskMissing', (folder, bad) => {
      folder.write('results.json', results);
      return entryOf(bad, harness('results.json', { task: 'gsm8k' }));
    }));
  it('a metric that is not in it', () =>
    fails('MetricMissing', (folder, bad) => {
      folder.write('results.json', results);
      return entryOf(bad, harness('results.json', { metric: 'f1' }));
    }));
  it('a value that is out of its bounds', () =>
    fails('ValueOutsideBounds', (folder, bad) => {
      folder.write('results.json', results);
      return entryOf(bad, harness('results.json'), { min: '0.7', max: '1' });
    }));
  it('a value that does not fit 64 bits', () =>
    fails('ValueOutOfRange', (folder, bad) => {
      folder.write('much.json', '{"value": 1e30}');
      return entryOf(bad, jsonSource('much.json'));
    }));
  it('a value that is no number', () =>
    fails('NotANumber', (folder, bad) => {
      folder.write('none.json', '{"value": "N/A"}');
      return entryOf(bad, jsonSource('none.json'));
    }));
  it('an observation that the metric is too young for', () =>
    fails(
      'ObservationTooOld',
      (folder, bad) => {
        const at = fixture.cluster.now() - 3 * 3_600;
        folder.write('old.json', JSON.stringify({ value: 1, at }));
        return entryOf(bad, { ...jsonSource('old.json'), observed: { path: '$.at', format: 'seconds' } });
      },
      { opensTs: 1_700_000_000, maxAgeSecs: 3_600 },
    ));
  it('an observation that is to come', () =>
    fails('ObservedInFuture', (folder, bad) => {
      folder.write('soon.json', JSON.stringify({ value: 1, at: fixture.cluster.now() + DAY }));
      return entryOf(bad, { ...jsonSource('soon.json'), observed: { path: '$.at', format: 'seconds' } });
    }));
  it('a metric that does not exist', () =>
    fails('Missing', () => ({ metric: key('worker').toBase58(), source: jsonSource('value.json') })));
  it('a metric of a plan in which it is no oracle', async () => {
    const other = await withMetric(fixture);
    const folder = newFolder();
    folder.write('value.json', '{"value": 0.5}');
    const ran = await runOracle(fixture, folder.config([entryOf(other, jsonSource('value.json'))]), 'stranger');
    expect(ran.code).to.equal(1);
    expect(ran.failed[0]).to.have.nested.property('error.name', 'NotAttestor');
    expect(existsSync(folder.evidence)).to.equal(false);
  });
});
