/** Products and quotients, rounded as stated. Amounts are base units and not negative. */

/** Most that an amount can be. */
export const U64_MAX = 18_446_744_073_709_551_615n;

function clamp(value: bigint): bigint {
  return value > U64_MAX ? U64_MAX : value;
}

/** `floor(a * b / d)`; the largest amount where the result is more than that, 0 where `d` is 0. */
export function mulDivFloor(a: bigint, b: bigint, d: bigint): bigint {
  return d === 0n ? 0n : clamp((a * b) / d);
}

/** `ceil(a * b / d)`; the largest amount where the result is more than that, 0 where `d` is 0. */
export function mulDivCeil(a: bigint, b: bigint, d: bigint): bigint {
  return d === 0n ? 0n : clamp((a * b + d - 1n) / d);
}

/**
 * One part of `total` divided by weights: the floor of its share up to and with this weight, less the same before it.
 * The parts of all weights, in order, sum to `total`; each is its weight where the weights sum to `total`.
 * `weightBefore` is the sum of the weights earlier in the list.
 */
export function apportion(total: bigint, weightBefore: bigint, weight: bigint, weightSum: bigint): bigint {
  const shareOf = (weights: bigint): bigint => mulDivFloor(total, weights > weightSum ? weightSum : weights, weightSum);
  return shareOf(weightBefore + weight) - shareOf(weightBefore);
}
