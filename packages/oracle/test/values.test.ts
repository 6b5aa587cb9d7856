import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  metricValue,
  parseDecimal,
  unitsOf,
  type Decimal,
} from '../src/values/decimal';
import { readTimestamp } from '../src/values/timestamp';
import { SEED } from '../../../tests/support/seed';
import { refused } from './fixture/observation';

function decimal(text: string): Decimal {
  return parseDecimal(text) ?? expect.fail(`${text} is no decimal`);
}

describe('oracle: numbers', () => {
  it('become values of a metric without a float, rounded down', () => {
    const cases: [string, number, bigint][] = [
      ['0.65439', -4, 6543n],
      ['0.6543', -4, 6543n],
      ['-0.65439', -4, -6544n],
      ['-0.00001', -4, -1n],
      ['0.00001', -4, 0n],
      ['1e-3', -4, 10n],
      ['1.5E+3', 0, 1500n],
      ['1234', 2, 12n],
      ['-1234', 2, -13n],
      ['9007199254740993', 0, 9007199254740993n],
      ['0.1234567890123456789', -18, 123456789012345678n],
      ['-0', 0, 0n],
      ['+7', 0, 7n],
      ['0e1000', 18, 0n],
      ['1e-1000', 0, 0n],
      ['-1e-1000', 0, -1n],
    ];
    for (const [text, exponent, value] of cases) expect(metricValue(decimal(text), exponent), text).to.equal(value);
  });

  it('must fit 64 bits with a sign', async () => {
    expect(metricValue(decimal('9223372036854775807'), 0)).to.equal(2n ** 63n - 1n);
    expect(metricValue(decimal('-9223372036854775808'), 0)).to.equal(-(2n ** 63n));
    for (const text of ['9223372036854775808', '-9223372036854775809', '1e1000', '-9223372036854775808.1'])
      expect(await refused(() => metricValue(decimal(text), 0)), text).to.equal('ValueOutOfRange');
    expect(await refused(() => metricValue(decimal('10'), -18))).to.equal('ValueOutOfRange');
  });

  it('are refused in every other form, and where they would only cost memory', () => {
    const others = ['', ' 1', '1 ', '1,000', '.5', '5.', '1e', 'e5', '0x10', '1_000', '--1', '١', 'NaN', 'Infinity'];
    const costly = ['1e1001', '1e-1001', '1e999999999', '9'.repeat(401)];
    for (const text of [...others, ...costly]) expect(parseDecimal(text), text.slice(0, 20)).to.equal(undefined);
  });

  it('add, compare and are written exactly', () => {
    const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const exponents = fc.integer({ min: -20, max: 5 });
    fc.assert(
      fc.property(whole, exponents, whole, exponents, (a, aExponent, b, bExponent) => {
        const [x, y] = [
          { digits: a, exponent: aExponent },
          { digits: b, exponent: bExponent },
        ];
        const [xUnits, yUnits] = [unitsOf(x, -20), unitsOf(y, -20)];
        expect(unitsOf(addDecimals(x, y), -20)).to.equal(xUnits + yUnits);
        expect(compareDecimals(x, y)).to.equal(xUnits < yUnits ? -1 : Number(xUnits > yUnits));
        expect(unitsOf(decimal(formatDecimal(x)), -20)).to.equal(xUnits);
      }),
      { seed: SEED },
    );
  });
});

describe('oracle: times', () => {
  const at = (text: string) => readTimestamp(text, 'iso', 'It');

  it('are read in the ISO forms that files have, UTC without a zone', () => {
    const cases: [string, string][] = [
      ['2026-11-21', '2026-11-21T00:00:00Z'],
      ['2026-11-21T10:15', '2026-11-21T10:15:00Z'],
      ['2026-11-21 10:15:30', '2026-11-21T10:15:30Z'],
      ['2026-11-21 10:15:30 Z', '2026-11-21T10:15:30Z'],
      ['2026-11-21T10:15:30.999999z', '2026-11-21T10:15:30Z'],
      ['2026-11-21T10:15:30,5+01:00', '2026-11-21T09:15:30Z'],
      ['2026-11-21T10:15:30+0530', '2026-11-21T04:45:30Z'],
      ['2026-11-21T23:30:00-05', '2026-11-22T04:30:00Z'],
      ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ];
    for (const [text, same] of cases) expect(at(text), text).to.equal(Date.parse(same) / 1_000);
  });

  it('are read as seconds and milliseconds, rounded down', () => {
    expect(readTimestamp('1795016537.4183276', 'seconds', 'It')).to.equal(1_795_016_537);
    expect(readTimestamp('1795016537999', 'milliseconds', 'It')).to.equal(1_795_016_537);
  });

  it('are refused when they are no time or ambiguous', async () => {
    const wrong = ['2026-02-30', '2026-13-01', '2025-02-29', '2026-11-21T24:00', '2026-11-21T10:60', '21.11.2026'];
    const others = ['11/21/2026', '2026-11-21T10', '20261121', '1795016537', '', 'yesterday', '2026-11-21T10:15 CET'];
    for (const text of [...wrong, ...others]) expect(await refused(() => at(text)), text).to.equal('TimestampInvalid');
    for (const text of ['2026-11-21', '-1', '1e30', 'NaN'])
      expect(await refused(() => readTimestamp(text, 'seconds', 'It')), text).to.equal('TimestampInvalid');
  });
});
