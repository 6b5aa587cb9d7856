import { expect } from 'chai';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recompute } from '../src';
import { SEED } from '../../../tests/support/seed';
import { NOW, observed, refusal, refused, SAMPLES, useFolder } from './fixture/observation';

const usage = {
  kind: 'csv',
  file: 'csv/api-usage.csv',
  value: 'count',
  timestamp: { column: 'time' },
  from: '2026-11-01',
  to: '2026-11-21',
  observed: 'to',
};
const latency = { ...usage, value: 'p95', column: 'latency_ms' };
const revenue = {
  kind: 'csv',
  file: 'csv/payments.csv',
  value: 'sum',
  column: 'Converted Amount',
  minus: ['Converted Amount Refunded'],
  style: '1,234.56',
  where: [{ column: 'Captured', equals: 'true' }],
  timestamp: { column: 'Created date (UTC)' },
  from: '2026-10-01',
  to: '2026-11-21',
  observed: 'to',
};

describe('oracle: CSV', () => {
  const folder = useFolder();

  function file(content: string | Uint8Array): string {
    return folder().write('data.csv', content);
  }

  function sumOf(content: string, rest: object = {}) {
    return observed({ kind: 'csv', file: file(content), value: 'sum', column: 'v', observed: 'now', ...rest }, 0);
  }

  it('adds up revenue of a window less refunds, to the cent', async () => {
    const { receipt, observedTs, value } = await observed(revenue, -2);
    // 1,200.10 + (49.20 - 49.20) + (129.00 - 29.50) + 12,000.00 + 345.60; one is too early, one failed.
    expect(receipt.number).to.equal('13645.2');
    expect(value).to.equal(1_364_520n);
    expect(observedTs).to.equal(Date.parse('2026-11-21T00:00:00Z') / 1_000);
  });

  it('counts the requests of a window that begins at its first second and ends before its last', async () => {
    // Of October is also the one at 01:30+01:00, which is 00:30 UTC of November: it counts, r-001 does not.
    expect((await observed(usage, 0)).value).to.equal(8n);
    expect((await observed({ ...usage, from: '2026-10-31T23:59:59Z' }, 0)).value).to.equal(9n);
    expect((await observed({ ...usage, to: '2026-11-20T23:59:59Z' }, 0)).value).to.equal(7n);
    expect((await observed({ ...usage, to: undefined, observed: 'now' }, 0)).value).to.equal(10n);
    const ok = { ...usage, where: [{ column: 'status', equals: '200' }] };
    expect((await observed(ok, 0)).value).to.equal(7n);
    const chat = { ...ok, where: [...ok.where, { column: 'endpoint', equals: '/v1/chat' }] };
    expect((await observed(chat, 0)).value).to.equal(5n);
  });

  it('takes percentiles by nearest rank', async () => {
    // 12.125 15.75 80.25 95 99.5 210 1050 3000
    const cases: [string, string][] = [
      ['p1', '12.125'],
      ['p12.5', '12.125'],
      ['p12.501', '15.75'],
      ['p50', '95'],
      ['p87.5', '1050'],
      ['p95', '3000'],
      ['p100', '3000'],
    ];
    for (const [value, number] of cases)
      expect((await observed({ ...latency, value }, -3)).receipt.number, value).to.equal(number);
  });

  it('agrees with the definition of nearest rank for any numbers', async () => {
    const numbers = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(numbers, fc.integer({ min: 1, max: 100 }), async (list, p) => {
        const { value } = await sumOf(['v', ...list].join('\n'), { value: `p${p}`, duplicates: 'count' });
        const found = Number(value);
        const below = list.filter((number) => number < found).length;
        const upTo = list.filter((number) => number <= found).length;
        expect(list).to.include(found);
        expect(upTo * 100).to.be.at.least(p * list.length);
        expect(below * 100).to.be.below(p * list.length);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  it('adds exactly where floats do not', async () => {
    const content = `v\n${'0.1\n'.repeat(1_000)}9007199254740993\n`;
    const { receipt } = await sumOf(content, { duplicates: 'count' });
    expect(receipt.number).to.equal('9007199254741093');
  });

  it('reads what spreadsheets write: BOM, CRLF, quotes, breaks in fields, other delimiters', async () => {
    const content = '\uFEFFname;"v"\r\n"a;b";"1,5"\r\n"say ""hi""\r\nthere";2,25\r\n\r\n;\r\n';
    const { receipt } = await sumOf(content, { delimiter: ';', style: '1.234,56' });
    expect(receipt.number).to.equal('3.75');
    expect((await sumOf('v\tw\n1\t2\n', { delimiter: '\t' })).value).to.equal(1n);
    expect((await sumOf('v\n 7 \n')).value).to.equal(7n);
    expect((await sumOf('v\r1\r2')).value).to.equal(3n);
  });

  it('reads numbers in the style of the file alone', async () => {
    const grouped: [string, string, string][] = [
      ['1,234.56', '"1,234,567.5"', '1234567.5'],
      ['1,234.56', '1234.5', '1234.5'],
      ['1.234,56', '"1.234.567,5"', '1234567.5'],
      ['1.234,56', '1.234', '1234'],
      ['1234.56', '1.234', '1.234'],
    ];
    for (const [style, cell, number] of grouped)
      expect((await sumOf(`v\n${cell}\n`, { style })).receipt.number, cell).to.equal(number);
    const wrong: [string, string][] = [
      ['1234.56', '"1,234"'],
      ['1,234.56', '"1,23"'],
      ['1,234.56', '"12,3456"'],
      ['1.234,56', '1200.10'],
    ];
    for (const [style, cell] of wrong)
      expect(await refused(() => sumOf(`v\n${cell}\n`, { style })), cell).to.equal('NotANumber');
  });

  it('names the row of a cell that is no number: formulas, currencies, nothing', async () => {
    for (const cell of ['=1+1', '"=HYPERLINK(""http://x"")"', '@SUM(A1)', '$5', '5 USD', 'NaN', '']) {
      const { name, message } = await refusal(() => sumOf(`w,v\n1,2\n3,${cell}\n`));
      expect(name, cell).to.equal('NotANumber');
      expect(message).to.contain('row 3');
    }
  });

  it('looks at the numbers of rows that count, and at the times of all', async () => {
    expect((await sumOf('v,s\n1,x\nbroken,y\n', { where: [{ column: 's', equals: 'x' }] })).value).to.equal(1n);
    const timed = { timestamp: { column: 't', format: 'seconds' }, from: '2026-01-01' };
    expect(await refused(() => sumOf('v,t\n1,1795000000\n2,soon\n', timed))).to.equal('TimestampInvalid');
    expect((await sumOf('v,t\n1,1795000000\n2,1700000000.5\n', timed)).value).to.equal(1n);
  });

  it('measures nothing as 0, but no percentile of it', async () => {
    const never = { from: '2020-01-01', to: '2020-01-02' };
    expect((await observed({ ...usage, ...never }, 0)).value).to.equal(0n);
    expect((await observed({ ...revenue, ...never }, 0)).value).to.equal(0n);
    expect(await refused(() => observed({ ...latency, ...never }, 0))).to.equal('NoRows');
  });

  it('refuses a row that is the total of others, unless it is told what to do with such rows', async () => {
    const content = 'account,v\na,10\nb,5\nTotal,15\n';
    for (const value of ['sum', 'p50', 'count']) {
      const column = value === 'count' ? undefined : 'v';
      const { name, message, remedy } = await refusal(() => sumOf(content, { value, column }));
      expect(name, value).to.equal('TotalRow');
      expect(message, value).to.contain('Row 4').and.to.contain('"Total"');
      expect(remedy, value).to.contain('totals');
    }
    expect((await sumOf(content, { totals: 'skip' })).value).to.equal(15n);
    expect((await sumOf(content, { totals: 'count' })).value).to.equal(30n);
    expect((await sumOf(content, { totals: 'skip', value: 'p100' })).value).to.equal(10n);
    expect((await sumOf(content, { totals: 'skip', value: 'count', column: undefined })).value).to.equal(2n);
  });

  it('knows a total by its label anywhere in the file, and no name for one', async () => {
    const labels = ['TOTAL', 'Totals', 'Grand total:', 'Sub-total', 'subtotal', 'Sum of amount'];
    const more = ['Total (USD)', 'Total revenue', 'Net total EUR', 'Total 2026', 'Total for May'];
    for (const label of [...labels, ...more, 'Summe', 'Итого', '合計']) {
      const content = `v,account\n10,a\n15,${label}\n5,b\n`;
      expect(await refused(() => sumOf(content)), label).to.equal('TotalRow');
      expect((await sumOf(content, { totals: 'skip' })).value, label).to.equal(15n);
    }
    const names = ['Total Care', 'Totally', 'Summer', 'Sumitomo', 'Total Energy SE', 'a total', 'totaled'];
    for (const name of names) expect((await sumOf(`v,account\n10,a\n7,${name}\n`)).value, name).to.equal(17n);
  });

  it('knows a total without a label: a last row of nothing but the sum of those above', async () => {
    const content = 'account,v,refunded\na,10.5,1\nb,5,0\n,15.5,1\n';
    const { name, message } = await refusal(() => sumOf(content, { minus: ['refunded'] }));
    expect(name).to.equal('TotalRow');
    expect(message).to.contain('Row 4');
    const skipping = { minus: ['refunded'], totals: 'skip' };
    expect((await sumOf(content, skipping)).receipt.number).to.equal('14.5');
    expect((await sumOf(content, { ...skipping, value: 'p100' })).receipt.number).to.equal('9.5');
    expect((await sumOf(content, { ...skipping, totals: 'count' })).receipt.number).to.equal('29');
    // Another number, another text, no other column to be empty, or nothing above.
    expect((await sumOf('account,v\na,10\nb,5\n,14\n')).value).to.equal(29n);
    expect((await sumOf('account,v\na,10\nb,5\nc,15\n')).value).to.equal(30n);
    expect((await sumOf('v\n10\n5\n15\n')).value).to.equal(30n);
    expect((await sumOf('account,v\n,10\n')).value).to.equal(10n);
  });

  it('leaves totals alone that the filters leave out, and reads no time of one that is skipped', async () => {
    const content = 'time,state,v\n2026-11-01,paid,10\n2026-11-02,paid,5\nTotal,,15\n';
    expect((await sumOf(content, { where: [{ column: 'state', equals: 'paid' }] })).value).to.equal(15n);
    const timed = { timestamp: { column: 'time' }, from: '2026-11-02' };
    expect(await refused(() => sumOf(content, timed))).to.equal('TotalRow');
    expect((await sumOf(content, { ...timed, totals: 'skip' })).value).to.equal(5n);
    expect(await refused(() => sumOf(content, { ...timed, totals: 'count' }))).to.equal('TimestampInvalid');
  });

  it('refuses rows that are there twice, unless it is told how to count them', async () => {
    const content = 'id,v\nx,10\ny,5\nx, 10\n\nx,11\nx,10\n';
    for (const value of ['sum', 'p50', 'count']) {
      const column = value === 'count' ? undefined : 'v';
      const { name, message, remedy } = await refusal(() => sumOf(content, { value, column }));
      expect(name, value).to.equal('RowsTwice');
      expect(message, value).to.contain('row 4 repeats row 2, row 7 repeats row 2');
      expect(remedy, value).to.contain('duplicates');
    }
    expect((await sumOf(content, { duplicates: 'once' })).value).to.equal(26n);
    expect((await sumOf(content, { duplicates: 'count' })).value).to.equal(46n);
    const counted = { value: 'count', column: undefined };
    expect((await sumOf(content, { ...counted, duplicates: 'once' })).value).to.equal(3n);
    expect((await sumOf(content, { ...counted, duplicates: 'count' })).value).to.equal(5n);
    const { message } = await refusal(() => sumOf(`v\n${'1\n'.repeat(21)}`));
    expect(message)
      .to.contain('row 14 repeats row 2')
      .and.to.match(/ and 8 more$/);
  });

  it('minds no rows twice that do not count, nor such as differ in a column that is not read', async () => {
    const content = 'id,time,state,v\na,1795000000,paid,1\nb,1795000000,paid,1\n';
    expect((await sumOf(content)).value).to.equal(2n);
    const failed = 'c,1795000000,failed,1\n'.repeat(2);
    const paid = { where: [{ column: 'state', equals: 'paid' }] };
    expect((await sumOf(content + failed, paid)).value).to.equal(2n);
    const early = 'd,1600000000,paid,1\n'.repeat(2);
    const timed = { timestamp: { column: 'time', format: 'seconds' }, from: '2026-01-01' };
    expect((await sumOf(content + early, timed)).value).to.equal(2n);
    expect(await refused(() => sumOf(content + early))).to.equal('RowsTwice');
  });

  it('refuses broken files, and columns that are missing or there twice', async () => {
    const broken: [string, string][] = [
      ['CsvInvalid', ''],
      ['CsvInvalid', '\n\n'],
      ['CsvInvalid', 'v,w\n1\n'],
      ['CsvInvalid', 'v,w\n1,2,3\n'],
      ['CsvInvalid', 'v,w\n1,"2\n'],
      ['CsvInvalid', 'v,w\n1,"2"3\n'],
      ['CsvInvalid', 'v,w\n1,2\nv,w\n3,4\n'],
      ['ColumnTwice', 'v,v\n1,2\n'],
      ['ColumnMissing', 'V,w\n1,2\n'],
      ['ColumnMissing', '__proto__,w\n1,2\n'],
    ];
    for (const [name, content] of broken) expect(await refused(() => sumOf(content)), content).to.equal(name);
    const { remedy } = await refusal(() => sumOf('a,b\n1,2\n'));
    expect(remedy).to.equal('It has: "a", "b".');
    expect(await refused(() => sumOf('a\n1\n', { column: '__proto__' }))).to.equal('ColumnMissing');
    expect(await refused(() => observed({ ...usage, file: file(Buffer.from('v\n1\n', 'utf16le')) }))).to.equal(
      'ColumnMissing',
    );
    expect(await refused(() => observed({ ...usage, file: file(Uint8Array.of(0xff, 0xfe, 0x76, 0)) }))).to.equal(
      'NotUtf8',
    );
  });

  it('attests no window that is still open at its end', async () => {
    expect(await refused(() => observed({ ...usage, to: '2026-12-01' }, 0))).to.equal('ObservedInFuture');
  });

  it('keeps the file as evidence and computes the same from it', async () => {
    const { value, observedTs, evidence, receipt } = await observed(latency, -3);
    expect(Buffer.from(evidence)).to.deep.equal(readFileSync(join(SAMPLES, usage.file)));
    const again = recompute(receipt.source, -3, evidence);
    expect(again).to.deep.equal({ value, number: receipt.number, observedTs });
    expect(
      recompute((await observed({ ...usage, observed: 'now' }, 0)).receipt.source, 0, evidence).observedTs,
    ).to.equal(undefined);
    expect((await observed({ ...usage, observed: 'now' }, 0)).observedTs).to.equal(NOW);
  });
});
