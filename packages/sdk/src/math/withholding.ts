/** Withholding a share of each claim. */

const BPS = 10_000;

/** What one claim withholds, in base units, and the remainder to carry into the next (ten-thousandths, below 10000). */
export interface Withheld {
  readonly withheld: bigint;
  readonly carry: number;
}

/**
 * Splits a claim of `gross` base units at a rate of `bps`, with the carry of the claim before (0 at first). Over any
 * claims the amounts withheld sum to the floor of the exact sum, so splitting them changes nothing.
 */
export function withhold(gross: bigint, bps: number, carry: number): Withheld {
  const owed = gross * BigInt(Math.min(bps, BPS)) + BigInt(Math.min(carry, BPS - 1));
  return { withheld: owed / BigInt(BPS), carry: Number(owed % BigInt(BPS)) };
}
