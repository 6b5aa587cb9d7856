import { expect } from 'chai';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as args from '../src/args';
import { CliError, UsageError } from '../src/cli-error';
import { clusterName, rpcUrl, shownUrl } from '../src/settings/cluster';
import { readKeypair } from '../src/settings/keypair';
import { parseSolanaConfig } from '../src/settings/solana-config';
import { bar, chart } from '../src/output/chart';
import { clean, plain } from '../src/output/clean';
import { progressBar } from '../src/output/progress-bar';
import { facts, table } from '../src/output/table';
import { date, percent, portion, sol, span, tokens } from '../src/output/values';
import { TestTerminal } from '../../../tests/support/command-line';
import { keypair } from '../../../tests/support/sending';

describe('CLI: words and numbers', () => {
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

  it('reads what is typed, and refuses what is ambiguous', () => {
    expect(args.span('30d', 'x')).to.equal(2_592_000);
    expect(args.span('5min', 'x')).to.equal(300);
    expect(args.share('12.5%', 'x')).to.equal(1_250);
    expect(args.share('2500bps', 'x')).to.equal(2_500);
    expect(args.instant('2026-01-31', 'x')).to.equal(1_769_817_600);
    expect(args.instant('2026-01-31T02:00:00+02:00', 'x')).to.equal(1_769_817_600);
    expect(args.amount('1.5', 6, 'x')).to.equal(1_500_000n);
    expect(args.holder('none', 'x')).to.equal(null);
    const bad: (() => unknown)[] = [
      () => args.span('30', 'x'),
      () => args.span('1m', 'x'),
      () => args.span('9999999999s', 'x'),
      () => args.share('25', 'x'),
      () => args.share('101%', 'x'),
      () => args.share('10001bps', 'x'),
      () => args.instant('2026-02-30', 'x'),
      () => args.instant('31.1.2026', 'x'),
      () => args.amount('1,5', 6, 'x'),
      () => args.amount('1.1234567', 6, 'x'),
      () => args.id('-1', 'x'),
      () => args.id('18446744073709551616', 'x'),
      () => args.address('not an address', 'x'),
      () => args.schedule('sometimes', 'x'),
      () => args.hash('00', 'x'),
      () => args.risks(['everything']),
      () => args.whole('1.5', 0, 9, 'x'),
    ];
    for (const read of bad) expect(read, String(read)).to.throw(UsageError);
  });

  it("reads Solana's configuration and names of clusters", () => {
    const text = [
      '---',
      'json_rpc_url: "https://api.devnet.solana.com"',
      "websocket_url: ''",
      'keypair_path: /home/worker/id.json # mine',
      'address_labels:',
      '  "11111111111111111111111111111111": System Program',
      "commitment: 'finalized'",
    ].join('\n');
    expect(parseSolanaConfig(text)).to.deep.equal({
      jsonRpcUrl: 'https://api.devnet.solana.com',
      keypairPath: '/home/worker/id.json',
      commitment: 'finalized',
    });
    expect(rpcUrl('l')).to.equal('http://127.0.0.1:8899');
    expect(rpcUrl('mainnet-beta')).to.equal(rpcUrl('m'));
    expect(() => rpcUrl('main')).to.throw(UsageError);
    expect(() => rpcUrl('file:///etc/passwd')).to.throw(UsageError);
    expect(shownUrl('https://user:secret@rpc.example.org/0123456789abcdef?api-key=secret')).to.equal(
      'https://rpc.example.org/0123…',
    );
    expect(clusterName('EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG')).to.equal('devnet');
  });

  it('reads key pairs that only their owner may read, and never quotes them', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'tenure-key-')), 'id.json');
    const { secretKey, publicKey } = keypair('worker');
    writeFileSync(path, JSON.stringify([...secretKey]), { mode: 0o600 });
    expect(readKeypair(path).publicKey.equals(publicKey)).to.equal(true);
    for (const mode of [0o640, 0o604, 0o620, 0o660]) {
      chmodSync(path, mode);
      expect(() => readKeypair(path), mode.toString(8))
        .to.throw(CliError)
        .with.property('name', 'KeypairExposed');
    }
    chmodSync(path, 0o600);
    for (const content of ['', '[1,2]', JSON.stringify([...secretKey].fill(7, 32)), `"${publicKey.toBase58()}"`]) {
      writeFileSync(path, content);
      expect(() => readKeypair(path), content)
        .to.throw(CliError)
        .with.property('name', 'KeypairInvalid');
      if (content.length > 10)
        expect(() => readKeypair(path))
          .to.throw(CliError)
          .with.property('message')
          .that.does.not.contain(content.slice(1, 9));
    }
    expect(() => readKeypair('usb://ledger'))
      .to.throw(CliError)
      .with.property('name', 'KeypairUnsupported');
    expect(() => readKeypair(`${path}.none`))
      .to.throw(CliError)
      .with.property('name', 'KeypairMissing');
  });
});
