import { expect } from 'chai';
import * as args from '../src/args';
import { UsageError } from '../src/cli-error';

describe('CLI: arguments', () => {
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
});
