import { expect } from 'chai';
import * as fc from 'fast-check';
import { AmountError, formatAmount, parseAmount, U64_MAX } from '../src';
import { SEED } from '../../../tests/support/seed';

function code(text: string, decimals = 6): string {
  try {
    return String(parseAmount(text, decimals));
  } catch (error) {
    if (error instanceof AmountError) return error.code;
    throw error;
  }
}

describe('SDK: amounts', () => {
  it('are read exactly', () => {
    expect(parseAmount('1250.5', 9)).to.equal(1_250_500_000_000n);
    expect(parseAmount('0.000001', 6)).to.equal(1n);
    expect(parseAmount('18446744073709.551615', 6)).to.equal(U64_MAX);
    expect(parseAmount('007', 0)).to.equal(7n);
    expect(parseAmount('0', 0)).to.equal(0n);
    expect(parseAmount('1.500', 1)).to.equal(15n);
  });

  it('are refused when they are no amounts', () => {
    for (const text of ['', ' 1', '1,250', '1e3', '-1', '+1', '.5', '5.', '1 000', '0x1', 'NaN', '١']) {
      expect(code(text), text).to.equal('NotANumber');
    }
    expect(code('0.0000001')).to.equal('TooManyDecimals');
    expect(code('1.1', 0)).to.equal('TooManyDecimals');
    expect(code('18446744073709.551616')).to.equal('TooLarge');
    expect(code('9'.repeat(10_000))).to.equal('TooLarge');
  });

  it('are written as short as they can be', () => {
    expect(formatAmount(1_250_500_000_000n, 9)).to.equal('1250.5');
    expect(formatAmount(1n, 6)).to.equal('0.000001');
    expect(formatAmount(1_000_000n, 6)).to.equal('1');
    expect(formatAmount(100n, 0)).to.equal('100');
    expect(formatAmount(-1_500n, 3)).to.equal('-1.5');
  });

  it('survive being written and read again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: U64_MAX }), fc.integer({ min: 0, max: 18 }), (amount, decimals) => {
        expect(parseAmount(formatAmount(amount, decimals), decimals)).to.equal(amount);
      }),
      { seed: SEED },
    );
  });
});
