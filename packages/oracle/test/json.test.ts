import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { OracleError, recompute } from '../src';
import { entryOf, NOW, observed, refusal, refused, useFolder } from './fixture/observation';

const downloads = { kind: 'json', document: 'json/model.json', path: '$.downloads', observed: 'now' };

describe('oracle: JSON files', () => {
  const folder = useFolder();

  function at(path: string, content: string, rest: object = {}) {
    return observed({ ...downloads, document: folder().write('data.json', content), path, ...rest }, 0);
  }

  it('read a number at a path, with a time in the file', async () => {
    const source = { ...downloads, observed: { path: '$.lastModified' } };
    const { value, observedTs, evidence, receipt } = await observed(source, 0);
    expect(value).to.equal(48_213n);
    expect(observedTs).to.equal(Date.parse('2026-11-19T16:04:12Z') / 1_000);
    expect(recompute(receipt.source, 0, evidence)).to.deep.equal({ value, number: '48213', observedTs });
  });

  it('keep every digit', async () => {
    expect((await at('$.n', '{"n":9007199254740993}')).receipt.number).to.equal('9007199254740993');
    expect((await at('$.n', '{"n":0.30000000000000004}')).receipt.number).to.equal('0.30000000000000004');
    expect((await at('$.n', '{"n":"123.450"}')).receipt.number).to.equal('123.45');
    expect((await at('$.n', '{"n":12E-1}')).receipt.number).to.equal('1.2');
    expect((await at('$[-1:]', '[1,2,3]')).value).to.equal(3n);
  });

  it('find one value with filters, and take no other', async () => {
    const rows = '{"rows":[{"month":"2026-10","usd":5},{"month":"2026-11","usd":7.5}],"total":12.5}';
    expect((await at("$.rows[?@.month=='2026-11'].usd", rows)).receipt.number).to.equal('7.5');
    expect((await at('$.rows[?@.usd > 6].usd', rows)).receipt.number).to.equal('7.5');
    expect((await at("$['total']", rows)).receipt.number).to.equal('12.5');
    expect(await refused(() => at('$.rows[*].usd', rows))).to.equal('PathAmbiguous');
    expect(await refused(() => at('$.rows[?@.usd > 8].usd', rows))).to.equal('PathMatchesNothing');
    expect(await refused(() => at('$.sum', rows))).to.equal('PathMatchesNothing');
  });

  it('give nothing that is no number', async () => {
    for (const value of ['null', 'true', '"many"', '""', '{"a":1}', '[1]', '"0x10"', '"1,000"'])
      expect(await refused(() => at('$.n', `{"n":${value}}`)), value).to.equal('NotANumber');
    for (const value of ['NaN', 'Infinity', '-Infinity', '.5', '01', '+1'])
      expect(await refused(() => at('$.n', `{"n":${value}}`)), value).to.equal('JsonInvalid');
  });

  it('are no way to properties that the file does not have', async () => {
    for (const path of ['$.__proto__', '$.constructor', '$.n.length', '$.list.length', '$.toString'])
      expect(await refused(() => at(path, '{"n":"abc","list":[1,2]}')), path).to.equal('PathMatchesNothing');
    expect((await at('$.__proto__.n', '{"__proto__":{"n":3}}')).value).to.equal(3n);
    expect(await refused(() => at('$.n', '{"__proto__":{"n":3}}'))).to.equal('PathMatchesNothing');
  });

  it('are refused with a key twice, with text after the end, and nested without end', async () => {
    expect(await refused(() => at('$.n', '{"n":1,"n":2}'))).to.equal('JsonKeyTwice');
    expect(await refused(() => at('$.n', '{"n":1} {"n":2}'))).to.equal('JsonInvalid');
    expect(await refused(() => at('$.n', ''))).to.equal('JsonInvalid');
    const deep = (levels: number) => `{"a":${'['.repeat(levels)}1${']'.repeat(levels)}}`;
    expect(await refused(() => at('$.a', deep(1_000_000)))).to.equal('JsonTooDeep');
    // In between it depends on the stack; it is read or refused.
    for (const levels of [1_000, 3_000, 5_000, 7_000]) {
      const content = `{"n":1,"x":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;
      const outcome = await at('$.n', content).then(
        ({ receipt }) => receipt.number,
        (error: unknown) => (error instanceof OracleError ? error.name : String(error)),
      );
      expect(outcome, `${levels}`).to.be.oneOf(['1', 'JsonTooDeep']);
    }
    expect(await refused(() => at('$..n', deep(1_000)))).to.equal('PathFailed');
  });

  it('take paths of RFC 9535 alone, which cannot run code', async () => {
    for (const path of ['$.a[?(process.exit(1))]', '$.a[(@.length-1)]', 'a.b', '$.', '$[?@.a==require("x")]', '']) {
      const { name, details } = await refusal(() => entryOf({ ...downloads, path }));
      expect(name, path).to.equal('ConfigInvalid');
      expect(details.join()).to.contain('metrics[0].source.path');
    }
  });

  it('read the time in its format', async () => {
    const content = `{"n":1,"t":${NOW},"ms":"${NOW}999","iso":"2026-11-21 13:00+01:00","none":null}`;
    const time = (path: string, format: string) => at('$.n', content, { observed: { path, format } });
    expect((await time('$.t', 'seconds')).observedTs).to.equal(NOW);
    expect((await time('$.ms', 'milliseconds')).observedTs).to.equal(NOW);
    expect((await time('$.iso', 'iso')).observedTs).to.equal(NOW);
    for (const [path, format] of [
      ['$.t', 'iso'],
      ['$.none', 'iso'],
      ['$.iso', 'seconds'],
      ['$.ms', 'seconds'],
    ] as const)
      expect(await refused(() => time(path, format)), path).to.equal('TimestampInvalid');
    expect(await refused(() => time('$.when', 'iso'))).to.equal('PathMatchesNothing');
    const document = folder().write('data.json', content);
    utimesSync(document, NOW - 60, NOW - 60);
    expect((await observed({ ...downloads, document, path: '$.n', observed: 'modified' }, 0)).observedTs).to.equal(
      NOW - 60,
    );
  });

  it('are read whole or not at all: no folder, no pipe, nothing huge', async () => {
    const huge = folder().write('huge.json', '');
    truncateSync(huge, 256 * 1_048_576 + 1);
    expect(await refused(() => observed({ ...downloads, document: huge }))).to.equal('FileTooLarge');
    expect(await refused(() => observed({ ...downloads, document: folder().path }))).to.equal('FileUnreadable');
    const pipe = join(folder().path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await refused(() => observed({ ...downloads, document: pipe }))).to.equal('FileUnreadable');
  });
});
