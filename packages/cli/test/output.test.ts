import { expect } from 'chai';
import { TestTerminal } from '../../../tests/support/command-line';
import { keypair } from '../../../tests/support/transactions';
import { bar, chart } from '../src/output/chart';
import { clean, plain } from '../src/output/clean';
import { progressBar } from '../src/output/progress-bar';
import { facts, table } from '../src/output/table';
import { date, percent, portion, sol, span, tokens } from '../src/output/values';

describe('CLI: output', () => {
  it('takes out what a terminal obeys and what turns text around', () => {
    expect(clean('a\u001b[31mred\u0007\r\nb')).to.equal('a[31mredb');
    expect(clean('safe\u202Egpj.exe\u2066\u200F\u2028')).to.equal('safegpj.exe');
    expect(clean('Zoë 漢字 ₿')).to.equal('Zoë 漢字 ₿');
    expect(plain({ a: 1n, b: ['x\u0000'], c: keypair('worker').publicKey, d: new Uint8Array([255]) })).to.deep.equal({
      a: '1',
      b: ['x'],
      c: keypair('worker').publicKey.toBase58(),
      d: 'ff',
    });
  });

  it('writes amounts, dates, spans and shares', () => {
    expect(tokens(1_234_567_890_123n, 6)).to.equal('1,234,567.890123');
    expect(tokens(1_000_000n, 6)).to.equal('1');
    expect(tokens(123n, 0)).to.equal('123');
    expect(sol(2_039_280n)).to.equal('0.00203928 SOL');
    expect(date(1_769_817_600)).to.equal('2026-01-31');
    expect(date(1_769_817_661)).to.equal('2026-01-31 00:01:01Z');
    expect(span(93_784)).to.equal('1 d 2 h 3 min 4 s');
    expect(span(0)).to.equal('0 s');
    expect([percent(1_250), percent(10_000), portion(1n, 3n), portion(1n, 0n)]).to.deep.equal([
      '12.5 %',
      '100 %',
      '33.3 %',
      '0 %',
    ]);
  });

  it('draws a schedule', () => {
    const at = (ts: number) => BigInt(ts < 50 ? 0 : ts);
    const lines = chart({ at, fromTs: 0, toTs: 100, total: 100n, nowTs: 100, decimals: 0 }, 30, 4);
    expect(lines[0]).to.match(/^100 │ +▄█$|^100 │/);
    expect(lines.at(-1)?.trim()).to.equal('now ▲');
    for (const columns of [30, 40, 60, 80]) {
      for (const nowTs of [0, 50, 100]) {
        const input = { at, fromTs: 1_769_817_661, toTs: 1_869_817_661, total: 100n, decimals: 0 };
        const drawn = chart({ ...input, nowTs: input.fromTs + nowTs * 1_000_000 }, columns);
        expect(drawn.filter((line) => line.length > columns)).to.deep.equal([]);
        expect(drawn.at(-1)?.trim()).to.match(/^▲ now$|^now ▲$/);
      }
    }
    expect(bar(1n, 2n, 4)).to.equal('██··');
    expect(bar(0n, 0n, 4)).to.equal('····');
  });

  it('keeps tables within the terminal, without losing a letter', () => {
    const wide = keypair('worker').publicKey.toBase58();
    const rows = [
      ['tokens of', wide, 'amount of what is withheld'],
      ['x', '1', '2'],
    ];
    for (const columns of [40, 60, 80]) {
      const drawn = table(['account', 'address', 'field'], rows, columns);
      expect(drawn.split('\n').filter((line) => line.length > columns)).to.deep.equal([]);
      const cells = drawn.split('\n').map((line) => line.split('│')[2]?.trim() ?? '');
      expect(cells.join('')).to.contain(wide);
    }
    const whole = facts([['address', wide]]);
    expect(whole).to.contain(wide);
    expect(facts([['address', wide]], 200)).to.equal(whole);
  });

  it('draws no bar where nobody watches', () => {
    expect(progressBar(new TestTerminal(), 'grants')).to.equal(undefined);
  });
});
