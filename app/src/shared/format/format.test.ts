import { describe, expect, it } from 'vitest';
import {
  clean,
  distance,
  duration,
  exactTokens,
  figure,
  fraction,
  glanceTokens,
  percent,
  portion,
  short,
  webLink,
} from '.';

describe('amounts', () => {
  it('are exact to the last base unit, however large', () => {
    expect(exactTokens(18_446_744_073_709_551_615n, 9)).toBe('18,446,744,073.709551615');
    expect(exactTokens(1n, 9)).toBe('0.000000001');
    expect(exactTokens(-1_250_500_000n, 6)).toBe('-1,250.5');
  });

  it('are rounded down at a glance, which says so', () => {
    expect(glanceTokens(1_250_999_999n, 6)).toEqual({ text: '1,250.99', exact: false });
    expect(glanceTokens(1_250_500_000n, 6)).toEqual({ text: '1,250.5', exact: true });
    expect(glanceTokens(-1_250_999_999n, 6)).toEqual({ text: '-1,250.99', exact: false });
    expect(glanceTokens(123_456n, 9)).toEqual({ text: '0.0001234', exact: false });
    expect(glanceTokens(7n, 0)).toEqual({ text: '7', exact: true });
  });

  it('show values of metrics with their exponent', () => {
    expect(figure(8_411n, -4)).toBe('0.8411');
    expect(figure(25n, 3)).toBe('25,000');
  });

  it('show shares without floats', () => {
    expect(percent(1_250)).toBe('12.5 %');
    expect(portion(1n, 3n)).toBe('33.3 %');
    expect(portion(0n, 0n)).toBe('0 %');
    expect(fraction(1n, 4n)).toBe(0.25);
    expect(fraction(5n, 0n)).toBe(0);
  });
});

describe('times', () => {
  it('are told in their two largest units', () => {
    expect(duration(30 * 86_400)).toBe('30 days');
    expect(duration(5_400)).toBe('1 hour 30 minutes');
    expect(duration(0)).toBe('0 seconds');
  });

  it('are told from now', () => {
    expect(distance(1_000, 1_000)).toBe('now');
    expect(distance(1_060, 1_000)).toBe('in 1 minute');
    expect(distance(1_000, 1_000 + 2 * 86_400)).toBe('2 days ago');
  });
});

describe('text of others', () => {
  it('is shown without what changes the reading of the rest', () => {
    expect(clean('pay‮me\u0007')).toBe('payme');
  });

  it('leads to the web only', () => {
    expect(webLink('https://example.org/terms')).toBe('https://example.org/terms');
    expect(webLink('javascript:alert(1)')).toBeUndefined();
    expect(webLink('ipfs://abc')).toBeUndefined();
  });

  it('shortens addresses', () => {
    expect(short('7Z1xZ8jvqR2B7u2cJfU7nDwMPy4e1tHkS7ZrDJX1Uo2N')).toBe('7Z1x…Uo2N');
  });
});
