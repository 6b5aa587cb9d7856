/** Values of a metric: which is better, and which of several reports stands. */

/** Which of two values is the better one: the higher, as for a score, or the lower, as for an error rate. */
export type Better = 'higher' | 'lower';

/** Whether `value` is at least as good as `goal`. */
export function reaches(better: Better, value: bigint, goal: bigint): boolean {
  return better === 'higher' ? value >= goal : value <= goal;
}

/** How much better `value` is than `base`; 0 where it is not. */
export function lead(better: Better, value: bigint, base: bigint): bigint {
  const difference = better === 'higher' ? value - base : base - value;
  return difference > 0n ? difference : 0n;
}

/** The median of the reported values; of an even number the worse of the middle two. Null where there are none. */
export function median(values: readonly bigint[], better: Better): bigint | null {
  const sorted = [...values].sort((a, b) => Number(a > b) - Number(a < b));
  const last = sorted.length - 1;
  return sorted[better === 'higher' ? Math.floor(last / 2) : Math.ceil(last / 2)] ?? null;
}
