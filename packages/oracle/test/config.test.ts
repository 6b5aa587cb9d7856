import { expect } from 'chai';
import { join } from 'node:path';
import { observe, readConfig } from '../src';
import { METRIC, NOW, refusal, refused, useFolder } from './fixture/observation';

const csv = { kind: 'csv', file: 'a.csv', value: 'sum', column: 'v', observed: 'now' };
const json = { kind: 'json', document: 'https://api.example.org/usage', path: '$.n', observed: 'now' };
const git = { kind: 'git', repository: '.', revision: 'main', count: 'commits', observed: 'now' };

describe('oracle: configuration', () => {
  const folder = useFolder();

  function configuration(value: unknown): string {
    return folder().write('oracle.json', typeof value === 'string' ? value : JSON.stringify(value));
  }

  function withSource(source: unknown, rest: object = {}): string {
    return configuration({ evidence: 'evidence', metrics: [{ metric: METRIC, source, ...rest }] });
  }

  async function problems(file: string): Promise<string> {
    const { name, details } = await refusal(() => readConfig(file));
    expect(name).to.equal('ConfigInvalid');
    return details.join('\n');
  }

  it('attests several metrics, with paths from its own folder', async () => {
    const directory = join(__dirname, '../../../examples/oracle');
    const { entries, evidenceDirectory, everySecs } = await readConfig(join(directory, 'oracle.json'));
    expect(evidenceDirectory).to.equal(join(directory, 'evidence'));
    expect(everySecs).to.equal(21_600);
    const values = [];
    for (const entry of entries) values.push((await observe(entry, -2, { now: NOW })).receipt.number);
    expect(values).to.deep.equal(['0.6123348017621145', '13645.2']);
  });

  it('names each field that is wrong, and what to change', async () => {
    const cases: [string, object, object?][] = [
      ['metrics[0].source.column: must be set', { ...csv, column: undefined }],
      ['metrics[0].source.column: must be set', { ...csv, value: 'count' }],
      ['metrics[0].source.minus: must be set only', { ...csv, value: 'count', column: undefined, minus: ['w'] }],
      ['metrics[0].source.value: must be sum, count, or p1', { ...csv, value: 'p0' }],
      ['metrics[0].source.value: must be', { ...csv, value: 'p101' }],
      ['metrics[0].source.value: must be', { ...csv, value: 'average' }],
      ['metrics[0].source.file: is missing', { ...csv, file: undefined }],
      ['metrics[0].source.file: must not be empty', { ...csv, file: '' }],
      ['metrics[0].source.timestamp: must be set', { ...csv, from: '2026-01-01' }],
      ['metrics[0].source.from: must be a time', { ...csv, timestamp: { column: 't' }, from: 'May' }],
      [
        'metrics[0].source.to: must be after',
        { ...csv, timestamp: { column: 't' }, from: '2026-01-01', to: '2026-01-01' },
      ],
      ['metrics[0].source.observed: must not be to', { ...csv, observed: 'to' }],
      ['metrics[0].source: has the unknown field colum', { ...csv, colum: 'v' }],
      ['metrics[0].source.kind: ', { ...csv, kind: 'xml' }],
      [
        'metrics[0].source.secrets[0].name: must be letters',
        { ...json, secrets: [{ in: 'header', name: 'a b', variable: 'B' }] },
      ],
      ['metrics[0].source.observed: must not be modified', { ...json, observed: 'modified' }],
      ['metrics[0].source.observed: must be modified, now', { ...json, observed: 'then' }],
      ['metrics[0].source.timeout: must be a span', { ...json, timeout: '1 minute' }],
      ['metrics[0].source.count: ', { ...git, count: 'lines' }],
      ['metrics[0].min: must be a decimal number in quotes', git, { min: 0.5 }],
      ['metrics[0].max: must be a decimal number', git, { max: '50%' }],
      ['metrics[0].max: must not be less than min', git, { min: '1', max: '0.99' }],
      ['metrics[0].max: must be a decimal number', git, { min: '1', max: 'much' }],
      ['metrics[0].maxAge: must be a span', git, { maxAge: 'a week' }],
      ['metrics[0].metric: must be a Solana address', git, { metric: 'mmlu' }],
    ];
    for (const [problem, source, rest] of cases)
      expect(await problems(withSource(source, rest)), problem).to.contain(problem);
    expect(await problems(withSource({ ...csv, kind: 'xml' }))).to.contain('lm-eval');
    const timed = { ...csv, timestamp: { column: 't' }, from: 'May', to: 'June' };
    expect((await problems(withSource(timed))).split('\n')).to.have.length(2);
  });

  it('names all of them at once, also in the file itself', async () => {
    const found = await problems(configuration({ every: '1s', metrics: [], extra: 1 }));
    expect(found.split('\n')).to.have.length(4);
    expect(found).to.contain('evidence: is missing').and.to.contain('every: must be at least 60s');
    expect(await problems(configuration('[]'))).to.contain('the file: ');
    expect(await problems(configuration({ evidence: 'e', every: 'often', metrics: [] }))).to.contain(
      'every: must be a span',
    );
    const twice = { metric: METRIC, source: git };
    const doubled = configuration({ evidence: 'e', metrics: [twice, twice] });
    expect(await problems(doubled)).to.contain('metrics[1].metric: is there twice');
  });

  it('keeps secrets out of addresses, and off connections that anybody can read', async () => {
    const cases: [string, object][] = [
      ['no user and no password', { ...json, document: 'https://me:pw@example.org/' }],
      ['looks secret', { ...json, document: 'https://example.org/?api_key=1' }],
      ['looks secret', { ...json, document: 'https://example.org/?x=1&access_token=1' }],
      ['looks secret', { ...json, document: 'https://example.org/?apiKey=1' }],
      [
        'must be https',
        { ...json, document: 'http://example.org/', secrets: [{ in: 'header', name: 'a', variable: 'B' }] },
      ],
      [
        'must be https',
        {
          ...json,
          document: 'http://127.0.0.1.example.org/',
          secrets: [{ in: 'query', name: 'a', variable: 'B' }],
        },
      ],
      ['must be an address', { ...json, document: 'a.json', secrets: [{ in: 'header', name: 'a', variable: 'B' }] }],
      ['must be a valid address', { ...json, document: 'https://' }],
    ];
    for (const [problem, source] of cases)
      expect(await problems(withSource(source)), problem)
        .to.contain(`metrics[0].source.document: `)
        .and.contain(problem);
    expect((await readConfig(withSource(json))).entries).to.have.length(1);
  });

  it('is refused when it is no JSON, has a key twice, or one that no object has', async () => {
    expect(await refused(() => readConfig(join(folder().path, 'none.json')))).to.equal('FileUnreadable');
    expect(await refused(() => readConfig(configuration('{"evidence":"e",}')))).to.equal('JsonInvalid');
    const twice = '{"evidence":"a","evidence":"b","metrics":[]}';
    expect(await refused(() => readConfig(configuration(twice)))).to.equal('JsonKeyTwice');
    const entry = `{"metric":"${METRIC}","__proto__":{"min":"1"},"source":${JSON.stringify(git)}}`;
    const proto = `{"evidence":"e","metrics":[${entry}]}`;
    expect(await problems(configuration(proto))).to.contain('__proto__');
  });
});
