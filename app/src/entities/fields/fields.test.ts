import { describe, expect, it } from 'vitest';
import {
  address,
  days,
  hours,
  idNumber,
  optionalAddress,
  optionalTokens,
  schedule,
  share,
  startDay,
  tokens,
} from './fields';
import { key } from '../fixture';

function said(
  field: { safeParse: (text: string) => { error?: { issues: { message: string }[] } | undefined } },
  text: string,
) {
  return field.safeParse(text).error?.issues[0]?.message;
}

describe('amounts', () => {
  it('are exact base units, with commas between thousands left out', () => {
    expect(tokens(6).parse(' 1,250.5 ')).toBe(1_250_500_000n);
    expect(tokens(9).parse('0.000000001')).toBe(1n);
    expect(optionalTokens(6).parse('')).toBeNull();
  });

  it('are refused with what to change', () => {
    expect(said(tokens(6), '')).toMatch(/Give an amount/);
    expect(said(tokens(6), '0')).toMatch(/above zero/);
    expect(said(tokens(2), '1.234')).toMatch(/Round it to 2 decimals/);
    expect(said(tokens(6), '1e9')).toMatch(/no sign, unit, exponent/);
    expect(said(tokens(undefined), '5')).toMatch(/Name the token first/);
  });
});

describe('shares and spans', () => {
  it('are basis points and seconds', () => {
    expect(share.parse('12.5')).toBe(1_250);
    expect(share.parse('100 %')).toBe(10_000);
    expect(days(366 * 86_400).parse('366')).toBe(31_622_400);
    expect(hours(7 * 86_400).parse('24')).toBe(86_400);
  });

  it('keep to their ranges', () => {
    expect(said(share, '100.01')).toMatch(/from 0 to 100/);
    expect(said(share, '-1')).toMatch(/from 0 to 100/);
    expect(said(days(366 * 86_400), '367')).toMatch(/from 0 to 366/);
    expect(said(days(366 * 86_400), '1.5')).toMatch(/whole number of days/);
  });
});

describe('numbers, addresses, days, schedules', () => {
  it('reads them', () => {
    expect(idNumber.parse('18446744073709551615')).toBe(18_446_744_073_709_551_615n);
    expect(address.parse(` ${key(9).toBase58()} `).equals(key(9))).toBe(true);
    expect(optionalAddress.parse('')).toBeNull();
    expect(startDay.parse('2026-01-01')).toBe(1_767_225_600);
    expect(schedule.parse('cliff-monthly:48m:12m')).toHaveLength(2);
  });

  it('refuses others with what to change', () => {
    expect(said(idNumber, '18446744073709551616')).toMatch(/whole number from 0/);
    expect(said(address, 'hello')).toMatch(/base58/);
    expect(said(address, '11111111111111111111111111111111')).toMatch(/zero address/);
    expect(said(startDay, '')).toBe('Choose a day.');
    expect(said(schedule, '50%@1y + 40%@1y')).toMatch(/sum to exactly 100/);
  });
});
